"""Notes who did what, in the act's own transaction."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.storage.adding import add, add_values
from trainer.storage.content import AuditEntry
from trainer.storage.owners import owner_of


def audit(session: Session, actor: Actor, event: str, subject: str, now: Now) -> None:
    """Add an audit entry, so that it is found by who acted and by whose record it concerns.

    `event` reads like 'content:course:published'; `subject` names things by id, never people by name.
    """
    enter(session, actor, event, subject, owner_of(session, subject), now)


def enter(session: Session, actor: Actor, event: str, subject: str, owner: UUID | None, now: Now) -> None:
    """Add an audit entry about somebody's record, or, where the owner is None, about nobody's."""
    person_id = owner or actor.person_id
    entry = AuditEntry(person_id=person_id, actor_id=actor.person_id, at=now.at, event=event, subject=subject)
    add(session, entry)


def enter_each(session: Session, actor: Actor, entries: Iterable[tuple[str, str, UUID | None]], now: Now) -> None:
    """Add many audit entries in one statement: each is an event, its subject, and whose record it concerns."""
    shared = {"actor_id": actor.person_id, "at": now.at}
    rows = (
        {"id": uuid4(), "person_id": owner or actor.person_id, "event": event, "subject": subject, **shared}
        for event, subject, owner in entries
    )
    add_values(session, AuditEntry, *rows)
