"""Supervisors note something about somebody, for themselves or for the trainee too, or withdraw it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.held_enrolment import hold_supervised, is_repeat, require_words
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.storage.adding import add, add_words
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.people import Words
from trainer.storage.supervisor_notes import SupervisorNote


def add_note(
    database: Database, actor: Actor, enrolment_id: UUID, words: str, *, is_shared: bool, seen: int, now: Now
) -> None:
    """Keep a note about somebody; the trainee reads it where it `is_shared`.

    `seen` is how many notes and withdrawals there were when the form was made: the same note of the same person sent
    again since then is kept once, while what others noted meanwhile is no hindrance. Raises NotFound, Invalid.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        kept = require_words("words", words, "Write the note; an empty one is not kept.")
        earlier = _earlier(session, enrolment_id)
        if _was_sent(session, actor, earlier[seen:], kept, is_shared=is_shared):
            return
        note = _add(session, actor, enrolment, now, number=len(earlier) + 1, words=kept, is_shared=is_shared)
        audit(session, actor, "record:note:added", f"enrolment:{enrolment_id} note:{note.id}", now)
        session.commit()


def withdraw_note(database: Database, actor: Actor, enrolment_id: UUID, note_id: UUID, reason: str, now: Now) -> None:
    """Withdraw a note, so that the trainee sees it no more; supervisors see that it was there, and why it is not.

    Raises NotFound, Invalid; Stale where somebody withdrew it for another reason.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        earlier = _earlier(session, enrolment_id)
        note = next((each for each in earlier if each.id == note_id and each.withdraws_id is None), None)
        if note is None:
            raise NotFound("There is no such note.")
        words = require_words("reason", reason, "Write in a sentence why; it is kept with the note.")
        withdrawal = next((each for each in earlier if each.withdraws_id == note_id), None)
        if withdrawal:
            is_repeat(session, actor, withdrawal.actor_id, withdrawal.text_id, words)
            return
        _add(
            session,
            actor,
            enrolment,
            now,
            number=len(earlier) + 1,
            words=words,
            is_shared=note.is_shared,
            withdraws_id=note_id,
        )
        audit(session, actor, "record:note:withdrawn", f"enrolment:{enrolment_id} note:{note_id}", now)
        session.commit()


def _earlier(session: Session, enrolment_id: UUID) -> list[SupervisorNote]:
    found = select(SupervisorNote).where(SupervisorNote.enrolment_id == enrolment_id)
    return list(session.scalars(found.order_by(SupervisorNote.number)))


def _was_sent(session: Session, actor: Actor, since: list[SupervisorNote], words: str, *, is_shared: bool) -> bool:
    own = [
        each.text_id
        for each in since
        if each.actor_id == actor.person_id and each.withdraws_id is None and each.is_shared == is_shared
    ]
    return bool(own) and words in session.scalars(select(Words.words).where(Words.id.in_(own))).all()


def _add(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    now: Now,
    *,
    number: int,
    words: str,
    is_shared: bool,
    withdraws_id: UUID | None = None,
) -> SupervisorNote:
    text_id, digest = add_words(session, actor.person_id, "supervisor_note", words)
    note = SupervisorNote(
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        number=number,
        withdraws_id=withdraws_id,
        is_shared=is_shared,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, note)
    return note
