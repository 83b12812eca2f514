"""Hands an attempt in and adds its score, inside the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.actions.folding import refold
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.errors import NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.scoring import hundredths, score
from trainer.storage.adding import add_values
from trainer.storage.answers import so_far
from trainer.storage.attempts import AttemptRow
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Score, Submission


def submit_and_score(
    session: Session, database: Database, attempt: AttemptRow, actor_id: UUID, submitted_at: datetime, now: Now
) -> bool:
    """Add the submission and its first score by the attempt's own revision, and move the standing.

    The attempt is held. False, and nothing is added, where it was handed in before.
    """
    reached = so_far(session, attempt.id)
    if reached.is_submitted:
        return False
    enrolment = enrolment_by_id(session, attempt.enrolment_id, now.today)
    if enrolment is None:
        raise NotFound("There is no such enrolment.")
    quiz = database.library.quiz(session, attempt.revision_id)
    drawn = [placed.id for placed in layout_from_json(attempt.layout).questions]
    result = score(quiz, drawn, {question: saved.response for question, saved in reached.answers.items()})
    by_whom = {"person_id": attempt.person_id, "actor_id": actor_id, "at": submitted_at, "attempt_id": attempt.id}
    add_values(session, Submission, by_whom)
    scored = {
        "number": 1,
        "revision_id": attempt.revision_id,
        "points": hundredths(result.points),
        "maximum": hundredths(result.maximum),
        "is_passed": result.passed,
        "missed_critical": bool(result.missed_critical),
        "marks": plain.to_text({marked.id: hundredths(marked.points) for marked in result.marked}),
    }
    add_values(session, Score, {**by_whom, **scored})
    refold(session, database, enrolment, actor_id, now)
    return True
