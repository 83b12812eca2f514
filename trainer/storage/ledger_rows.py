"""Reads the entries of a practicum ledger, with what was signed about each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.ledger_sums import Counted, EntryState, state_of
from trainer.curriculum.requirements.practicum import Practicum
from trainer.storage.ledger import ClientCode, OverruledWarning
from trainer.storage.people import Person, Words
from trainer.storage.signing_off import Entry, SignOff

ERASED = "The words were erased."
_PREFIX = f"{Practicum.kind}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a supervisor signed about an entry; `words` are None where nothing was written."""

    id: UUID
    decision: str
    by_id: UUID
    by: str
    at: datetime
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """An entry of the ledger. `overruled` is why words may stay in which something was found, where that was said."""

    id: UUID
    enrolment_id: UUID
    item: str
    number: int
    at: datetime
    replaces_id: UUID | None
    replaced_by_id: UUID | None
    supervisor_id: UUID | None
    supervisor: str
    held_on: date
    minutes: int
    phase: str
    role: str
    route: str
    client: str
    reflection: str
    overruled: str | None
    decisions: tuple[Decision, ...]

    @property
    def state(self) -> EntryState:
        """How the entry stands."""
        last = self.decisions[-1].decision if self.decisions else None
        return state_of(last, is_replaced=self.replaced_by_id is not None)

    @property
    def counted(self) -> Counted:
        """What it counts by."""
        return Counted(
            item=self.item,
            minutes=self.minutes,
            phase=self.phase,
            role=self.role,
            route=self.route,
            client=self.client,
            state=self.state,
        )


def ledger_of(session: Session, enrolment_id: UUID) -> tuple[LedgerRow, ...]:
    """Every entry of an enrolment's ledger, in the order in which they were made: two statements."""
    asked, later, overruling = aliased(Person), aliased(Entry), aliased(Words)
    rows = session.execute(
        select(
            Entry,
            asked.name.label("supervisor"),
            Words.words,
            later.id.label("replaced_by_id"),
            OverruledWarning.id.label("overruled_id"),
            overruling.words.label("overruled"),
        )
        .outerjoin(asked, Entry.supervisor_id == asked.id)
        .outerjoin(Words, Entry.text_id == Words.id)
        .outerjoin(later, later.replaces_id == Entry.id)
        .outerjoin(OverruledWarning, OverruledWarning.entry_id == Entry.id)
        .outerjoin(overruling, OverruledWarning.text_id == overruling.id)
        .where(Entry.enrolment_id == enrolment_id, Entry.item.startswith(_PREFIX))
        .order_by(Entry.at, Entry.item, Entry.number)
    ).all()
    decisions = _decisions(session, enrolment_id)
    return tuple(
        LedgerRow(
            id=row.Entry.id,
            enrolment_id=enrolment_id,
            item=row.Entry.item,
            number=row.Entry.number,
            at=row.Entry.at,
            replaces_id=row.Entry.replaces_id,
            replaced_by_id=row.replaced_by_id,
            supervisor_id=row.Entry.supervisor_id,
            supervisor=row.supervisor or "",
            held_on=row.Entry.held_on,
            minutes=row.Entry.minutes,
            phase=row.Entry.phase or "",
            role=row.Entry.role or "",
            route=row.Entry.route or "",
            client=row.Entry.client or "",
            reflection=_written(row.Entry.text_id, row.words) or "",
            overruled=_written(row.overruled_id, row.overruled),
            decisions=tuple(decisions.get(row.Entry.id, ())),
        )
        for row in rows
    )


def enrolment_of_entry(session: Session, entry_id: UUID) -> UUID | None:
    """Whose ledger an entry stands in; None where there is no such entry in any."""
    return session.scalar(select(Entry.enrolment_id).where(Entry.id == entry_id, Entry.item.startswith(_PREFIX)))


def codes_of(session: Session, enrolment_id: UUID) -> Sequence[str]:
    """The client codes of an enrolment, in the order in which the platform gave them."""
    return session.scalars(
        select(ClientCode.code).where(ClientCode.enrolment_id == enrolment_id).order_by(ClientCode.number)
    ).all()


def last_entry(session: Session, enrolment_id: UUID, item: str) -> int:
    """The number of the last entry for an item, 0 for none."""
    subject = (Entry.enrolment_id == enrolment_id, Entry.item == item)
    return session.scalar(select(func.max(Entry.number)).where(*subject)) or 0


def _decisions(session: Session, enrolment_id: UUID) -> dict[UUID, list[Decision]]:
    """What was signed about each entry; what takes a signature back is about the entry of that signature."""
    rows = session.execute(
        select(SignOff, Person.name, Words.words)
        .join(Person, SignOff.actor_id == Person.id)
        .outerjoin(Words, SignOff.text_id == Words.id)
        .where(SignOff.enrolment_id == enrolment_id, SignOff.item.startswith(_PREFIX))
        .order_by(SignOff.item, SignOff.number)
    ).all()
    entry_of = {row.SignOff.id: row.SignOff.entry_id for row in rows}
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for row in rows:
        signed: SignOff = row.SignOff
        entry_id = signed.entry_id or (entry_of.get(signed.withdraws_id) if signed.withdraws_id else None)
        if entry_id:
            decision = Decision(
                id=signed.id,
                decision=signed.decision,
                by_id=signed.actor_id,
                by=row.name,
                at=signed.at,
                words=_written(signed.text_id, row.words),
            )
            found[entry_id].append(decision)
    return found


def _written(text_id: UUID | None, words: str | None) -> str | None:
    return ERASED if text_id is not None and words is None else words
