"""Reads reflections: first who may read them, and only then what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.requirements.reflection import Reflection
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Person, Words
from trainer.storage.reflections import ReflectionDraft, ReflectionReply
from trainer.storage.signing_off import Entry
from trainer.tiers import Place, Tier

ERASED: Final = "These words were erased."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionRow:
    """A version of a reflection, without its words. `tier` is who may read this version, by the latest choice."""

    id: UUID
    enrolment_id: UUID
    item: str
    number: int
    chosen: Tier
    text_id: UUID
    at: datetime
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """What somebody answered to a version of a reflection."""

    entry_id: UUID
    number: int
    actor_id: UUID
    by: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """What is written and not kept yet."""

    words: str
    tier: Tier
    number: int
    changed_at: datetime


def reflection_by_id(session: Session, entry_id: UUID) -> ReflectionRow | None:
    """A version of a reflection; None where there is none."""
    row = session.execute(_versions().where(Entry.id == entry_id)).one_or_none()
    return _read(row) if row else None


def reflections_of(session: Session, enrolment_id: UUID, item: str | None = None) -> tuple[ReflectionRow, ...]:
    """Every version of one reflection of somebody, or of all of them, the oldest first: one statement."""
    found = _versions().where(Entry.enrolment_id == enrolment_id).order_by(Entry.item, Entry.number)
    return tuple(_read(row) for row in session.execute(found if item is None else found.where(Entry.item == item)))


def words_of(session: Session, text_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What is said in versions, by the ids of their texts; to be asked for once it is known who may read them."""
    rows = session.execute(select(Words.id, Words.words).where(Words.id.in_(text_ids)))
    return {row.id: row.words if row.words is not None else ERASED for row in rows}


def replies_to(session: Session, enrolment_id: UUID, item: str) -> tuple[ReplyRow, ...]:
    """What was answered to all versions of a reflection, in order."""
    rows = session.execute(
        select(ReflectionReply, Person.name, Words.words)
        .join(Entry, ReflectionReply.entry_id == Entry.id)
        .join(Person, ReflectionReply.actor_id == Person.id)
        .join(Words, ReflectionReply.text_id == Words.id)
        .where(Entry.enrolment_id == enrolment_id, Entry.item == item)
        .order_by(Entry.number, ReflectionReply.number)
    )
    return tuple(
        ReplyRow(
            entry_id=row.ReflectionReply.entry_id,
            number=row.ReflectionReply.number,
            actor_id=row.ReflectionReply.actor_id,
            by=row.name,
            words=row.words if row.words is not None else ERASED,
            at=row.ReflectionReply.at,
        )
        for row in rows
    )


def draft_of(session: Session, enrolment_id: UUID, item: str) -> DraftRow | None:
    """What its writer has not kept yet of a reflection."""
    row = session.scalars(
        select(ReflectionDraft).where(ReflectionDraft.enrolment_id == enrolment_id, ReflectionDraft.item == item)
    ).one_or_none()
    return DraftRow(words=row.words, tier=Tier(row.tier), number=row.number, changed_at=row.changed_at) if row else None


def drafts_of(session: Session, enrolment_id: UUID) -> dict[str, datetime]:
    """When each reflection that is not kept yet was saved last, by item."""
    rows = session.execute(
        select(ReflectionDraft.item, ReflectionDraft.changed_at).where(ReflectionDraft.enrolment_id == enrolment_id)
    )
    return {row.item: row.changed_at for row in rows}


def last_answers(session: Session, enrolment_id: UUID) -> dict[str, datetime]:
    """When each reflection was answered last, by item."""
    rows = session.execute(
        select(Entry.item, func.max(ReflectionReply.at).label("at"))
        .join(ReflectionReply, ReflectionReply.entry_id == Entry.id)
        .where(Entry.enrolment_id == enrolment_id)
        .group_by(Entry.item)
    )
    return {row.item: row.at for row in rows}


def _versions() -> Select[*tuple[Any, ...]]:  # eleven columns, taken by name in _read
    return (
        select(
            Entry.id,
            Entry.enrolment_id,
            Entry.item,
            Entry.number,
            Entry.tier,
            Entry.text_id,
            Entry.at,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
            _cohort_then().label("cohort_then"),
        )
        .join(Enrolment, Entry.enrolment_id == Enrolment.id)
        .where(Entry.item.startswith(f"{Reflection.kind}:"))
    )


def _cohort_then() -> ScalarSelect[UUID | None]:
    later = aliased(Placement)
    number = (
        select(func.max(later.number))
        .where(later.enrolment_id == Entry.enrolment_id, later.at <= Entry.at)
        .correlate(Entry)  # which stands two queries above, where it would not be looked for
        .scalar_subquery()
    )
    return (
        select(Placement.cohort_id)
        .where(Placement.enrolment_id == Entry.enrolment_id, Placement.number == number)
        .scalar_subquery()
    )


def _read(row: Row[Any]) -> ReflectionRow:
    return ReflectionRow(
        id=row.id,
        enrolment_id=row.enrolment_id,
        item=row.item,
        number=row.number,
        chosen=Tier(row.tier),
        text_id=row.text_id,
        at=row.at,
        place=Place(
            writer_id=row.person_id, course_id=row.course_id, cohort_id=row.cohort_id, cohort_then=row.cohort_then
        ),
    )
