"""Hands an attempt in and adds its score, inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.actions.folding import refold
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.errors import NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.questions.question import Response
from trainer.quizzes.scoring import hundredths, score
from trainer.storage.adding import add
from trainer.storage.answers import latest_answers
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Attempt, Score, Submission


def submit_and_score(
    session: Session, database: Database, attempt: Attempt, actor_id: UUID, submitted_at: datetime, now: Now
) -> None:
    """Add the submission and its first score by the attempt's own revision, and move the standing."""
    enrolment = enrolment_by_id(session, attempt.enrolment_id, now.today)
    if enrolment is None:
        raise NotFound("There is no such enrolment.")
    quiz = database.library.quiz(session, attempt.revision_id)
    drawn = [placed.id for placed in layout_from_json(attempt.layout).questions]
    result = score(quiz, drawn, responses_of(session, attempt.id))
    by_whom = {"person_id": attempt.person_id, "actor_id": actor_id, "at": submitted_at}
    add(session, Submission(**by_whom, attempt_id=attempt.id))
    scored = Score(
        **by_whom,
        attempt_id=attempt.id,
        number=1,
        revision_id=attempt.revision_id,
        points=hundredths(result.points),
        maximum=hundredths(result.maximum),
        is_passed=result.passed,
        missed_critical=bool(result.missed_critical),
        marks=plain.to_text({marked.id: hundredths(marked.points) for marked in result.marked}),
    )
    add(session, scored)
    refold(session, database, enrolment, actor_id, now)


def responses_of(session: Session, attempt_id: UUID) -> Mapping[str, Response]:
    """The answers of an attempt that count, by question."""
    return {saved.question: saved.response for saved in latest_answers(session, attempt_id)}
