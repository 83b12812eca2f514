"""Reads the answers of an attempt that count."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.questions.question import Response
from trainer.quizzes.response_text import response_from_json
from trainer.storage.learning import Answer
from trainer.storage.people import Words


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
    other = aliased(Answer)
    highest = (
        select(func.max(other.number))
        .where(other.attempt_id == Answer.attempt_id, other.question == Answer.question)
        .scalar_subquery()
    )
    found = (
        select(Answer.question, Answer.number, Answer.chosen, Answer.is_final, Answer.at, Words.words)
        .outerjoin(Words, Answer.text_id == Words.id)
        .where(Answer.attempt_id == attempt_id, Answer.number == highest)
    )
    if question is not None:
        found = found.where(Answer.question == question)
    return tuple(
        SavedAnswer(
            question=row.question,
            number=row.number,
            response=response_from_json(row.chosen, row.words or "{}"),
            is_final=row.is_final,
            at=row.at,
        )
        for row in session.execute(found)
    )
