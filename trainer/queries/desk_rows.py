"""What the desk reads: drafts, drafts that were given up, and what authors are called."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, case, func, select
from sqlalchemy.orm import Session, aliased

from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.storage.drafts import Draft, DraftVersion, GivenUp
from trainer.storage.people import Person

GIVEN_UP_FOR: Final = timedelta(days=30)
"""For how long the desk offers to bring a draft back; its words are kept longer, in the document's history."""
_BEGINNING: Final = 1000
_TITLE: Final = re.compile(r"^title:[ \t]*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMark:
    """A draft without its words. `title` only where the document was never published."""

    path: str
    kind: Kind
    version: int
    based_on: UUID | None
    at: datetime
    author: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUpRow:
    """A draft that can be brought back."""

    given_up_id: UUID
    path: str
    version: int
    at: datetime
    by: str


def names_of(session: Session, people: Collection[UUID]) -> Mapping[UUID, str]:
    """What people are called now: one statement."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {row.id: row.name for row in rows}


def drafts_on(session: Session, course_ids: Collection[UUID]) -> Mapping[UUID, dict[str, DraftMark]]:
    """The drafts of some courses, by course and path: one statement."""
    # Only the beginning of what was never published is read, for its title: texts are long, and there may be hundreds.
    new = case((Draft.based_on.is_(None), func.substr(DraftVersion.source, 1, _BEGINNING, type_=LargeBinary())))
    rows = session.execute(
        select(
            Draft.course_id,
            Draft.path,
            Draft.version,
            Draft.based_on,
            DraftVersion.at,
            Person.name,
            new.label("new"),
        )
        .join(
            DraftVersion,
            (DraftVersion.course_id == Draft.course_id)
            & (DraftVersion.path == Draft.path)
            & (DraftVersion.version == Draft.version),
        )
        .join(Person, Person.id == DraftVersion.author_id)
        .where(Draft.course_id.in_(course_ids))
        .order_by(Draft.path)
    )
    found: dict[UUID, dict[str, DraftMark]] = defaultdict(dict)
    for row in rows:
        found[row.course_id][row.path] = DraftMark(
            path=row.path,
            kind=kind_of(row.path),
            version=row.version,
            based_on=row.based_on,
            at=row.at,
            author=row.name,
            title=_title(row.new) if row.new else "",
        )
    return found


def given_up_on(session: Session, course_ids: Collection[UUID], now: Now) -> Mapping[UUID, tuple[GivenUpRow, ...]]:
    """The drafts that were given up of late and not gone on with, newest first, by course: one statement."""
    later = aliased(DraftVersion)
    newest = select(func.max(later.version)).where(later.course_id == GivenUp.course_id, later.path == GivenUp.path)
    rows = session.execute(
        select(GivenUp.id, GivenUp.course_id, GivenUp.path, GivenUp.version, GivenUp.at, Person.name)
        .join(Person, Person.id == GivenUp.person_id)
        .where(
            GivenUp.course_id.in_(course_ids),
            GivenUp.at >= now.at - GIVEN_UP_FOR,
            GivenUp.version == newest.scalar_subquery(),
        )
        .order_by(GivenUp.at.desc())
    )
    found: dict[UUID, list[GivenUpRow]] = defaultdict(list)
    for row in rows:
        found[row.course_id].append(
            GivenUpRow(given_up_id=row.id, path=row.path, version=row.version, at=row.at, by=row.name)
        )
    return {course_id: tuple(each) for course_id, each in found.items()}


def _title(beginning: bytes) -> str:
    """What a document calls itself, as far as it can be read at a glance."""
    found = _TITLE.search(beginning.decode("utf-8", "replace"))
    return found[1].strip().strip("\"'") if found else ""
