"""Gives an attempt its result once people have marked all of it, inside the caller's transaction."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.posting import tell
from trainer.actions.scoring import add_corrected, scored
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.marking import Marking, part_of, settled
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.rescoring import Taken
from trainer.quizzes.scoring import score
from trainer.reminding import NoticeKind
from trainer.storage.adding import add_values
from trainer.storage.answers import so_far
from trainer.storage.attempts import attempt_by_id
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Score
from trainer.storage.marking_rows import ToMark, answers_of_attempt


def give_result(session: Session, database: Database, actor: Actor, attempt_id: UUID, now: Now) -> bool:
    """Add the score that follows from the markings that stand, move the standing, and tell whose attempt it is.

    False, and nothing is added, while something is still to be marked. The enrolment is held.
    """
    attempt = attempt_by_id(session, attempt_id)
    if attempt is None:
        raise NotFound("There is no such attempt.")
    quiz = database.library.quiz(session, attempt.revision_id)
    drawn = layout_from_json(attempt.layout).questions
    answers = answers_of_attempt(session, attempt_id)
    judged = judged_parts(quiz, answers)
    given = {question: saved.given for question, saved in so_far(session, attempt_id).answers.items()}
    result = score(quiz, drawn, given, judged)
    enrolment = enrolment_by_id(session, attempt.enrolment_id, now.today)
    if result.waiting or enrolment is None:
        return False
    number = session.scalar(select(func.max(Score.number)).where(Score.attempt_id == attempt_id)) or 0
    by_whom = {
        "person_id": attempt.person_id,
        "actor_id": actor.person_id,
        "at": now.at,
        "attempt_id": attempt_id,
    }
    own = scored(result, number=number + 1, revision_id=attempt.revision_id)
    add_values(session, Score, {"id": uuid4(), **by_whom, **own})
    taken = Taken(quiz=quiz, placed=drawn, given=given, markings=markings_that_stand(quiz, answers))
    add_corrected(session, database, attempt_id, taken, by_whom, number=number + 2)
    refold(session, database, enrolment, actor.person_id, now)
    tell(session, NoticeKind.MARKED, [attempt.person_id], f"attempts/{attempt_id}/result", now, title=quiz.title)
    return True


def judged_parts(quiz: Quiz, answers: Sequence[ToMark]) -> dict[str, Fraction]:
    """The part of the points that people gave each answer, by its question; without those that are not settled."""
    found = {}
    for name, marking in markings_that_stand(quiz, answers).items():
        question = quiz.question(name)
        if isinstance(question, Extended):
            found[name] = part_of(question, marking)
    return found


def markings_that_stand(quiz: Quiz, answers: Sequence[ToMark]) -> dict[str, Marking]:
    """The marking of each answer that is settled, by its question."""
    found = {}
    for answer in answers:
        question = quiz.question(answer.question)
        stands = settled(question, answer.markings) if isinstance(question, Extended) else None
        if stands:
            found[answer.question] = stands
    return found
