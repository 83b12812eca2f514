"""What administrators see of the messages that the platform sends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.errors import NotAllowed
from trainer.storage.people import Invitation, Outbox, Person

_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message: to whom, what kind, how far. Its link is shown to nobody."""

    id: UUID
    kind: str
    to: str
    state: str
    tries: int
    fault: str
    due_at: datetime
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """The newest messages; `state` where only those of one state are shown. `is_cut` where there are more."""

    state: str
    messages: tuple[MessageRow, ...]
    is_cut: bool


STATES: Final = ("waiting", "failed", "sent", "shown")


def outbox_page(session: Session, actor: Actor, state: str) -> OutboxPage:
    """The outbox: one statement. Raises NotAllowed for anybody but administrators of the site."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees the outbox.")
    found = (
        select(Outbox, Person.name, Invitation.address)
        .outerjoin(Person, Outbox.person_id == Person.id)
        .outerjoin(Invitation, Outbox.invitation_id == Invitation.id)
        .order_by(Outbox.created_at.desc(), Outbox.id)
        .limit(_MOST + 1)
    )
    rows = session.execute(found.where(Outbox.state == state) if state in STATES else found).all()
    return OutboxPage(
        state=state if state in STATES else "",
        messages=tuple(
            MessageRow(
                id=row.Outbox.id,
                kind=row.Outbox.kind,
                to=row.name or row.address or "",
                state=row.Outbox.state,
                tries=row.Outbox.tries,
                fault=row.Outbox.fault or "",
                due_at=row.Outbox.due_at,
                created_at=row.Outbox.created_at,
                sent_at=row.Outbox.sent_at,
            )
            for row in rows[:_MOST]
        ),
        is_cut=len(rows) > _MOST,
    )
