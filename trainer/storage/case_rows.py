"""Reads runs of branching cases with what was chosen in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from trainer.storage.cases import CaseChoice, CaseRun
from trainer.storage.content import CourseRow, Document
from trainer.storage.learning import Enrolment
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run with the ids of its choices in their order; `last_at` is when the last was made, or the run begun."""

    id: UUID
    person_id: UUID
    enrolment_id: UUID
    document_id: UUID
    course: str
    path: str
    number: int
    revision_id: UUID
    edition_id: UUID
    variation: str
    at: datetime
    choices: tuple[str, ...]
    last_at: datetime


def run_by_id(session: Session, run_id: UUID) -> RunRow | None:
    """A run; None where there is none: one statement."""
    return next(iter(_together(run(session, _BY_ID, run_id=run_id))), None)


def runs_of(session: Session, enrolment_id: UUID) -> tuple[RunRow, ...]:
    """Every run of an enrolment, by case and number: one statement."""
    return _together(run(session, _OF_ENROLMENT, enrolment_id=enrolment_id))


def runs_of_case(session: Session, enrolment_id: UUID, document_id: UUID) -> tuple[RunRow, ...]:
    """Every run of an enrolment through one case, by number: one statement."""
    return _together(run(session, _OF_CASE, enrolment_id=enrolment_id, document_id=document_id))


def _together(rows: Iterable[Row[Any]]) -> tuple[RunRow, ...]:  # of _ROWS, the choices of a run in their order
    found: dict[UUID, RunRow] = {}
    for row in rows:
        values = dict(row._mapping)
        choice, chosen_at = values.pop("choice"), values.pop("chosen_at")
        known = found.get(row.id) or RunRow(**values, choices=(), last_at=row.at)
        found[row.id] = replace(known, choices=(*known.choices, choice), last_at=chosen_at) if choice else known
    return tuple(found.values())


_ROWS: Final = (
    select(
        CaseRun.id,
        CaseRun.person_id,
        CaseRun.enrolment_id,
        CaseRun.document_id,
        CourseRow.slug.label("course"),
        Document.path,
        CaseRun.number,
        CaseRun.revision_id,
        CaseRun.edition_id,
        CaseRun.variation,
        CaseRun.at,
        CaseChoice.choice,
        CaseChoice.at.label("chosen_at"),
    )
    .join(Document, CaseRun.document_id == Document.id)
    .join(Enrolment, CaseRun.enrolment_id == Enrolment.id)
    .join(CourseRow, Enrolment.course_id == CourseRow.id)
    .outerjoin(CaseChoice, CaseChoice.run_id == CaseRun.id)
    .order_by(Document.path, CaseRun.number, CaseChoice.number)
)
_BY_ID: Final = _ROWS.where(CaseRun.id == bindparam("run_id"))
_OF_ENROLMENT: Final = _ROWS.where(CaseRun.enrolment_id == bindparam("enrolment_id"))
_OF_CASE: Final = _OF_ENROLMENT.where(CaseRun.document_id == bindparam("document_id"))
