"""Authors decide to publish drafts together, now or later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.drafting import MISSING, authored
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of, published_revision
from trainer.storage.drafts import Publication

LATEST: Final = timedelta(days=366)
_LONGEST_NOTE: Final = 1000
_DOUBLE_CLICK: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be published: the version of each path, what kind of change it is, and when."""

    versions: Mapping[str, int]
    change: Change
    note: str
    due_at: datetime
    harder_from: date | None = None


def plan(database: Database, actor: Actor, course: str, wanted: Plan, now: Now) -> UUID:
    """Decide to publish drafts as they stand. Gives the publication; the same plan twice is one.

    Raises Stale where a draft was saved meanwhile, something was published since it was begun, or another plan is to
    publish it; Invalid for a plan that cannot be.
    """
    _require_sense(wanted, now)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        behind = why_not_current(session, course_id, wanted.versions)
        if behind:
            raise Stale(behind)
        waiting = _already_waiting(session, course_id, wanted)
        if waiting:
            return waiting
        publication_id = uuid4()
        add(
            session,
            Publication(
                id=publication_id,
                course_id=course_id,
                person_id=actor.person_id,
                planned_at=now.at,
                due_at=wanted.due_at,
                change=wanted.change,
                note=wanted.note.strip(),
                harder_from=wanted.harder_from,
                versions=_written(wanted.versions),
                state="waiting",
                told="[]",
            ),
        )
        audit(session, actor, "content:publication:planned", f"publication:{publication_id}", now)
        session.commit()
    return publication_id


def _already_waiting(session: Session, course_id: UUID, wanted: Plan) -> UUID | None:
    """The same plan, where it was sent twice. Raises Stale where another one is to publish any of its drafts."""
    rows = session.scalars(
        select(Publication).where(Publication.course_id == course_id, Publication.state == "waiting")
    ).all()
    for row in rows:
        is_same = (row.versions, row.change, row.note, row.harder_from) == (
            _written(wanted.versions),
            wanted.change,
            wanted.note.strip(),
            wanted.harder_from,
        )
        if is_same and abs(row.due_at - wanted.due_at) < _DOUBLE_CLICK:
            return row.id
        both = sorted(json.loads(row.versions).keys() & wanted.versions.keys())
        if both:
            raise Stale(f"{both[0]} waits to be published already; take that publication back first.")
    return None


def _written(versions: Mapping[str, int]) -> str:
    return json.dumps(dict(sorted(versions.items())))


def withdraw(database: Database, actor: Actor, course: str, publication_id: UUID, now: Now) -> None:
    """Take a plan back; twice does nothing more. Raises Stale where it was carried out already."""
    with database.writing() as session:
        course_id = authored(session, actor, course)
        found = session.get(Publication, publication_id)
        if found is None or found.course_id != course_id:
            raise NotFound(MISSING)
        if found.state == "withdrawn":
            return
        if found.state != "waiting":
            raise Stale("This was carried out already; look at what came of it.")
        found.state = "withdrawn"
        audit(session, actor, "content:publication:withdrawn", f"publication:{publication_id}", now)
        session.commit()


def _require_sense(wanted: Plan, now: Now) -> None:
    problems = []
    if not wanted.versions:
        problems.append(("versions", "Choose at least one draft to publish."))
    if len(wanted.note) > _LONGEST_NOTE:
        problems.append(("note", f"The note has {len(wanted.note)} characters, more than {_LONGEST_NOTE}; shorten it."))
    if wanted.change is Change.MATERIAL and not wanted.note.strip():
        problems.append(("note", "Tell those who completed a module in a sentence what has changed."))
    if wanted.due_at < now.at:
        problems.append(("due_at", "Choose a moment to come, or publish now."))
    if wanted.due_at > now.at + LATEST:
        problems.append(("due_at", "Choose a day within a year."))
    if wanted.harder_from and wanted.harder_from < now.today:
        problems.append(("harder_from", "Choose today or a later day."))
    if problems:
        raise Invalid(problems)


def why_not_current(
    session: Session, course_id: UUID, versions: Mapping[str, int], *, may_be_newer: bool = False
) -> str | None:
    """Why these drafts are not what would be published now: each has to stand at its version, on what is published."""
    drafts = drafts_of(session, course_id)
    for path, version in versions.items():
        draft, published = drafts.get(path), published_revision(session, course_id, path)
        if draft is None or draft.version < version or (draft.version > version and not may_be_newer):
            return f"The draft of {path} was saved or given up meanwhile; look at it again."
        if draft.based_on != published:
            return f"{path} was published by somebody else meanwhile; bring the draft up to that first."
    return None
