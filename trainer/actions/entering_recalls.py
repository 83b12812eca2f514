"""Lets the questions of an attempt enter somebody's daily review, once they were shown the reasons."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.ids import PersonId
from trainer.quizzes.drawing import Layout
from trainer.quizzes.keeping import CURRENT, Happening, can_be_kept, rating_of
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.storage.adding import add_values
from trainer.storage.answers import SavedAnswer, latest_answers
from trainer.storage.attempts import AttemptRow
from trainer.storage.learning import Attempt, Score
from trainer.storage.recall_rows import fold_cards
from trainer.storage.recalls import Recall


def enter(session: Session, attempt: AttemptRow, quiz: Quiz, layout: Layout, person_id: PersonId, now: Now) -> None:
    """Add what the attempt tells of each of its questions, inside the caller's transaction, which holds the enrolment.

    A question that was dropped from the result, or that a person marks, is not asked again.
    """
    marks = _marks(session, attempt.id)
    document_id = session.scalars(select(Attempt.document_id).where(Attempt.id == attempt.id)).one()
    saved = {each.question: each for each in latest_answers(session, attempt.id)}
    own = (Recall.enrolment_id == attempt.enrolment_id, Recall.document_id == document_id)
    numbers = select(Recall.question, func.max(Recall.number).label("number")).where(*own).group_by(Recall.question)
    known = {row.question: row.number for row in session.execute(numbers)}
    common = {
        "person_id": person_id,
        "actor_id": person_id,
        "at": now.at,
        "enrolment_id": attempt.enrolment_id,
        "document_id": document_id,
        "kind": Happening.QUIZ.value,
        "scheduling": CURRENT,
        "revision_id": attempt.revision_id,
        "attempt_id": attempt.id,
    }
    rows = [
        {
            **common,
            "question": question.common.id,
            "number": known.get(question.common.id, 0) + 1,
            "rating": _rating(quiz, question, marks[question.common.id], saved.get(question.common.id)),
        }
        for question in _kept(quiz, layout, marks)
    ]
    add_values(session, Recall, *rows)
    fold_cards(session, [attempt.enrolment_id], now.zone, document_id)


def _marks(session: Session, attempt_id: UUID) -> Mapping[str, int]:
    newest = select(Score.marks).where(Score.attempt_id == attempt_id).order_by(Score.number.desc()).limit(1)
    found: Mapping[str, int] = json.loads(session.scalar(newest) or "{}")
    return found


def _kept(quiz: Quiz, layout: Layout, marks: Mapping[str, int]) -> Iterator[Question]:
    for placed in layout.questions:
        question = quiz.question(placed.id)
        if placed.id in marks and can_be_kept(question):
            yield question


def _rating(quiz: Quiz, question: Question, mark: int, answer: SavedAnswer | None) -> int:
    fraction = min(Fraction(mark, 100) / question.common.points, Fraction(1))
    if answer is None:
        return rating_of(question, fraction)
    tried = answer.given.tried if quiz.terms.behaviour.tries > 1 else 1
    return rating_of(question, fraction, answer.given.certainty, tried)
