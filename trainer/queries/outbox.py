"""What has not gone out, for the command line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Invitation, Outbox, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentMessage:
    """A message that waits, or that was given up; `kind` names all that it tells, `fault` what the last try met."""

    kind: str
    address: str
    is_given_up: bool
    tries: int
    fault: str
    created_at: datetime
    due_at: datetime


def unsent_messages(database: Database) -> tuple[UnsentMessage, ...]:
    """Every message that has not gone out, the oldest first: two statements."""
    unsent = Outbox.state.in_(("waiting", "failed"))
    with database.reading() as session:
        told: dict[UUID, set[str]] = {}
        for row in session.execute(select(Notice.outbox_id, Notice.kind).join(Outbox).where(unsent)):
            told.setdefault(row.outbox_id, set()).add(row.kind)
        rows = session.execute(
            select(Outbox, Person.address, Invitation.address.label("invited"))
            .outerjoin(Person, Outbox.person_id == Person.id)
            .outerjoin(Invitation, Outbox.invitation_id == Invitation.id)
            .where(unsent)
            .order_by(Outbox.created_at, Outbox.id)
        )
        return tuple(
            UnsentMessage(
                kind=", ".join(sorted(told.get(row.Outbox.id, {row.Outbox.kind}))),
                address=row.address or row.invited or "",
                is_given_up=row.Outbox.state == "failed",
                tries=row.Outbox.tries,
                fault=row.Outbox.fault or "",
                created_at=row.Outbox.created_at,
                due_at=row.Outbox.due_at,
            )
            for row in rows
        )
