"""Sends what waits in the outbox; each message at least once, its Message-ID fixed when it was written."""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.reminding import NoticeKind, Told, gathered
from trainer.storage.account_rows import is_taken, live_link
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Invitation, Outbox, Person, Reset
from trainer.tokens import digest_of, email_key

TAKEN_FOR = timedelta(minutes=5)
MOST_TRIES = 12
_TO_LINKS: Final = {"address-confirm": "confirm", "address-changed": "back"}
"""Messages that go to the address of their link, by the kind of that link."""
LINKS: Final = frozenset({"invitation", "reset", *_TO_LINKS})
"""Messages with a link that works without a sign-in, for a while; all others hold notices."""

_log = logging.getLogger("trainer.sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to be written: what kind, to which address, with which link's token or which notices."""

    kind: str
    message_id: str
    address: str
    name: str
    token: str = ""
    person_id: UUID | None = None
    notices: tuple[Told, ...] = ()


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
        _postpone(database, outbox_id, _fault(error), now)
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
    if not address:
        return None
    message = Message(
        kind=row.Outbox.kind,
        message_id=row.Outbox.message_id,
        address=address,
        name=row.name or "",
        token=row.Outbox.token or "",
        person_id=row.Outbox.person_id,
        notices=_notices(session, outbox_id),
    )
    if message.kind not in LINKS:
        return message if message.notices else None
    if message.kind in _TO_LINKS:
        return _to_link(session, message, now)
    is_dead = message.kind == "reset" and not _is_live(session, message.token, now)
    return None if is_dead or not message.token else message


def _to_link(session: Session, message: Message, now: Now) -> Message | None:
    """A message to the address that its link is about; whoever has an account there is told so, without a link."""
    link = live_link(session, _TO_LINKS[message.kind], digest_of(message.token), now.at)
    if link is None:
        return None
    if link.kind == "confirm" and is_taken(session, email_key(link.address), link.person_id):
        return replace(message, kind="address-taken", address=link.address, token="")
    return replace(message, address=link.address)


def _notices(session: Session, outbox_id: UUID) -> tuple[Told, ...]:
    rows = session.execute(
        select(Notice.kind, Notice.title, Notice.path, Notice.day)
        .where(Notice.outbox_id == outbox_id)
        .order_by(Notice.created_at, Notice.kind, Notice.path)
    )
    return gathered(Told(kind=NoticeKind(row.kind), title=row.title, path=row.path, day=row.day) for row in rows)


def _is_live(session: Session, token: str, now: Now) -> bool:
    live = (Reset.digest == digest_of(token), Reset.used_at.is_(None), Reset.expires_at > now.at)
    return session.scalar(select(Reset.id).where(*live)) is not None


def _settle(database: Database, outbox_id: UUID, state: str, now: Now) -> None:
    with database.writing() as session:
        session.execute(delete(Notice).where(Notice.outbox_id == outbox_id))
        session.execute(update(Outbox).where(Outbox.id == outbox_id).values(state=state, token=None, sent_at=now.at))
        session.commit()


def _fault(error: OSError) -> str:
    """What a try met, without anybody's address: the kind of trouble, and the mail server's number for it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _ in error.recipients.values()})
        return " ".join((type(error).__name__, *codes))
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return type(error).__name__


def _postpone(database: Database, outbox_id: UUID, fault: str, now: Now) -> None:
    with database.writing() as session:
        tries = (session.scalar(select(Outbox.tries).where(Outbox.id == outbox_id)) or 0) + 1
        wait = timedelta(minutes=min(2**tries, 240))
        values: dict[str, Any] = {"tries": tries, "due_at": now.at + wait, "fault": fault}  # columns of several types
        if tries >= MOST_TRIES:
            values |= {"state": "failed", "token": None}
            _log.error("message %s was not sent and is given up after %s tries: %s", outbox_id, tries, fault)
        else:
            _log.warning("message %s was not sent and is tried again: %s", outbox_id, fault)
        session.execute(update(Outbox).where(Outbox.id == outbox_id).values(**values))
        session.commit()
