"""The history of a document: every revision of it, and what was saved of its drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Row, Select, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.edition import EditionView
from trainer.curriculum.media_pointers import read_pointer
from trainer.errors import NotFound
from trainer.queries.writing import authored_course
from trainer.storage.content import Blob, Document, Edition, EditionItem, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import Draft, DraftVersion
from trainer.storage.editions import newest_edition
from trainer.storage.people import Person
from trainer.storage.redaction_rows import RedactionRow, redactions_at

_POINTER: Final = 300  # bytes: more than any pointer has
MOST_SAVED: Final = 40
"""So many saved versions stand on the page before somebody asks for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """A revision. `edition` is the first that holds it, `change` '' for the first; a figure has a digest.

    `name` tells it from other texts in addresses, `size` counts bytes; the draft `is_begun_from` one of them.
    `redactions` are what was removed from it for good.
    """

    name: str
    number: int
    edition: int
    at: datetime
    author: str
    note: str
    change: str
    origin: str
    size: int
    digest: str
    is_current: bool
    is_begun_from: bool
    redactions: tuple[RedactionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRow:
    """A version that was saved of a draft; `is_draft` for what the draft is now. What is no text has a digest."""

    name: str
    number: int
    at: datetime
    author: str
    size: int
    digest: str
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """Which document a page is about; `module` and `quiz` name its page for learners, where there is one.

    `revision` is the one that is published now.
    """

    course: str
    course_title: str
    path: str
    title: str
    kind: Kind
    is_text: bool
    module: str | None
    quiz: str | None
    revision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """What is kept of a document, the newest first. `seen` is what stands now, to restore another text over it.

    It tells whether the reader `may_redact` it.
    """

    document: DocumentHead
    revisions: tuple[RevisionRow, ...]
    saved: tuple[SavedRow, ...]
    saved_in_all: int
    seen_version: int
    seen_revision: UUID | None
    may_redact: bool

    @property
    def can_compare(self) -> bool:
        """Whether there are two texts."""
        return self.document.is_text and len(self.revisions) + len(self.saved) > 1


def history_page(
    session: Session, database: Database, actor: Actor, course: str, path: str, *, all_saved: bool = False
) -> HistoryPage:
    """The history of a document: five statements, six where something was removed from it. Raises NotFound."""
    course_id, edition = _authored(session, database, actor, course)
    document = _head(course, edition, path)
    draft = session.execute(
        select(Draft.version, Draft.based_on).where(Draft.course_id == course_id, Draft.path == path)
    ).one_or_none()
    revisions = session.execute(_revisions(course_id, path)).all()
    saved = session.execute(_saved(course_id, path).limit(None if all_saved else MOST_SAVED)).all()
    if not revisions and not saved:
        raise NotFound("There is no such document.")
    removed = redactions_at(session, course_id, path) if any(row.redactions for row in revisions) else {}
    return HistoryPage(
        document=document,
        revisions=tuple(
            _revision(row, document.revision, draft.based_on if draft else None, removed.get(row.number, ()))
            for row in revisions
        ),
        saved=tuple(_version(row, draft.version if draft else 0) for row in saved),
        saved_in_all=saved[0].in_all if saved else 0,
        seen_version=draft.version if draft else 0,
        seen_revision=document.revision,
        may_redact=actor.may(Permission.REDACT, course_id=course_id),
    )


def document_head(
    session: Session, database: Database, actor: Actor, course: str, path: str
) -> tuple[UUID, DocumentHead]:
    """The course's id, and what the document is: two statements. Raises NotFound for what is none of a course."""
    course_id, edition = _authored(session, database, actor, course)
    return course_id, _head(course, edition, path)


def _authored(session: Session, database: Database, actor: Actor, course: str) -> tuple[UUID, EditionView | None]:
    course_id = authored_course(session, actor, course)
    head = newest_edition(session, course)
    return course_id, database.library.edition(session, head.edition_id) if head else None


def _head(course: str, edition: EditionView | None, path: str) -> DocumentHead:
    module = next((each for each in edition.outline.modules() if each.path == path), None) if edition else None
    quiz = next((each for each in edition.outline.quizzes if each.path == path), None) if edition else None
    return DocumentHead(
        course=course,
        course_title=edition.outline.title if edition else course,
        path=path,
        title=module.title if module else quiz.title if quiz else path.rpartition("/")[2],
        kind=kind_of(path),
        is_text=is_text(path),
        module=module.key if module else None,
        quiz=quiz.slug if quiz else None,
        revision=edition.revisions[path].revision_id if edition and path in edition.revisions else None,
    )


def _version(row: Row[Any], draft: int) -> SavedRow:
    pointer = read_pointer(row.beginning)
    return SavedRow(
        name=f"v{row.version}",
        number=row.version,
        at=row.at,
        author=row.name,
        size=pointer.size if pointer else row.size,
        digest=pointer.digest if pointer else "",
        is_draft=row.version == draft,
    )


def _revision(
    row: Row[Any], current: UUID | None, begun_from: UUID | None, redactions: tuple[RedactionRow, ...]
) -> RevisionRow:
    pointer = read_pointer(row.beginning or b"")
    return RevisionRow(
        name=f"r{row.number}",
        number=row.number,
        edition=row.edition,
        at=row.at,
        author=row.name,
        note=row.note,
        change=row.change or "",
        origin=row.origin,
        size=pointer.size if pointer else row.size or 0,
        digest=row.blob_digest or "",
        is_current=row.id == current,
        is_begun_from=row.id == begun_from,
        redactions=redactions,
    )


def _revisions(course_id: UUID, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Revision.id,
            Revision.number,
            Revision.at,
            Revision.note,
            Revision.change,
            Revision.origin,
            Revision.blob_digest,
            Revision.redactions,
            Person.name,
            func.coalesce(func.length(Revision.source), func.length(Blob.content), type_=Integer()).label("size"),
            func.substr(Blob.content, 1, _POINTER, type_=LargeBinary()).label("beginning"),
            func.min(Edition.number).label("edition"),
        )
        .join(Document, Document.id == Revision.document_id)
        .join(Person, Person.id == Revision.author_id)
        .join(EditionItem, EditionItem.revision_id == Revision.id)
        .join(Edition, Edition.id == EditionItem.edition_id)
        .outerjoin(Blob, Blob.digest == Revision.blob_digest)
        .where(Document.course_id == course_id, Document.path == path)
        .group_by(Revision.id, Person.id, Blob.digest)
        .order_by(Revision.number.desc())
    )


def _saved(course_id: UUID, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            DraftVersion.version,
            DraftVersion.at,
            Person.name,
            func.length(DraftVersion.source).label("size"),
            func.substr(DraftVersion.source, 1, _POINTER, type_=LargeBinary()).label("beginning"),
            func.count().over().label("in_all"),
        )
        .join(Person, Person.id == DraftVersion.author_id)
        .where(DraftVersion.course_id == course_id, DraftVersion.path == path)
        .order_by(DraftVersion.version.desc())
    )
