"""Lets messages that could not be sent go out again."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select, update

from trainer.actions.sending import TAKEN_FOR
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried:
    """How many messages are tried again now, and how many cannot be, since nothing is left of them to send."""

    again: int
    lost: int


def retry(database: Database, now: Now) -> Retried:
    """Make what was given up wait anew, and what is to be tried later due now.

    A message that a process may be sending at this moment is left alone, so that none goes out twice. What was given
    up with a link that works without a sign-in cannot be sent any more: the link was removed.
    """
    has_notices = exists().where(Notice.outbox_id == Outbox.id)
    failed, later = Outbox.state == "failed", (Outbox.state == "waiting", Outbox.due_at > now.at + TAKEN_FOR)
    with database.writing() as session:
        lost = session.scalar(select(func.count()).select_from(Outbox).where(failed, ~has_notices)) or 0
        again = session.scalars(select(Outbox.id).where(failed, has_notices)).all()
        waiting = session.scalars(select(Outbox.id).where(*later)).all()
        anew = {"state": "waiting", "tries": 0, "due_at": now.at}
        session.execute(update(Outbox).where(failed, has_notices).values(**anew))
        session.execute(update(Outbox).where(*later).values(due_at=now.at))
        session.commit()
    return Retried(again=len(again) + len(waiting), lost=lost)
