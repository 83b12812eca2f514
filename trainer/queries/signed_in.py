"""Who is behind a session's token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from trainer.access import Actor, HeldRole, RoleName
from trainer.ids import PersonId
from trainer.storage.people import Person, Role, SignedIn
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A signed-in person, and the session by which they are."""

    actor: Actor
    session_id: UUID


def identity(session: Session, digest: str, now: datetime) -> Identity | None:
    """The person of a live session, by its token's digest; one statement."""
    rows = run(session, _LIVE_SESSION, digest=digest, now=now).all()
    if not rows:
        return None
    roles = tuple(
        HeldRole(name=RoleName(row.role), course_id=row.course_id, cohort_id=row.cohort_id) for row in rows if row.role
    )
    actor = Actor(person_id=PersonId(rows[0].person_id), name=rows[0].name, roles=roles)
    return Identity(actor=actor, session_id=rows[0].id)


_LIVE_SESSION: Final = (
    select(
        SignedIn.id,
        Person.id.label("person_id"),
        Person.name,
        Role.name.label("role"),
        Role.course_id,
        Role.cohort_id,
    )
    .join(Person, SignedIn.person_id == Person.id)
    .outerjoin(Role, Role.person_id == Person.id)
    .where(
        SignedIn.digest == bindparam("digest"),
        SignedIn.ended_at.is_(None),
        SignedIn.expires_at > bindparam("now"),
        Person.is_active,
    )
)
