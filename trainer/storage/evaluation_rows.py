"""Reads what people said about a course."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from trainer.curriculum.evaluating import Answers, Occasion
from trainer.quizzes.quiz import Purpose
from trainer.storage.content import Document
from trainer.storage.evaluations import Evaluation
from trainer.storage.learning import Attempt, Enrolment, Score, Submission
from trainer.storage.people import Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """What somebody said on one occasion; words that were erased are missing."""

    occasion: Occasion
    answers: Answers
    at: datetime


def evaluations_of(session: Session, enrolment_id: UUID) -> Mapping[Occasion, EvaluationRow]:
    """What somebody said, by occasion: one statement."""
    rows = run(session, _OF_ENROLMENT, enrolment_id=enrolment_id)
    return {Occasion(row.occasion): _read(row) for row in rows}


def evaluations_in(session: Session, course_id: UUID) -> tuple[EvaluationRow, ...]:
    """What everybody said of a course, the earliest first and without a name: one statement."""
    return tuple(_read(row) for row in run(session, _IN_COURSE, course_id=course_id))


def first_results(session: Session, course_id: UUID, paths: Mapping[str, Purpose]) -> Sequence[tuple[float, float]]:
    """For everybody who took both, per cent of the first attempt at the pre-tests and at the finals of a course.

    `paths` are the quizzes of both purposes; of several of one purpose the mean counts. One statement.
    """
    rows = session.execute(
        select(Attempt.enrolment_id, Document.path, Score.points, Score.maximum)
        .join(Document, Attempt.document_id == Document.id)
        .join(Submission, Submission.attempt_id == Attempt.id)
        .join(Score, Score.attempt_id == Attempt.id)
        .where(Document.course_id == course_id, Document.path.in_(sorted(paths)), Attempt.number == 1)
        .order_by(Score.number)
    )
    # Of several scores of one attempt the last one counts.
    shares = {(row.enrolment_id, row.path): 100 * row.points / row.maximum for row in rows if row.maximum}
    reached: dict[UUID, dict[Purpose, list[float]]] = {}
    for (enrolment_id, path), share in shares.items():
        reached.setdefault(enrolment_id, {}).setdefault(paths[path], []).append(share)
    both = ((each.get(Purpose.PRE_TEST), each.get(Purpose.FINAL)) for each in reached.values())
    return [(fmean(before), fmean(after)) for before, after in both if before and after]


def _read(row: Row[Any]) -> EvaluationRow:  # of _COLUMNS
    return EvaluationRow(
        occasion=Occasion(row.occasion),
        answers=Answers(chosen=json.loads(row.chosen), words=json.loads(row.words) if row.words else {}),
        at=row.at,
    )


_COLUMNS: Final[Select[*tuple[Any, ...]]] = select(  # four columns, taken by name above
    Evaluation.occasion, Evaluation.chosen, Evaluation.at, Words.words
).join(Words, Evaluation.text_id == Words.id)
_OF_ENROLMENT: Final = _COLUMNS.where(Evaluation.enrolment_id == bindparam("enrolment_id"))
_IN_COURSE: Final = (
    _COLUMNS.join(Enrolment, Evaluation.enrolment_id == Enrolment.id)
    .where(Enrolment.course_id == bindparam("course_id"))
    .order_by(Evaluation.at, Evaluation.id)
)
