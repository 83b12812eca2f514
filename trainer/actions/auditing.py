"""Notes who did what, in the act's own transaction."""

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.storage.adding import add
from trainer.storage.content import AuditEntry


def audit(session: Session, actor: Actor, event: str, subject: str, now: Now) -> None:
    """Add an audit entry.

    `event` reads like 'content:course:published'; `subject` names things by id, never people by name.
    """
    add(
        session,
        AuditEntry(person_id=actor.person_id, actor_id=actor.person_id, at=now.at, event=event, subject=subject),
    )
