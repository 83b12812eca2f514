"""What supervisors decided about an enrolment, with the words that they gave for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.course import Rules
from trainer.curriculum.excusing import item_title
from trainer.curriculum.outline import Outline
from trainer.storage.content import Cohort
from trainer.storage.learning import Placement
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run
from trainer.storage.supervising import Excusal
from trainer.storage.supervisor_notes import SupervisorNote

ERASED: Final = "The words were erased."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who decided something, when, and why; the trainee reads the words where they are shared."""

    by: str
    at: datetime
    words: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcusalRow:
    """An item that was excused; `withdrawn` where it is asked again."""

    id: UUID
    item: str
    title: str
    said: Said
    withdrawn: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    """An enrolment joined, moved, was paused or went on; nobody gave words where it joined."""

    kind: str
    cohort: str | None
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note of a supervisor; `withdrawn` says by whom and why it was taken back."""

    id: UUID
    said: Said
    withdrawn: Said | None


def excusals_of(session: Session, enrolment_id: UUID, outline: Outline, rules: Rules) -> tuple[ExcusalRow, ...]:
    """Every excusal of an enrolment, the newest first: one statement."""
    rows = run(session, _EXCUSALS, enrolment_id=enrolment_id).all()
    lifted = {row.withdraws_id: _said(row) for row in rows if row.withdraws_id}
    return tuple(
        ExcusalRow(
            id=row.id,
            item=row.item,
            title=item_title(row.item, outline, rules),
            said=_said(row),
            withdrawn=lifted.get(row.id),
        )
        for row in rows
        if row.withdraws_id is None
    )


def placements_of(session: Session, enrolment_id: UUID) -> tuple[PlacementRow, ...]:
    """Every placement of an enrolment, the newest first: one statement."""
    return tuple(
        PlacementRow(kind=row.kind, cohort=row.cohort, by=row.name, at=row.at, words=_words(row))
        for row in run(session, _PLACEMENTS, enrolment_id=enrolment_id)
    )


def notes_of(session: Session, enrolment_id: UUID) -> tuple[NoteRow, ...]:
    """Every note about an enrolment, the newest first: one statement."""
    rows = run(session, _NOTES, enrolment_id=enrolment_id).all()
    withdrawn = {row.withdraws_id: _said(row) for row in rows if row.withdraws_id}
    return tuple(
        NoteRow(id=row.id, said=_said(row), withdrawn=withdrawn.get(row.id)) for row in rows if row.withdraws_id is None
    )


def _said(row: object) -> Said:
    return Said(by=row.name, at=row.at, words=_words(row), is_shared=row.is_shared)  # type: ignore[attr-defined]  # a row of a statement below


def _words(row: object) -> str:
    if row.text_id is None:  # type: ignore[attr-defined]  # as above
        return ""
    return row.words if row.words is not None else ERASED  # type: ignore[attr-defined]  # as above


_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
_BY: Final = aliased(Person)
_EXCUSALS: Final = (
    select(
        Excusal.id,
        Excusal.item,
        Excusal.withdraws_id,
        Excusal.is_shared,
        Excusal.at,
        Excusal.text_id,
        _BY.name,
        Words.words,
    )
    .join(_BY, Excusal.actor_id == _BY.id)
    .join(Words, Excusal.text_id == Words.id)
    .where(Excusal.enrolment_id == _ENROLMENT)
    .order_by(Excusal.at.desc(), Excusal.number.desc(), Excusal.id)
)
_PLACEMENTS: Final = (
    select(Placement.kind, Placement.at, Placement.text_id, Cohort.name.label("cohort"), _BY.name, Words.words)
    .join(_BY, Placement.actor_id == _BY.id)
    .outerjoin(Cohort, Placement.cohort_id == Cohort.id)
    .outerjoin(Words, Placement.text_id == Words.id)
    .where(Placement.enrolment_id == _ENROLMENT)
    .order_by(Placement.number.desc())
)
_NOTES: Final = (
    select(
        SupervisorNote.id,
        SupervisorNote.withdraws_id,
        SupervisorNote.is_shared,
        SupervisorNote.at,
        SupervisorNote.text_id,
        _BY.name,
        Words.words,
    )
    .join(_BY, SupervisorNote.actor_id == _BY.id)
    .join(Words, SupervisorNote.text_id == Words.id)
    .where(SupervisorNote.enrolment_id == _ENROLMENT)
    .order_by(SupervisorNote.number.desc())
)
