"""What every part of a page of requirements rests on: whose they are, who looks, what was entered and signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.observing import Observed
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.observing import Appeal, AppealDecision, Remark
from trainer.storage.observing_rows import observed_of
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
class RemarkRow:
    """What the trainee said to something recorded about them."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """An appeal against a withdrawal, with what was decided where somebody has."""

    id: UUID
    at: datetime
    words: str
    decision: str | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whose requirements a page shows, and who looks at them.

    `is_own` is whether the trainee looks, `may_sign` whether the actor can sign for this person: nobody can for
    themselves. Entries and signatures come in the order in which they were made, remarks by the id of what they are
    about, appeals by that of the withdrawal.
    """

    enrolment: EnrolmentRow
    name: str
    actor: Actor
    now: Now
    is_own: bool
    may_sign: bool
    entries: tuple[EntryRow, ...]
    signatures: tuple[SignatureRow, ...]
    observed: tuple[Observed, ...]
    remarks: Mapping[UUID, tuple[RemarkRow, ...]]
    appeals: Mapping[UUID, AppealRow]

    def entries_of(self, item: str) -> tuple[EntryRow, ...]:
        """The entries for one requirement."""
        return tuple(entry for entry in self.entries if entry.item == item)

    def signatures_of(self, item: str) -> tuple[SignatureRow, ...]:
        """The signatures for one requirement."""
        return tuple(signature for signature in self.signatures if signature.item == item)

    def rated_for_actor(self) -> tuple[Observed, ...]:
        """The encounters but for those that the actor has yet to rate, whose ratings nothing may give away."""
        actor_id = self.actor.person_id
        return tuple(each for each in self.observed if not (each.waits_for_second and each.second_id == actor_id))

    def withdrawals(self) -> Mapping[UUID, SignatureRow]:
        """The withdrawals, each by the signature that it took back."""
        return {each.withdraws_id: each for each in self.signatures if each.withdraws_id}


def seen_by(session: Session, actor: Actor, enrolment: EnrolmentRow, now: Now) -> Seen:
    """What is seen of an enrolment: seven statements. Whether it may be, the caller has asked."""
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
        observed=observed_of(session, enrolment.enrolment_id),
        remarks=_remarks(session, enrolment.enrolment_id),
        appeals=_appeals(session, enrolment.enrolment_id),
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
    rows = session.execute(
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
    )
    return tuple(_signature(row) for row in rows)


def _signature(row: Row[*tuple[Any, ...]]) -> SignatureRow:  # whose labels are the fields
    values = dict(row._mapping)
    values["words"] = words_of(values.pop("text_id"), values["words"])
    return SignatureRow(**values)


def _remarks(session: Session, enrolment_id: UUID) -> Mapping[UUID, tuple[RemarkRow, ...]]:
    rows = session.execute(
        select(Remark.about_id, Remark.at, Words.words)
        .join(Words, Remark.text_id == Words.id)
        .where(Remark.enrolment_id == enrolment_id)
        .order_by(Remark.about_id, Remark.number)
    )
    found: dict[UUID, tuple[RemarkRow, ...]] = {}
    for row in rows:
        said = RemarkRow(at=row.at, words=row.words if row.words is not None else ERASED)
        found[row.about_id] = (*found.get(row.about_id, ()), said)
    return found


def _appeals(session: Session, enrolment_id: UUID) -> Mapping[UUID, AppealRow]:
    why = aliased(Words)
    rows = session.execute(
        select(
            Appeal.sign_off_id,
            Appeal.id,
            Appeal.at,
            Words.words,
            AppealDecision.decision,
            AppealDecision.at.label("decided_at"),
            Person.name.label("decided_by"),
            AppealDecision.text_id,
            why.words.label("reason"),
        )
        .join(Words, Appeal.text_id == Words.id)
        .outerjoin(AppealDecision, AppealDecision.appeal_id == Appeal.id)
        .outerjoin(Person, AppealDecision.actor_id == Person.id)
        .outerjoin(why, AppealDecision.text_id == why.id)
        .where(Appeal.enrolment_id == enrolment_id)
    )
    return {
        row.sign_off_id: AppealRow(
            id=row.id,
            at=row.at,
            words=row.words if row.words is not None else ERASED,
            decision=row.decision,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            reason=words_of(row.text_id, row.reason),
        )
        for row in rows
    }


def words_of(text_id: UUID | None, words: str | None) -> str | None:
    """What was written; None where nothing was, and a sentence where it was erased."""
    return ERASED if text_id is not None and words is None else words
