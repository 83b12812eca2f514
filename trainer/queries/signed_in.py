"""Who is behind a session's token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from trainer.access import Actor, HeldRole, RoleName
from trainer.comfort import Comfort, LineWidth, Motion, TextSize, Theme
from trainer.ids import PersonId
from trainer.storage.people import Person, Preference, Role, SignedIn
from trainer.storage.prepared import run
from trainer.storage.redaction_rows import last_redaction
from trainer.storage.site_rows import last_setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A signed-in person, the session by which they are, and how they like to read.

    `keeps_until` is when the session ends, where its browser keeps modules for reading offline; else None.
    `redaction` is the number of the last one, so that no worker shows what it read before; `setting` is the
    last change of what is set for everybody.
    """

    actor: Actor
    session_id: UUID
    comfort: Comfort
    keeps_until: datetime | None
    redaction: int
    setting: UUID | None = None


def identity(session: Session, digest: str, now: datetime) -> Identity | None:
    """The person of a live session, by its token's digest; one statement."""
    rows = run(session, _LIVE_SESSION, digest=digest, now=now).all()
    if not rows:
        return None
    roles = tuple(
        HeldRole(name=RoleName(row.role), course_id=row.course_id, cohort_id=row.cohort_id) for row in rows if row.role
    )
    first = rows[0]
    return Identity(
        actor=Actor(person_id=PersonId(first.person_id), name=first.name, roles=roles),
        session_id=first.id,
        comfort=_comfort(first),
        keeps_until=first.expires_at if first.keeps_modules else None,
        redaction=first.redaction,
        setting=first.setting,
    )


def _comfort(row: Row[Any]) -> Comfort:  # of _LIVE_SESSION
    if row.text_size is None:
        return Comfort()
    return Comfort(
        text_size=TextSize(row.text_size),
        line_width=LineWidth(row.line_width),
        theme=Theme(row.theme),
        motion=Motion(row.motion),
    )


_LIVE_SESSION: Final[Select[*tuple[Any, ...]]] = (  # its columns are taken by name above
    select(
        SignedIn.id,
        SignedIn.expires_at,
        SignedIn.keeps_modules,
        Person.id.label("person_id"),
        Person.name,
        Role.name.label("role"),
        Role.course_id,
        Role.cohort_id,
        Preference.text_size,
        Preference.line_width,
        Preference.theme,
        Preference.motion,
        last_redaction().label("redaction"),
        last_setting().label("setting"),
    )
    .join(Person, SignedIn.person_id == Person.id)
    .outerjoin(Role, Role.person_id == Person.id)
    .outerjoin(Preference, Preference.person_id == Person.id)
    .where(
        SignedIn.digest == bindparam("digest"),
        SignedIn.ended_at.is_(None),
        SignedIn.expires_at > bindparam("now"),
        Person.is_active,
    )
)
