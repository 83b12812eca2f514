"""The enrolment in which somebody learns, held so that nothing else moves it before the action ends."""

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.errors import NotFound
from trainer.storage.adding import lock_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, own_enrolment


def hold_own_enrolment(
    session: Session, database: Database, actor: Actor, course: str, now: Now
) -> tuple[EnrolmentRow, EditionView]:
    """The actor's enrolment in a course, with the edition that is read there now. Raises NotFound."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today)
    if enrolment is None:
        raise NotFound("There is no such page.")
    lock_enrolment(session, enrolment.enrolment_id)
    return enrolment, database.library.edition(session, enrolment.edition_id)
