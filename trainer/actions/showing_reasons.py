"""Notes which questions' reasons somebody was shown, so that search finds these for them and their review asks them."""

from uuid import UUID

from sqlalchemy import select

from trainer.access import Actor, require_own
from trainer.actions.entering_recalls import enter
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.fingerprint import question_digest
from trainer.storage.adding import add_values
from trainer.storage.attempts import hold_attempt
from trainer.storage.database import Database
from trainer.storage.passages import ReasonsShown


def note_reasons_shown(database: Database, actor: Actor, attempt_id: UUID, now: Now) -> None:
    """Note that a page shows the actor the reasons of each question of their attempt; a repeat adds nothing.

    Whether they may be shown is for the page to know. Raises NotFound for somebody else's attempt.
    """
    with database.writing() as session:
        attempt = hold_attempt(session, attempt_id)
        if attempt is None:
            raise NotFound("There is no such attempt.")
        require_own(actor, attempt.person_id)
        if session.scalar(select(ReasonsShown.id).where(ReasonsShown.attempt_id == attempt_id).limit(1)):
            return
        quiz, layout = database.library.quiz(session, attempt.revision_id), layout_from_json(attempt.layout)
        rows = (
            {
                "person_id": actor.person_id,
                "actor_id": actor.person_id,
                "at": now.at,
                "attempt_id": attempt_id,
                "question": placed.id,
                "digest": question_digest(quiz.path, quiz.question(placed.id)),
            }
            for placed in layout.questions
        )
        add_values(session, ReasonsShown, *rows)
        enter(session, attempt, quiz, layout, actor.person_id, now)
        session.commit()
