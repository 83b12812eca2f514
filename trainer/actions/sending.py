"""Sends what waits in the outbox; each message at least once, its Message-ID fixed when it was written."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.people import Invitation, Outbox, Person, Reset
from trainer.tokens import digest_of

TAKEN_FOR = timedelta(minutes=5)
MOST_TRIES = 12
_EXPIRING: Final = frozenset({"reset"})
"""Messages to people whose link works for a while; links of the others are addresses that a sign-in guards."""

_log = logging.getLogger("trainer.sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to be written: what kind, to which address, with which link's token."""

    kind: str
    message_id: str
    address: str
    name: str
    token: str


def send_next(database: Database, send: Callable[[Message], None], now: Now) -> bool:
    """Send the message that is due longest with `send`, which raises OSError where it fails; False where none is due.

    The row is taken for five minutes before it is sent, so that two processes do not send the same, and a
    row whose sender died is taken up again. A message whose link works no more is not sent.
    """
    outbox_id = _take(database, now)
    if outbox_id is None:
        return False
    with database.reading() as session:
        message = _message(session, outbox_id, now)
    if message is None:
        _settle(database, outbox_id, "failed", now)
        return True
    try:
        send(message)
    except OSError as error:
        _log.warning("message %s was not sent and is tried again: %s", outbox_id, type(error).__name__)
        _postpone(database, outbox_id, now)
    else:
        _settle(database, outbox_id, "sent", now)
    return True


def mark_shown(database: Database, token: str, now: Now) -> None:
    """Note that the command line showed a link, where no mail is set up."""
    with database.writing() as session:
        session.execute(update(Outbox).where(Outbox.token == token).values(state="shown", token=None, sent_at=now.at))
        session.commit()


def _take(database: Database, now: Now) -> UUID | None:
    with database.writing() as session:
        outbox_id = session.scalar(
            select(Outbox.id)
            .where(Outbox.state == "waiting", Outbox.due_at <= now.at)
            .order_by(Outbox.due_at, Outbox.created_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if outbox_id:
            session.execute(update(Outbox).where(Outbox.id == outbox_id).values(due_at=now.at + TAKEN_FOR))
            session.commit()
        return outbox_id


def _message(session: Session, outbox_id: UUID, now: Now) -> Message | None:
    row = session.execute(
        select(Outbox, Person.address, Person.name, Invitation.address.label("invited"))
        .outerjoin(Person, and_(Outbox.person_id == Person.id, Person.is_active))
        .outerjoin(
            Invitation,
            and_(
                Outbox.invitation_id == Invitation.id,
                Invitation.accepted_at.is_(None),
                Invitation.expires_at > now.at,
            ),
        )
        .where(Outbox.id == outbox_id)
    ).one()
    address = row.address or row.invited
    if not address or row.Outbox.token is None:
        return None
    if row.Outbox.kind in _EXPIRING and not _is_live(session, row.Outbox.token, now):
        return None
    return Message(
        kind=row.Outbox.kind,
        message_id=row.Outbox.message_id,
        address=address,
        name=row.name or "",
        token=row.Outbox.token,
    )


def _is_live(session: Session, token: str, now: Now) -> bool:
    live = (Reset.digest == digest_of(token), Reset.used_at.is_(None), Reset.expires_at > now.at)
    return session.scalar(select(Reset.id).where(*live)) is not None


def _settle(database: Database, outbox_id: UUID, state: str, now: Now) -> None:
    with database.writing() as session:
        session.execute(update(Outbox).where(Outbox.id == outbox_id).values(state=state, token=None, sent_at=now.at))
        session.commit()


def _postpone(database: Database, outbox_id: UUID, now: Now) -> None:
    with database.writing() as session:
        tries = (session.scalar(select(Outbox.tries).where(Outbox.id == outbox_id)) or 0) + 1
        wait = timedelta(minutes=min(2**tries, 240))
        values: dict[str, Any] = {"tries": tries, "due_at": now.at + wait}  # columns of several types
        if tries >= MOST_TRIES:
            values |= {"state": "failed", "token": None}
        session.execute(update(Outbox).where(Outbox.id == outbox_id).values(**values))
        session.commit()
