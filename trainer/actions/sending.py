"""Sends what waits in the outbox; each message at least once, its Message-ID fixed when it was written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.people import Invitation, Outbox, Person

BATCH = 20
MOST_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to be written: what kind, to which address, with which link's token."""

    kind: str
    message_id: str
    address: str
    name: str
    token: str


def send_waiting(database: Database, send: Callable[[Message], None], now: Now) -> int:
    """Send what is due with `send`, which raises OSError where it fails; gives how many were sent.

    A row is taken for five minutes before it is sent, so that two processes do not send the same, and a
    row whose sender died is taken up again.
    """
    sent = 0
    for outbox_id in _take(database, now):
        with database.reading() as session:
            message = _message(session, outbox_id)
        if message is None:
            _settle(database, outbox_id, "failed", now)
            continue
        try:
            send(message)
        except OSError:
            _postpone(database, outbox_id, now)
        else:
            _settle(database, outbox_id, "sent", now)
            sent += 1
    return sent


def mark_shown(database: Database, token: str, now: Now) -> None:
    """Note that the command line showed a link, where no mail is set up."""
    with database.writing() as session:
        session.execute(update(Outbox).where(Outbox.token == token).values(state="shown", token=None, sent_at=now.at))
        session.commit()


def _take(database: Database, now: Now) -> list[UUID]:
    with database.writing() as session:
        rows = session.scalars(
            select(Outbox.id)
            .where(Outbox.state == "waiting", Outbox.due_at <= now.at)
            .order_by(Outbox.due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        session.execute(update(Outbox).where(Outbox.id.in_(rows)).values(due_at=now.at + timedelta(minutes=5)))
        session.commit()
        return list(rows)


def _message(session: Session, outbox_id: UUID) -> Message | None:
    row = session.execute(
        select(Outbox, Person.address, Person.name, Invitation.address.label("invited"))
        .outerjoin(Person, Outbox.person_id == Person.id)
        .outerjoin(Invitation, Outbox.invitation_id == Invitation.id)
        .where(Outbox.id == outbox_id)
    ).one()
    address = row.address or row.invited
    if not address or row.Outbox.token is None:
        return None
    return Message(
        kind=row.Outbox.kind,
        message_id=row.Outbox.message_id,
        address=address,
        name=row.name or "",
        token=row.Outbox.token,
    )


def _settle(database: Database, outbox_id: UUID, state: str, now: Now) -> None:
    with database.writing() as session:
        session.execute(update(Outbox).where(Outbox.id == outbox_id).values(state=state, token=None, sent_at=now.at))
        session.commit()


def _postpone(database: Database, outbox_id: UUID, now: Now) -> None:
    with database.writing() as session:
        tries = (session.scalar(select(Outbox.tries).where(Outbox.id == outbox_id)) or 0) + 1
        wait = timedelta(minutes=min(2**tries, 240))
        state = "failed" if tries >= MOST_TRIES else "waiting"
        session.execute(
            update(Outbox).where(Outbox.id == outbox_id).values(tries=tries, state=state, due_at=now.at + wait)
        )
        session.commit()
