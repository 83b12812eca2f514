"""Reads what is published: editions, their documents and the history of revisions."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.storage.content import Blob, CourseRow, Document, Edition, EditionItem, Revision
from trainer.storage.redactions import RedactionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDocument:
    """One document of an edition, with its exact bytes."""

    document_id: UUID
    revision_id: UUID
    kind: str
    path: str
    number: int
    fingerprint: str
    origin: str
    content: bytes
    at: datetime
    author_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHead:
    """An edition's place in its course."""

    edition_id: UUID
    course_id: UUID
    course: str
    number: int
    at: datetime


def newest_edition(session: Session, course: str) -> EditionHead | None:
    """The edition of a course that was published last."""
    return _head(session, select(*_HEAD).join(CourseRow).where(CourseRow.slug == course))


def edition_numbered(session: Session, course: str, number: int) -> EditionHead | None:
    """An edition of a course by its number."""
    return _head(session, select(*_HEAD).join(CourseRow).where(CourseRow.slug == course, Edition.number == number))


def newest_editions(session: Session) -> tuple[EditionHead, ...]:
    """The newest edition of every course, by slug: one statement."""
    later = aliased(Edition)
    newest = select(func.max(later.number)).where(later.course_id == Edition.course_id).scalar_subquery()
    rows = session.execute(select(*_HEAD).join(CourseRow).where(Edition.number == newest).order_by(CourseRow.slug))
    return tuple(
        EditionHead(edition_id=row.id, course_id=row.course_id, course=row.slug, number=row.number, at=row.at)
        for row in rows
    )


def edition_by_id(session: Session, edition_id: UUID) -> EditionHead | None:
    """An edition by its id."""
    return _head(session, select(*_HEAD).join(CourseRow).where(Edition.id == edition_id))


def documents_of(session: Session, edition_id: UUID) -> Mapping[str, PublishedDocument]:
    """Every document of an edition by path."""
    rows = session.execute(
        select(Document.kind, Document.path, Revision, Blob.content)
        .select_from(EditionItem)
        .join(Document, EditionItem.document_id == Document.id)
        .join(Revision, EditionItem.revision_id == Revision.id)
        .outerjoin(Blob, Revision.blob_digest == Blob.digest)
        .where(EditionItem.edition_id == edition_id)
    )
    return {
        row.path: PublishedDocument(
            document_id=row.Revision.document_id,
            revision_id=row.Revision.id,
            kind=row.kind,
            path=row.path,
            number=row.Revision.number,
            fingerprint=row.Revision.fingerprint,
            origin=row.Revision.origin,
            content=row.content if row.Revision.source is None else row.Revision.source,
            at=row.Revision.at,
            author_id=row.Revision.author_id,
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The revisions that a document ever had; `redacted` are fingerprints that some have since words were removed."""

    document_id: UUID
    fingerprints: tuple[str, ...]
    redacted: frozenset[str]
    material: tuple[tuple[int, tuple[str, ...]], ...]

    def changed_at(self, up_to: int) -> dict[str, int]:
        """For each section the number of the latest material revision that changed it, no later than `up_to`."""
        return {section: number for number, sections in self.material if number <= up_to for section in sections}


def histories_of(session: Session, course_id: UUID) -> Mapping[tuple[str, str], History]:
    """The history of every document of a course, by (kind, path); retired ones too."""
    rows = session.execute(
        select(
            Document.id,
            Document.kind,
            Document.path,
            Revision.number,
            Revision.fingerprint,
            Revision.change,
            Revision.changed_sections,
        )
        .join(Revision, Revision.document_id == Document.id)
        .where(Document.course_id == course_id)
        .order_by(Revision.number)
    )
    gathered = defaultdict(list)
    for row in rows:
        gathered[(row.kind, row.path)].append(row)
    redacted = _redacted(session, course_id)
    return {
        place: History(
            document_id=found[0].id,
            fingerprints=tuple(row.fingerprint for row in found),
            redacted=frozenset(redacted[found[0].id]),
            material=tuple(
                (row.number, tuple(json.loads(row.changed_sections))) for row in found if row.change == "material"
            ),
        )
        for place, found in gathered.items()
    }


def _redacted(session: Session, course_id: UUID) -> Mapping[UUID, list[str]]:
    rows = session.execute(
        select(Revision.document_id, RedactionItem.fingerprint)
        .join(RedactionItem, RedactionItem.revision_id == Revision.id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.course_id == course_id)
    )
    gathered = defaultdict(list)
    for row in rows:
        gathered[row.document_id].append(row.fingerprint)
    return gathered


def earlier_sources(session: Session, document_ids: Iterable[UUID]) -> Mapping[UUID, tuple[bytes, ...]]:
    """The text of every revision of some documents, in order; figures have none."""
    rows = session.execute(
        select(Revision.document_id, Revision.source)
        .where(Revision.document_id.in_(list(document_ids)), Revision.source.is_not(None))
        .order_by(Revision.number)
    )
    gathered: dict[UUID, list[bytes]] = defaultdict(list)
    for row in rows:
        gathered[row.document_id].append(row.source)
    return {document_id: tuple(sources) for document_id, sources in gathered.items()}


_HEAD = (Edition.id, Edition.course_id, CourseRow.slug, Edition.number, Edition.at)


def _head(session: Session, found: object) -> EditionHead | None:
    row = session.execute(found.order_by(Edition.number.desc()).limit(1)).one_or_none()  # type: ignore[attr-defined]  # a Select whose row type does not matter here
    if row is None:
        return None
    return EditionHead(edition_id=row.id, course_id=row.course_id, course=row.slug, number=row.number, at=row.at)
