"""The ledger of practicum and consultation: one's own, or of somebody in a cohort that one supervises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.ledger_sums import ClientPhases, SumTable, client_phases, sum_tables
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.standing import Standings
from trainer.curriculum.state import State, left_at_requirement, requirement_state
from trainer.errors import NotFound
from trainer.queries.ledger_view import EntryView, entry_view, title_of
from trainer.queries.requirements import supervised_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, own_enrolment
from trainer.storage.ledger_rows import codes_of, ledger_of
from trainer.storage.people import Person
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAsked:
    """A requirement that the ledger is kept for, with what is left of it in a sentence."""

    id: str
    title: str
    state: State
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """A ledger. `enrolment_id` is None where it is one's own; `codes` are shown to their owner only."""

    course: str
    course_title: str
    name: str
    cohort: str | None
    enrolment_id: UUID | None
    asked: tuple[LedgerAsked, ...]
    tables: tuple[SumTable, ...]
    clients: tuple[ClientPhases, ...]
    codes: tuple[str, ...]
    entries: tuple[EntryView, ...]
    made_on: date

    @property
    def returned(self) -> tuple[EntryView, ...]:
        """The entries that their writer has to answer."""
        return tuple(entry for entry in self.entries if entry.state.value == "returned")

    @property
    def waiting(self) -> tuple[EntryView, ...]:
        """The entries about which a supervisor has to decide."""
        return tuple(entry for entry in self.entries if entry.state.is_waiting)


def own_ledger(session: Session, database: Database, actor: Actor, course: str, now: Now) -> LedgerPage:
    """One's own ledger. Raises NotFound for somebody without an enrolment."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound("There is no such page.")
    return _page(session, database, enrolment, now, is_own=True)


def supervised_ledger(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> LedgerPage:
    """The ledger of somebody in a cohort that the actor supervises. Raises NotFound for anybody else."""
    return _page(session, database, supervised_enrolment(session, actor, enrolment_id, now), now, is_own=False)


def practicum_titles(rules: Rules) -> Mapping[str, str]:
    """The requirements for which a ledger is kept: titles by item, in their order."""
    return {each.item: each.title for each in rules.requirements if isinstance(each, Practicum)}


def _page(session: Session, database: Database, enrolment: EnrolmentRow, now: Now, *, is_own: bool) -> LedgerPage:
    edition = database.library.edition(session, enrolment.edition_id)
    rules = database.library.rules(session, enrolment.rules_revision_id)
    standings = current_standings(session, database.library, enrolment, now.at)
    rows = ledger_of(session, enrolment.enrolment_id)
    titles = practicum_titles(rules)
    items = dict.fromkeys((*titles, *(row.item for row in rows)))
    counted = [row.counted for row in rows]
    return LedgerPage(
        course=enrolment.course,
        course_title=edition.outline.title,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        cohort=enrolment.cohort,
        enrolment_id=None if is_own else enrolment.enrolment_id,
        asked=_asked(rules, standings, enrolment, now),
        tables=sum_tables(counted, [(item, title_of(item, titles)) for item in items]),
        clients=client_phases(counted),
        codes=tuple(codes_of(session, enrolment.enrolment_id)) if is_own else (),
        entries=tuple(
            entry_view(row, titles) for row in sorted(rows, key=lambda row: (row.held_on, row.at), reverse=True)
        ),
        made_on=now.today,
    )


def _asked(rules: Rules, standings: Standings, enrolment: EnrolmentRow, now: Now) -> tuple[LedgerAsked, ...]:
    return tuple(
        LedgerAsked(
            id=each.id,
            title=each.title,
            state=requirement_state(standings.requirement(each.item), ends_on=enrolment.ends_on, today=now.today),
            left=left_at_requirement(each, standings, now.today),
        )
        for each in rules.requirements
        if isinstance(each, Practicum)
    )
