"""A trainee keeps the ledger of practicum and consultation."""

from collections.abc import Collection, Sequence
from random import SystemRandom
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.client_warnings import keep_overruling, require_no_details
from trainer.actions.telling import tell_supervisor
from trainer.clock import Now
from trainer.curriculum.client_codes import MOST_CODES, new_code
from trainer.curriculum.ledger import LONGEST_REFLECTION, MOST_ENTRIES, Choices, Held, Typed, read_entry
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.requirements.practicum import Practicum
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_once, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, own_enrolment
from trainer.storage.ledger import ClientCode
from trainer.storage.ledger_rows import LedgerRow, codes_of, last_entry, ledger_of
from trainer.storage.signing_off import Entry
from trainer.storage.supervisors import supervisors_of


def give_code(database: Database, actor: Actor, course: str, seen: int, now: Now) -> None:
    """Give the trainee one further code for a client; `seen` is how many there were, so that a double click gives one.

    Raises Invalid where there are more than anybody needs.
    """
    with database.writing() as session:
        enrolment = _hold_own(session, actor, course, now)
        codes = codes_of(session, enrolment.enrolment_id)
        if len(codes) != seen:
            return
        if len(codes) >= MOST_CODES:
            raise Invalid([("code", f"You have {MOST_CODES} codes, which is the most.")])
        chance, was_added = SystemRandom(), False
        while not was_added:  # another trainee may have the same one
            was_added = add_once(
                session,
                ClientCode,
                person_id=actor.person_id,
                actor_id=actor.person_id,
                at=now.at,
                enrolment_id=enrolment.enrolment_id,
                number=len(codes) + 1,
                code=new_code(chance),
            )
        session.commit()


def add_entry(
    database: Database, actor: Actor, course: str, typed: Typed, shown: Collection[str], seen: int, now: Now
) -> UUID:
    """Add an entry and ask a supervisor to countersign it; gives its id.

    `seen` is how many entries there were when the form was made: what was added since and is the same is this one, so
    that a double click adds one. `shown` are the passages about which the form has warned. Raises Invalid.
    """
    with database.writing() as session:
        enrolment = _hold_own(session, actor, course, now)
        held, words, found = _read(session, database, actor, enrolment, typed, shown, now)
        entries = ledger_of(session, enrolment.enrolment_id)
        for row in entries[seen:]:
            if row.replaces_id is None and _is_same(row, held, typed, words):
                return row.id
        entry_id = _keep(session, actor, enrolment, held, typed, words, found, now, None, entries)
        session.commit()
        return entry_id


def replace_entry(
    database: Database, actor: Actor, course: str, entry_id: UUID, typed: Typed, shown: Collection[str], now: Now
) -> UUID:
    """Put a new entry in the place of one that was returned, or not yet countersigned; gives the new one's id.

    The same twice replaces once. Raises Invalid; Stale where it was countersigned or replaced meanwhile; NotFound.
    """
    with database.writing() as session:
        enrolment = _hold_own(session, actor, course, now)
        entries = ledger_of(session, enrolment.enrolment_id)
        by_id = {row.id: row for row in entries}
        old = by_id.get(entry_id)
        if old is None:
            raise NotFound("There is no such entry.")
        held, words, found = _read(session, database, actor, enrolment, typed, shown, now)
        if not old.state.can_be_replaced:
            newer = by_id.get(old.replaced_by_id) if old.replaced_by_id else None
            if newer and _is_same(newer, held, typed, words):
                return newer.id
            raise Stale(f"This entry is {old.state.word.lower()} meanwhile, so that no other can take its place.")
        new_id = _keep(session, actor, enrolment, held, typed, words, found, now, old.id, entries)
        session.commit()
        return new_id


def _hold_own(session: Session, actor: Actor, course: str, now: Now) -> EnrolmentRow:
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound("There is no such page.")
    lock_enrolment(session, enrolment.enrolment_id)
    return enrolment


def _read(
    session: Session,
    database: Database,
    actor: Actor,
    enrolment: EnrolmentRow,
    typed: Typed,
    shown: Collection[str],
    now: Now,
) -> tuple[Held, str, int]:
    """What is to be kept: choices, the words of the reflection, and how many passages stay in them for a reason."""
    rules = database.library.rules(session, enrolment.rules_revision_id)
    supervisors = supervisors_of(session, enrolment.course_id, enrolment.cohort_id)
    choices = Choices(
        requirements={each.item: each for each in rules.requirements if isinstance(each, Practicum)},
        clients=codes_of(session, enrolment.enrolment_id),
        supervisors={str(each): name for each, name in supervisors.items() if each != actor.person_id},
        today=now.today,
    )
    held, problems = read_entry(typed, choices)
    words, found = cleaned(typed.reflection), 0
    if len(words) > LONGEST_REFLECTION:
        problems.append(("reflection", f"Shorten this to {LONGEST_REFLECTION:,} characters; it has {len(words):,}."))
    else:
        try:
            found = require_no_details("reflection", words, typed.reason, shown)
        except Invalid as error:
            problems.extend(error.problems)
    if held is None or problems:
        raise Invalid(problems)
    return held, words, found


def _is_same(row: LedgerRow, held: Held, typed: Typed, words: str) -> bool:
    there = (row.item, row.held_on, row.minutes, row.phase, row.role, row.route, row.client, row.reflection)
    asked = (held.item, held.held_on, held.minutes, held.phase or "", held.role.value, held.route or "")
    return there == (*asked, held.client or "", words) and str(row.supervisor_id) == typed.supervisor


def _keep(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    held: Held,
    typed: Typed,
    words: str,
    found: int,
    now: Now,
    replaces_id: UUID | None,
    entries: Sequence[LedgerRow],
) -> UUID:
    if len(entries) >= MOST_ENTRIES:
        raise Invalid([("item", f"There are {MOST_ENTRIES:,} entries, which is the most.")])
    text_id, digest = add_words(session, actor.person_id, "reflection", words) if words else (None, None)
    entry = Entry(
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        item=held.item,
        number=last_entry(session, enrolment.enrolment_id, held.item) + 1,
        replaces_id=replaces_id,
        supervisor_id=UUID(typed.supervisor),
        held_on=held.held_on,
        minutes=held.minutes,
        phase=held.phase,
        role=held.role.value,
        route=held.route,
        client=held.client,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, entry)
    tell_supervisor(session, UUID(typed.supervisor), now)
    keep_overruling(session, actor.person_id, enrolment.enrolment_id, found, typed.reason, now, entry_id=entry.id)
    event = "record:entry:replaced" if replaces_id else "record:entry:added"
    audit(session, actor, event, f"enrolment:{enrolment.enrolment_id} {held.item} entry:{entry.id}", now)
    return entry.id
