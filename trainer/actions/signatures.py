"""Adds signatures of supervisors to an enrolment that is held; every kind of requirement signs with these."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.signing_off import SignOff

LONGEST_WORDS = 2000


def hold_supervised(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    """An enrolment that the actor supervises, held so that nothing else moves it before the action ends.

    Raises NotFound for anybody else's, and NotAllowed for one's own: nobody signs for themselves.
    """
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound("There is no such page.")
    if enrolment.person_id == actor.person_id:
        raise NotAllowed("Nobody signs for themselves; ask another supervisor.")
    lock_enrolment(session, enrolment_id)
    return enrolment


def require_words(words: str, missing: str, field: str = "reason") -> str:
    """The words, cleaned of what nobody types. Raises Invalid where there are none or too many."""
    words = cleaned(words)
    if not words:
        raise Invalid([(field, missing)])
    if len(words) > LONGEST_WORDS:
        raise Invalid([(field, f"Shorten this to {LONGEST_WORDS} characters.")])
    return words


def add_sign_off(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    item: str,
    decision: str,
    now: Now,
    *,
    words: str = "",
    entry_id: UUID | None = None,
    meeting_id: UUID | None = None,
    withdraws_id: UUID | None = None,
    level: int | None = None,
    encounters: int | None = None,
) -> UUID:
    """Add a signature with the next number of its item, and its audit entry; the caller refolds and commits."""
    text_id, digest = add_words(session, actor.person_id, "sign-off", words) if words else (None, None)
    signed = SignOff(
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        item=item,
        number=last_number(session, enrolment.enrolment_id, item) + 1,
        decision=decision,
        entry_id=entry_id,
        meeting_id=meeting_id,
        withdraws_id=withdraws_id,
        level=level,
        encounters=encounters,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, signed)
    audit(session, actor, f"record:sign-off:{decision}", f"enrolment:{enrolment.enrolment_id} {item}", now)
    return signed.id


def is_repeated(session: Session, actor: Actor, enrolment: EnrolmentRow, item: str, seen: int) -> bool:
    """Whether the actor has just signed what the form asks for again; `seen` is the last number that it knew.

    Raises Stale where somebody else has signed for the item meanwhile.
    """
    if last_number(session, enrolment.enrolment_id, item) == seen:
        return False
    since = session.scalars(
        select(SignOff.actor_id).where(
            SignOff.enrolment_id == enrolment.enrolment_id, SignOff.item == item, SignOff.number > seen
        )
    ).all()
    if set(since) == {actor.person_id}:
        return True
    raise Stale("Somebody else has signed for this meanwhile; look at what stands now.")


def last_number(session: Session, enrolment_id: UUID, item: str) -> int:
    """The number of the last signature for an item, 0 for none; forms carry it."""
    subject = (SignOff.enrolment_id == enrolment_id, SignOff.item == item)
    return session.scalars(select(func.max(SignOff.number)).where(*subject)).one() or 0
