"""Puts messages into the outbox, from which the sweep sends them."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.storage.adding import add
from trainer.storage.people import Outbox


def post(
    session: Session,
    kind: str,
    token: str,
    now: Now,
    *,
    person_id: UUID | None = None,
    invitation_id: UUID | None = None,
) -> None:
    """Put a message into the outbox inside the caller's transaction; exactly one recipient is named."""
    message = uuid4()
    add(
        session,
        Outbox(
            id=message,
            kind=kind,
            person_id=person_id,
            invitation_id=invitation_id,
            message_id=f"<{message}@trainer>",
            token=token,
            state="waiting",
            due_at=now.at,
            created_at=now.at,
        ),
    )
