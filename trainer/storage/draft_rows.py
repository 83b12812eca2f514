"""Reads drafts, their saved versions, and what is published at their paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from trainer.storage.content import CourseRow, Document, Edition, EditionItem, Revision
from trainer.storage.drafts import Draft, DraftVersion, GivenUp
from trainer.storage.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft with the text that was saved last, by whom and when."""

    draft_id: UUID
    path: str
    version: int
    based_on: UUID | None
    source: bytes
    author: str
    author_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedText:
    """What a path holds in the newest edition of a course."""

    revision_id: UUID
    number: int
    source: bytes


def course_id_of(session: Session, course: str) -> UUID | None:
    """A course by its slug."""
    return session.scalar(select(CourseRow.id).where(CourseRow.slug == course))


def hold_course(session: Session, course_id: UUID) -> None:
    """Let nobody else save or publish a draft of the course before this transaction ends."""
    session.execute(select(CourseRow.id).where(CourseRow.id == course_id).with_for_update(key_share=True))


def drafts_of(session: Session, course_id: UUID, path: str | None = None) -> Mapping[str, DraftRow]:
    """Every draft of a course by path, or the one at `path`; one statement."""
    statement = (
        select(
            Draft.id,
            Draft.path,
            Draft.version,
            Draft.based_on,
            DraftVersion.source,
            DraftVersion.author_id,
            DraftVersion.at,
            Person.name,
        )
        .join(
            DraftVersion,
            (DraftVersion.course_id == Draft.course_id)
            & (DraftVersion.path == Draft.path)
            & (DraftVersion.version == Draft.version),
        )
        .join(Person, Person.id == DraftVersion.author_id)
        .where(Draft.course_id == course_id)
    )
    if path is not None:
        statement = statement.where(Draft.path == path)
    return {
        row.path: DraftRow(
            draft_id=row.id,
            path=row.path,
            version=row.version,
            based_on=row.based_on,
            source=row.source,
            author=row.name,
            author_id=row.author_id,
            at=row.at,
        )
        for row in session.execute(statement)
    }


def saved_text(session: Session, course_id: UUID, path: str, version: int) -> bytes | None:
    """What was saved as a version of a document."""
    return session.scalar(
        select(DraftVersion.source).where(
            DraftVersion.course_id == course_id, DraftVersion.path == path, DraftVersion.version == version
        )
    )


def last_version(session: Session, course_id: UUID, path: str) -> int:
    """The number of the version that was saved last, of this draft or one before it; 0 for none.

    The words of one that was given up may be gone; its number still is not used again.
    """
    saved = select(func.max(DraftVersion.version)).where(DraftVersion.course_id == course_id, DraftVersion.path == path)
    given_up = select(func.max(GivenUp.version)).where(GivenUp.course_id == course_id, GivenUp.path == path)
    row = session.execute(select(saved.scalar_subquery(), given_up.scalar_subquery())).one()
    return max(row[0] or 0, row[1] or 0)


def published_revision(session: Session, course_id: UUID, path: str) -> UUID | None:
    """The revision that the newest edition holds at a path, whether it is a text or not."""
    return session.scalar(
        select(EditionItem.revision_id)
        .join(Document, Document.id == EditionItem.document_id)
        .where(EditionItem.edition_id == _newest(course_id), Document.path == path)
    )


def published_text(session: Session, course_id: UUID, path: str) -> PublishedText | None:
    """What the newest edition holds at a path; None for nothing, and for figures."""
    row = session.execute(
        select(Revision.id, Revision.number, Revision.source)
        .join(EditionItem, EditionItem.revision_id == Revision.id)
        .join(Document, Document.id == EditionItem.document_id)
        .where(EditionItem.edition_id == _newest(course_id), Document.path == path)
    ).one_or_none()
    if row is None or row.source is None:
        return None
    return PublishedText(revision_id=row.id, number=row.number, source=row.source)


def revision_text(session: Session, course_id: UUID, path: str, revision_id: UUID) -> bytes | None:
    """The text of a revision of the document at a path; None where it is none of that document's."""
    return session.scalar(
        select(Revision.source)
        .join(Document, Document.id == Revision.document_id)
        .where(Revision.id == revision_id, Document.course_id == course_id, Document.path == path)
    )


def _newest(course_id: UUID) -> ScalarSelect[UUID]:
    newest = select(Edition.id).where(Edition.course_id == course_id).order_by(Edition.number.desc())
    return newest.limit(1).scalar_subquery()
