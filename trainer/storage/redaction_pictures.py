"""Finds every place where the picture of a revision was ever published, since equal pictures are kept once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.storage.content import CourseRow, Document, Edition, EditionItem, Revision
from trainer.storage.redactions import Redaction, RedactionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, or another file that is no text: all revisions that hold it, and all their courses.

    `current` are pairs of a course and a path where it is published now; `redacted_by` is the number of the redaction
    that removed it, 0 for none.
    """

    digest: str
    number: int
    at: datetime
    revisions: tuple[UUID, ...]
    courses: frozenset[UUID]
    places: tuple[tuple[str, str], ...]
    current: tuple[tuple[str, str], ...]
    redacted_by: int


def picture_of(session: Session, course_id: UUID, path: str, number: int) -> Picture | None:
    """The picture of a revision of the document at a path: three statements; None where it has none."""
    own = session.execute(
        select(Revision.blob_digest, Revision.at)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.course_id == course_id, Document.path == path, Revision.number == number)
    ).one_or_none()
    return None if own is None or own.blob_digest is None else _picture(session, own.blob_digest, number, own.at)


def _picture(session: Session, digest: str, number: int, at: datetime) -> Picture:
    every = aliased(Edition)
    newest = select(func.max(every.number)).where(every.course_id == Edition.course_id).scalar_subquery()
    is_current = (
        select(EditionItem.revision_id)
        .join(Edition, Edition.id == EditionItem.edition_id)
        .where(EditionItem.revision_id == Revision.id, Edition.number == newest)
        .correlate(Revision)
        .exists()
    )
    rows = session.execute(
        select(Revision.id, Document.course_id, Document.path, CourseRow.slug, is_current.label("is_current"))
        .join(Document, Document.id == Revision.document_id)
        .join(CourseRow, CourseRow.id == Document.course_id)
        .where(Revision.blob_digest == digest)
        .order_by(CourseRow.slug, Document.path, Revision.number)
    ).all()
    redacted_by = session.scalar(
        select(func.min(Redaction.number))
        .join(RedactionItem, RedactionItem.redaction_id == Redaction.id)
        .where(RedactionItem.revision_id.in_([row.id for row in rows]))
    )
    return Picture(
        digest=digest,
        number=number,
        at=at,
        revisions=tuple(row.id for row in rows),
        courses=frozenset(row.course_id for row in rows),
        places=tuple(dict.fromkeys((row.slug, row.path) for row in rows)),
        current=tuple((row.slug, row.path) for row in rows if row.is_current),
        redacted_by=redacted_by or 0,
    )
