"""The enrolment about which a supervisor decides, held so that nothing else moves it before the action ends."""

from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import lock_enrolment
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.people import Words

LONGEST_REASON = 2000
MEANWHILE = "Something was decided here since this page was opened. Look at it as it is now, and decide again."


def hold_supervised(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    """An enrolment of a cohort that the actor supervises. Raises NotFound for any other."""
    lock_enrolment(session, enrolment_id)
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound("There is no such page.")
    return enrolment


def require_words(field: str, words: str, sentence: str) -> str:
    """What somebody wrote, without the spaces around it. Raises Invalid where it is missing, too long or unreadable."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid([(field, sentence)])
    if len(words) > LONGEST_REASON:
        raise Invalid([(field, f"Shorten this to {LONGEST_REASON} characters; it has {len(words)}.")])
    return words


def is_repeat(session: Session, actor: Actor, actor_id: UUID, text_id: UUID | None, words: str) -> bool:
    """Whether the latest fact says what is sent now, by the same person: the second click of a double one.

    Raises Stale where it does not: then somebody decided meanwhile.
    """
    said = session.get(Words, text_id) if text_id else None
    if actor_id == actor.person_id and said is not None and said.words == words:
        return True
    raise Stale(MEANWHILE)
