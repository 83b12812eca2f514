"""The sweep: what has to happen by itself, done by one process at a time."""

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from trainer.actions.bulk_forgetting import forget_old
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.erasing import carry_out_erasures
from trainer.actions.folding import refold_outdated
from trainer.actions.folding_recalls import fold_all_recalls
from trainer.actions.preparing import prepare_waiting
from trainer.actions.pruning import prune_drafts
from trainer.actions.review_reminders import remind
from trainer.actions.scoring import submit_and_score
from trainer.clock import Now
from trainer.curriculum.retention import RecordKind
from trainer.ids import SYSTEM
from trainer.quizzes.attempts import is_over
from trainer.storage.account_changes import AddressLink
from trainer.storage.adding import add_once
from trainer.storage.attempts import attempt_by_id, hold_attempt
from trainer.storage.database import Database
from trainer.storage.extending import DUE_AT
from trainer.storage.learning import Attempt, Submission
from trainer.storage.mailing import Notice
from trainer.storage.people import Invitation, Lease, Outbox, Reset, SignedIn, SignInAttempt
from trainer.storage.redaction_rows import catch_up
from trainer.storage.retention_rows import rules_of_retention

EVERY = timedelta(seconds=15)


def hold_lease(
    database: Database, name: str, holder: str, now: Now, has_ended: Callable[[str], bool] = lambda _: False
) -> bool:
    """Take or keep the right to sweep for a minute; False while another process has it that has not ended."""
    with database.writing() as session:
        add_once(session, Lease, name=name, holder=holder, until=now.at)
        lease = session.get_one(Lease, name, with_for_update=True)
        if lease.holder != holder and lease.until > now.at and not has_ended(lease.holder):
            return False
        lease.holder, lease.until = holder, now.at + timedelta(minutes=1)
        session.commit()
    return True


def sweep(database: Database, now: Now, seconds: Callable[[], float] = time.monotonic) -> None:
    """Close attempts whose time is over, publish what is due, bring standings up to the edition, remind, and prune.

    `seconds` tells how long preparing pages has taken.
    """
    catch_up(database)
    close_due_attempts(database, now)
    carry_out_due(database, now)
    prepare_waiting(database, seconds)
    for _ in refold_outdated(database, now):
        pass
    fold_all_recalls(database, now)
    remind(database, now)
    prune(database, now)
    prune_drafts(database, now)
    carry_out_erasures(database, now)


def close_due_attempts(database: Database, now: Now) -> int:
    """Hand in each attempt that is past its time and its grace, dated at its due time; gives how many there were."""
    with database.reading() as session:
        rows = session.execute(
            select(Attempt.id, Attempt.revision_id, DUE_AT.label("due_at"))
            .outerjoin(Submission, Submission.attempt_id == Attempt.id)
            .where(Attempt.due_at <= now.at, now.at >= DUE_AT, Submission.id.is_(None))
            .order_by(DUE_AT)
        ).all()
        waiting = [
            row.id for row in rows if is_over(row.due_at, database.library.quiz(session, row.revision_id).terms, now.at)
        ]
    for attempt_id in waiting:
        with database.writing() as session:
            hold_attempt(session, attempt_id)
            attempt = attempt_by_id(session, attempt_id)  # somebody may have extended it since it was found
            if attempt is None or attempt.due_at is None:
                continue
            if not is_over(attempt.due_at, database.library.quiz(session, attempt.revision_id).terms, now.at):
                continue
            if submit_and_score(session, database, attempt, SYSTEM, attempt.due_at, now):
                session.commit()
    return len(waiting)


def prune(database: Database, now: Now) -> None:
    """Remove links, sessions and messages that nobody can use any more, some days (a rule says how many) later."""
    with database.writing() as session:
        _prune(session, now)
        session.commit()


def _prune(session: Session, now: Now) -> None:
    past = now.at - timedelta(days=rules_of_retention(session)[RecordKind.TRACES].length)
    # No link works for longer than its message is kept, so that the invitation of a message is never removed first.
    session.execute(delete(Notice).where(Notice.created_at < past))
    session.execute(delete(Outbox).where(Outbox.created_at < past))
    forget_old(session, past, now)
    session.execute(delete(Invitation).where(or_(Invitation.expires_at < past, Invitation.accepted_at < past)))
    session.execute(delete(AddressLink).where(or_(AddressLink.expires_at < past, AddressLink.ended_at < past)))
    session.execute(delete(Reset).where(or_(Reset.expires_at < past, Reset.used_at < past)))
    session.execute(delete(SignedIn).where(or_(SignedIn.expires_at < past, SignedIn.ended_at < past)))
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now.at - timedelta(days=1)))
