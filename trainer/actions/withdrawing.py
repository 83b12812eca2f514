"""A supervisor takes a signature back, and with it what was complete because of it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.signatures import add_sign_off, hold_supervised, require_words
from trainer.actions.telling import tell_trainee
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.curriculum.standing import COURSE
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.learning import Completion
from trainer.storage.signing_off import SignOff
from trainer.storage.supervising import Withdrawal


def withdraw_sign_off(
    database: Database, actor: Actor, sign_off_id: UUID, reason: str, also_course: bool, now: Now
) -> UUID:
    """Withdraw a signature of any kind with a reason; gives the enrolment.

    The completion that counted the signature is withdrawn with it, and that of the course where `also_course` says
    so; what further signatures carry is complete again at once. A repeat by the same person changes nothing; Stale
    where somebody else has withdrawn it.
    """
    reason = require_words(reason, "Write in a sentence why; it is kept with the record, and the trainee reads it.")
    with database.writing() as session:
        signed = session.get(SignOff, sign_off_id)
        if signed is None:
            raise NotFound("There is no such page.")
        enrolment = hold_supervised(session, actor, signed.enrolment_id, now)
        if signed.decision != "accepted":
            raise NotAllowed("Only a signature that accepts something can be withdrawn.")
        by = session.scalars(select(SignOff.actor_id).where(SignOff.withdraws_id == sign_off_id)).one_or_none()
        if by == actor.person_id:
            return enrolment.enrolment_id
        if by is not None:
            raise Stale("Somebody else has withdrawn this signature already.")
        withdrawn_id = add_sign_off(
            session, actor, enrolment, signed.item, "withdrawn", now, words=reason, withdraws_id=sign_off_id
        )
        withdrawal = session.get_one(SignOff, withdrawn_id)
        for completion_id in _resting(session, enrolment, signed, also_course):
            _withdraw(session, actor, enrolment, completion_id, withdrawal, now)
        tell_trainee(session, database, enrolment, signed.item, NoticeKind.TAKEN_BACK, now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
        return enrolment.enrolment_id


def _resting(session: Session, enrolment: EnrolmentRow, signed: SignOff, also_course: bool) -> tuple[UUID, ...]:
    """The standing completion that counted the signature, and the course's own where that is to go too."""
    rows = session.execute(
        select(Completion.id, Completion.item, Completion.counted)
        .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
        .where(
            Completion.enrolment_id == enrolment.enrolment_id,
            Completion.item.in_((signed.item, COURSE)),
            Withdrawal.id.is_(None),
        )
    ).all()
    found = [
        row.id
        for row in rows
        if row.item == signed.item and signed.id in plain.from_text(tuple[UUID, ...], row.counted)
    ]
    if also_course:
        found += [row.id for row in rows if row.item == COURSE]
    return tuple(found)


def _withdraw(
    session: Session, actor: Actor, enrolment: EnrolmentRow, completion_id: UUID, withdrawal: SignOff, now: Now
) -> None:
    row = Withdrawal(
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        completion_id=completion_id,
        text_id=withdrawal.text_id,
        text_digest=withdrawal.text_digest,
    )
    add(session, row)
    subject = f"enrolment:{enrolment.enrolment_id} completion:{completion_id}"
    audit(session, actor, "record:completion:withdrawn", subject, now)
