"""Who else has a document open for writing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.queries.writing import authored_course
from trainer.storage.drafts import AtWork, Draft
from trainer.storage.people import Person

LONGEST_SILENCE: Final = timedelta(seconds=60)
"""After so long somebody counts as gone: a browser tells of itself every 20 seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who has the same document open, and how many seconds ago they were heard of."""

    name: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWorkNow:
    """Who else writes on a document, and the version that was saved last; 0 where there is no draft."""

    colleagues: tuple[Colleague, ...]
    version: int


def at_work_now(session: Session, actor: Actor, course: str, path: str, now: Now) -> AtWorkNow:
    """What a browser that has a document open wants to know: three statements. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    version = session.scalar(select(Draft.version).where(Draft.course_id == course_id, Draft.path == path))
    return AtWorkNow(colleagues=colleagues_at(session, actor, course_id, path, now), version=version or 0)


def colleagues_on(session: Session, actor: Actor, course: str, path: str, now: Now) -> tuple[Colleague, ...]:
    """Who else has a document open, by name: two statements. Raises NotFound."""
    return colleagues_at(session, actor, authored_course(session, actor, course), path, now)


def colleagues_at(session: Session, actor: Actor, course_id: UUID, path: str, now: Now) -> tuple[Colleague, ...]:
    """Who else has a document open, by name: one statement."""
    rows = session.execute(
        select(Person.name, AtWork.seen_at)
        .join(Person, Person.id == AtWork.person_id)
        .where(
            AtWork.course_id == course_id,
            AtWork.path == path,
            AtWork.person_id != actor.person_id,
            AtWork.seen_at > now.at - LONGEST_SILENCE,
        )
        .order_by(Person.name)
    )
    return tuple(
        Colleague(name=row.name, seconds=max(0, round((now.at - row.seen_at).total_seconds()))) for row in rows
    )
