"""What every part of a page of requirements rests on: whose they are, who looks, what was entered and signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.people import Person, Words
from trainer.storage.signing_off import Entry, SignOff

ERASED = "The words were erased."


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """Something that the trainee put before a supervisor, without its words: who may read those, its kind decides."""

    id: UUID
    item: str
    number: int
    at: datetime
    replaces_id: UUID | None
    supervisor_id: UUID | None
    supervisor: str | None
    held_on: date | None
    minutes: int | None
    phase: str | None
    role: str | None
    route: str | None
    client: str | None
    valid_until: date | None
    tier: str | None
    file_id: UUID | None
    text_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """What a supervisor signed, returned or withdrew; `words` are None where nothing was written."""

    id: UUID
    item: str
    number: int
    at: datetime
    decision: str
    entry_id: UUID | None
    meeting_id: UUID | None
    withdraws_id: UUID | None
    level: int | None
    encounters: int | None
    by_id: UUID
    by: str
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whose requirements a page shows, and who looks at them.

    `is_own` is whether the trainee looks, `may_sign` whether the actor can sign for this person: nobody can for
    themselves. Entries and signatures come in the order in which they were made.
    """

    enrolment: EnrolmentRow
    name: str
    actor: Actor
    now: Now
    is_own: bool
    may_sign: bool
    entries: tuple[EntryRow, ...]
    signatures: tuple[SignatureRow, ...]

    def entries_of(self, item: str) -> tuple[EntryRow, ...]:
        """The entries for one requirement."""
        return tuple(entry for entry in self.entries if entry.item == item)

    def signatures_of(self, item: str) -> tuple[SignatureRow, ...]:
        """The signatures for one requirement."""
        return tuple(signature for signature in self.signatures if signature.item == item)

    def withdrawals(self) -> Mapping[UUID, SignatureRow]:
        """The withdrawals, each by the signature that it took back."""
        return {each.withdraws_id: each for each in self.signatures if each.withdraws_id}


def seen_by(session: Session, actor: Actor, enrolment: EnrolmentRow, now: Now) -> Seen:
    """What is seen of an enrolment: three statements. Whether it may be, the caller has asked."""
    is_own = enrolment.person_id == actor.person_id
    reaches = actor.may(Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id)
    return Seen(
        enrolment=enrolment,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        actor=actor,
        now=now,
        is_own=is_own,
        may_sign=reaches and not is_own,
        entries=_entries(session, enrolment.enrolment_id),
        signatures=_signatures(session, enrolment.enrolment_id),
    )


def _entries(session: Session, enrolment_id: UUID) -> tuple[EntryRow, ...]:
    asked = aliased(Person)
    rows = session.execute(
        select(
            Entry.id,
            Entry.item,
            Entry.number,
            Entry.at,
            Entry.replaces_id,
            Entry.supervisor_id,
            asked.name.label("supervisor"),
            Entry.held_on,
            Entry.minutes,
            Entry.phase,
            Entry.role,
            Entry.route,
            Entry.client,
            Entry.valid_until,
            Entry.tier,
            Entry.file_id,
            Entry.text_id,
        )
        .outerjoin(asked, Entry.supervisor_id == asked.id)
        .where(Entry.enrolment_id == enrolment_id)
        .order_by(Entry.at, Entry.number)
    )
    return tuple(EntryRow(**row._mapping) for row in rows)


def _signatures(session: Session, enrolment_id: UUID) -> tuple[SignatureRow, ...]:
    rows: Sequence[SignOff] = session.execute(
        select(
            SignOff.id,
            SignOff.item,
            SignOff.number,
            SignOff.at,
            SignOff.decision,
            SignOff.entry_id,
            SignOff.meeting_id,
            SignOff.withdraws_id,
            SignOff.level,
            SignOff.encounters,
            SignOff.actor_id.label("by_id"),
            Person.name.label("by"),
            SignOff.text_id,
            Words.words,
        )
        .join(Person, SignOff.actor_id == Person.id)
        .outerjoin(Words, SignOff.text_id == Words.id)
        .where(SignOff.enrolment_id == enrolment_id)
        .order_by(SignOff.at, SignOff.number)
    ).all()
    return tuple(_signature(dict(row._mapping)) for row in rows)


def _signature(values: dict[str, object]) -> SignatureRow:
    if values.pop("text_id") is not None and values["words"] is None:
        values["words"] = ERASED
    return SignatureRow(**values)
