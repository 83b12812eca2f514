"""A trainee appeals against a signature that was withdrawn, and a second supervisor decides."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.signatures import add_sign_off, hold_supervised, require_words
from trainer.actions.telling import tell_supervisors, tell_trainee
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_once, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.observing import Appeal, AppealDecision
from trainer.storage.signing_off import SignOff


def appeal(database: Database, actor: Actor, withdrawal_id: UUID, words: str, now: Now) -> None:
    """Ask a second supervisor to look at a withdrawal of one's own signature; twice is once. Raises NotFound."""
    words = require_words(words, "Write what the second supervisor should look at.", "words")
    with database.writing() as session:
        withdrawn = session.get(SignOff, withdrawal_id)
        if withdrawn is None or withdrawn.person_id != actor.person_id:
            raise NotFound("There is no such page.")
        if withdrawn.decision != "withdrawn":
            raise NotAllowed("Only a signature that was withdrawn can be appealed against.")
        lock_enrolment(session, withdrawn.enrolment_id)
        text_id, digest = add_words(session, actor.person_id, "appeal", words)
        is_new = add_once(
            session,
            Appeal,
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=withdrawn.enrolment_id,
            sign_off_id=withdrawal_id,
            text_id=text_id,
            text_digest=digest,
        )
        if is_new:  # else the words of the repeat go, too
            subject = f"enrolment:{withdrawn.enrolment_id} {withdrawn.item}"
            audit(session, actor, "record:sign-off:appealed", subject, now)
            enrolment = enrolment_by_id(session, withdrawn.enrolment_id, now.today)
            if enrolment:
                tell_supervisors(session, enrolment, now, but=[withdrawn.actor_id])
            session.commit()


def decide_appeal(database: Database, actor: Actor, appeal_id: UUID, decision: str, reason: str, now: Now) -> UUID:
    """Uphold the withdrawal, or restore what was withdrawn by a signature of the actor's own; gives the enrolment.

    Raises NotAllowed for whoever withdrew or signed it, NotFound for other cohorts' supervisors, Stale where
    somebody else has decided.
    """
    reason = require_words(reason, "Write in a sentence why; the trainee reads it.")
    if decision not in ("upheld", "restored"):
        raise Invalid([("decision", "Choose what you decide.")])
    with database.writing() as session:
        found = session.get(Appeal, appeal_id)
        if found is None:
            raise NotFound("There is no such page.")
        enrolment = hold_supervised(session, actor, found.enrolment_id, now)
        withdrawal = session.get_one(SignOff, found.sign_off_id)
        if withdrawal.actor_id == actor.person_id:
            raise NotAllowed("A second supervisor decides: somebody other than who withdrew the signature.")
        by = session.scalars(select(AppealDecision.actor_id).where(AppealDecision.appeal_id == appeal_id)).one_or_none()
        if by == actor.person_id:
            return enrolment.enrolment_id
        if by is not None:
            raise Stale("Somebody else has decided on this appeal already.")
        restored_id = (
            _sign_again(session, actor, enrolment, withdrawal, reason, now) if decision == "restored" else None
        )
        text_id, digest = add_words(session, actor.person_id, "appeal", reason)
        decided = AppealDecision(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            appeal_id=appeal_id,
            decision=decision,
            sign_off_id=restored_id,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, decided)
        audit(session, actor, f"record:appeal:{decision}", f"enrolment:{enrolment.enrolment_id} {withdrawal.item}", now)
        tell_trainee(session, database, enrolment, withdrawal.item, NoticeKind.TAKEN_BACK, now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
        return enrolment.enrolment_id


def _sign_again(
    session: Session, actor: Actor, enrolment: EnrolmentRow, withdrawal: SignOff, reason: str, now: Now
) -> UUID:
    signed = session.get_one(SignOff, withdrawal.withdraws_id)
    return add_sign_off(
        session,
        actor,
        enrolment,
        signed.item,
        "accepted",
        now,
        words=reason,
        entry_id=signed.entry_id,
        meeting_id=signed.meeting_id,
        level=signed.level,
        encounters=signed.encounters,
    )
