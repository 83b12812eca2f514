"""What the desk reads: drafts, drafts that were given up, and what authors are called."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_at_a_glance
from trainer.curriculum.documents import kind_of
from trainer.storage.comment_rows import open_counts
from trainer.storage.drafts import Draft, DraftVersion, GivenUp
from trainer.storage.people import Person

GIVEN_UP_FOR: Final = timedelta(days=30)
"""For how long the desk offers to bring a draft back; its words are kept longer, in the document's history."""
_BEGINNING: Final = 1000


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


def names_and_comments(
    session: Session, people: Collection[UUID], course_ids: Collection[UUID]
) -> tuple[Mapping[UUID, str], Mapping[UUID, Mapping[str, int]]]:
    """What people are called now, and how many comments of readers are open, by course and path.

    One statement, though the two have nothing in common: the desk has to do with five.
    """
    named = select(Person.id, Person.name.label("words"), literal(0).label("number")).where(Person.id.in_(people))
    rows = session.execute(union_all(named, open_counts(course_ids))).all()
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.number:
            counts[row.id][row.words] = row.number
    return {row.id: row.words for row in rows if not row.number}, counts


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
            title=title_at_a_glance(row.new) if row.new else "",
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
