"""One entry of the ledger: for its writer, for a supervisor, and as a form."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.ledger import MINUTES, Typed, length_in_words
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.requirement import Role, Route
from trainer.errors import NotFound, Stale
from trainer.queries.ledger import practicum_titles
from trainer.queries.ledger_view import EntryView, entry_view
from trainer.queries.requirements import supervised_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, own_enrolment
from trainer.storage.ledger_rows import LedgerRow, codes_of, enrolment_of_entry, ledger_of
from trainer.storage.people import Person
from trainer.storage.supervisors import supervisors_of

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """An entry with those that it replaced and that replaced it, the oldest first; `may_sign` for a supervisor."""

    course: str
    course_title: str
    name: str
    enrolment_id: UUID
    entry: EntryView
    line: tuple[EntryView, ...]
    may_sign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """What an entry is chosen from, with what is chosen at first. `replaces` is the entry that is answered, if any."""

    course: str
    course_title: str
    replaces: EntryView | None
    typed: Typed
    seen: int
    codes_seen: int
    items: tuple[Choice, ...]
    lengths: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    phases: tuple[Choice, ...]
    routes: tuple[Choice, ...]
    clients: tuple[Choice, ...]
    supervisors: tuple[Choice, ...]
    latest: str


def own_entry(session: Session, database: Database, actor: Actor, course: str, entry_id: UUID, now: Now) -> EntryPage:
    """An entry of one's own. Raises NotFound for any other."""
    return _page(session, database, _own(session, actor, course, now), entry_id, may_sign=False)


def supervised_entry(session: Session, database: Database, actor: Actor, entry_id: UUID, now: Now) -> EntryPage:
    """An entry of somebody whom the actor supervises. Raises NotFound for any other."""
    enrolment_id = enrolment_of_entry(session, entry_id)
    if enrolment_id is None:
        raise NotFound("There is no such page.")
    enrolment = supervised_enrolment(session, actor, enrolment_id, now)
    return _page(session, database, enrolment, entry_id, may_sign=enrolment.person_id != actor.person_id)


def entry_form(
    session: Session, database: Database, actor: Actor, course: str, now: Now, replaces: UUID | None = None
) -> EntryForm:
    """A form for a new entry, or for one that replaces another and begins as that one.

    Raises NotFound, and Stale where the other cannot be replaced any more.
    """
    enrolment = _own(session, actor, course, now)
    rules = database.library.rules(session, enrolment.rules_revision_id)
    titles, rows = practicum_titles(rules), ledger_of(session, enrolment.enrolment_id)
    old = next((row for row in rows if row.id == replaces), None)
    if replaces and old is None:
        raise NotFound("There is no such entry.")
    if old and not old.state.can_be_replaced:
        raise Stale(f"This entry is {old.state.word.lower()}, so that no other can take its place.")
    codes = codes_of(session, enrolment.enrolment_id)
    supervisors = supervisors_of(session, enrolment.course_id, enrolment.cohort_id)
    # Most ask the same supervisor again.
    typed = Typed(supervisor=str(rows[-1].supervisor_id) if rows else "")
    asked = [each for each in rules.requirements if isinstance(each, Practicum)]
    return EntryForm(
        course=enrolment.course,
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        replaces=entry_view(old, titles) if old else None,
        typed=_as_typed(old) if old else typed,
        seen=len(rows),
        codes_seen=len(codes),
        items=tuple((each.item, each.title) for each in asked),
        lengths=tuple((str(minutes), length_in_words(minutes)) for minutes in MINUTES),
        roles=tuple((role.value, role.word.capitalize()) for role in Role),
        phases=tuple((phase.value, phase.value.capitalize()) for phase in Phase),
        routes=tuple((route.value, route.word.capitalize()) for route in Route),
        clients=tuple((code, code) for code in codes),
        supervisors=tuple((str(each), name) for each, name in supervisors.items() if each != actor.person_id),
        latest=now.today.isoformat(),
    )


def _as_typed(row: LedgerRow) -> Typed:
    return Typed(
        item=row.item,
        held_on=row.held_on.isoformat(),
        minutes=str(row.minutes),
        phase=row.phase,
        role=row.role,
        route=row.route,
        code=row.client,
        supervisor=str(row.supervisor_id),
        reflection=row.reflection,
    )


def _own(session: Session, actor: Actor, course: str, now: Now) -> EnrolmentRow:
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound("There is no such page.")
    return enrolment


def _page(
    session: Session, database: Database, enrolment: EnrolmentRow, entry_id: UUID, *, may_sign: bool
) -> EntryPage:
    rules = database.library.rules(session, enrolment.rules_revision_id)
    titles = practicum_titles(rules)
    by_id = {row.id: entry_view(row, titles) for row in ledger_of(session, enrolment.enrolment_id)}
    entry = by_id.get(entry_id)
    if entry is None:
        raise NotFound("There is no such entry.")
    line, first = [], entry
    while first.replaces_id:
        first = by_id[first.replaces_id]
    following: EntryView | None = first
    while following:
        line.append(following)
        following = by_id[following.replaced_by_id] if following.replaced_by_id else None
    return EntryPage(
        course=enrolment.course,
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        enrolment_id=enrolment.enrolment_id,
        entry=entry,
        line=tuple(line),
        may_sign=may_sign,
    )
