"""Hands an attempt in and adds its score, inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.actions.folding import refold
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.errors import NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.rescoring import Change, Taken, rescore
from trainer.quizzes.scoring import Result, hundredths, score
from trainer.reminding import NoticeKind
from trainer.storage.adding import add_values
from trainer.storage.answers import so_far
from trainer.storage.attempts import AttemptRow
from trainer.storage.correcting_rows import as_rules, corrections_for
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Score, Submission
from trainer.storage.marking import AnswerToMark
from trainer.storage.supervisors import supervisors_of


def submit_and_score(
    session: Session, database: Database, attempt: AttemptRow, actor_id: UUID, submitted_at: datetime, now: Now
) -> bool:
    """Add the submission and its first score by the attempt's own revision, and move the standing.

    Where people have something to mark, the score waits for that, and they are told.

    The attempt is held. False, and nothing is added, where it was handed in before.
    """
    reached = so_far(session, attempt.id)
    if reached.is_submitted:
        return False
    enrolment = enrolment_by_id(session, attempt.enrolment_id, now.today)
    if enrolment is None:
        raise NotFound("There is no such enrolment.")
    quiz = database.library.quiz(session, attempt.revision_id)
    drawn = layout_from_json(attempt.layout).questions
    result = score(quiz, drawn, {question: saved.given for question, saved in reached.answers.items()})
    by_whom = {"person_id": attempt.person_id, "actor_id": actor_id, "at": submitted_at, "attempt_id": attempt.id}
    add_values(session, Submission, by_whom)
    if result.waiting:
        add_values(session, AnswerToMark, *({**by_whom, "question": each} for each in result.waiting))
        asked = supervisors_of(session, enrolment.course_id, enrolment.cohort_id).keys() - {attempt.person_id}
        tell(session, NoticeKind.TO_MARK, asked, "supervise/marking", now, title=quiz.title)
    else:
        add_values(session, Score, {**by_whom, **scored(result, number=1, revision_id=attempt.revision_id)})
        given = {question: saved.given for question, saved in reached.answers.items()}
        taken = Taken(quiz=quiz, placed=drawn, given=given, markings={})
        add_corrected(session, database, attempt.id, taken, by_whom, number=2)
    refold(session, database, enrolment, actor_id, now)
    return True


def add_corrected(
    session: Session,
    database: Database,
    attempt_id: UUID,
    taken: Taken,
    by_whom: Mapping[str, object],
    *,
    number: int,
) -> None:
    """Add a further score where a key was mended after the attempt was begun: one statement, where none was."""
    corrections = corrections_for(session, attempt_id)
    if not corrections:
        return
    rules = as_rules(session, database, corrections)
    after = rescore(taken, rules)
    if Change(before=rescore(taken, ()), after=after).is_any:
        last = corrections[-1]
        columns = scored(after, number=number, revision_id=last.revision_id)
        add_values(session, Score, {**by_whom, **columns, "correction_id": last.id})


def scored(result: Result, *, number: int, revision_id: UUID) -> dict[str, object]:
    """The columns of a score that hold a result, by the key of a revision."""
    return {
        "number": number,
        "revision_id": revision_id,
        "points": hundredths(result.points),
        "maximum": hundredths(result.maximum),
        "is_passed": result.passed,
        "missed_critical": bool(result.missed_critical),
        "marks": plain.to_text({marked.id: hundredths(marked.points) for marked in result.marked}),
    }
