"""Reads the answers that count: of an attempt, and to knowledge checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.questions.question import Response
from trainer.quizzes.response_text import response_from_json
from trainer.storage.learning import Answer, CheckAnswer
from trainer.storage.people import Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """The latest answer to a question. Words that were erased are missing from the response."""

    question: str
    number: int
    response: Response
    is_final: bool
    at: datetime


def latest_answers(session: Session, attempt_id: UUID, question: str | None = None) -> tuple[SavedAnswer, ...]:
    """The answer with the highest number to each question of an attempt, or to one: one statement."""
    rows = (
        run(session, _TO_ALL, attempt_id=attempt_id)
        if question is None
        else run(session, _TO_ONE, attempt_id=attempt_id, question=question)
    )
    return tuple(
        SavedAnswer(
            question=row.question,
            number=row.number,
            response=response_from_json(row.chosen, row.words or "{}"),
            is_final=row.is_final,
            at=row.at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAnswer:
    """The latest answer to a knowledge check. Words that were erased are missing from the response."""

    number: int
    response: Response


def latest_check_answers(session: Session, enrolment_id: UUID, revision_id: UUID) -> Mapping[str, CheckedAnswer]:
    """The latest answer to each knowledge check of a module's revision, by the check's id: one statement."""
    rows = run(session, _TO_CHECKS, enrolment_id=enrolment_id, revision_id=revision_id)
    return {
        row.check_id: CheckedAnswer(number=row.number, response=response_from_json(row.chosen, row.words or "{}"))
        for row in rows
    }


def _highest_answer() -> ScalarSelect[int]:
    other = aliased(Answer)
    same = (other.attempt_id == Answer.attempt_id, other.question == Answer.question)
    return select(func.max(other.number)).where(*same).scalar_subquery()


def _highest_check_answer() -> ScalarSelect[int]:
    other = aliased(CheckAnswer)
    same = (
        other.enrolment_id == CheckAnswer.enrolment_id,
        other.revision_id == CheckAnswer.revision_id,
        other.check_id == CheckAnswer.check_id,
    )
    return select(func.max(other.number)).where(*same).scalar_subquery()


_TO_ALL: Final = (
    select(Answer.question, Answer.number, Answer.chosen, Answer.is_final, Answer.at, Words.words)
    .outerjoin(Words, Answer.text_id == Words.id)
    .where(Answer.attempt_id == bindparam("attempt_id"), Answer.number == _highest_answer())
)
_TO_ONE: Final = _TO_ALL.where(Answer.question == bindparam("question"))
_TO_CHECKS: Final = (
    select(CheckAnswer.check_id, CheckAnswer.number, CheckAnswer.chosen, Words.words)
    .outerjoin(Words, CheckAnswer.text_id == Words.id)
    .where(
        CheckAnswer.enrolment_id == bindparam("enrolment_id"),
        CheckAnswer.revision_id == bindparam("revision_id"),
        CheckAnswer.number == _highest_check_answer(),
    )
)
