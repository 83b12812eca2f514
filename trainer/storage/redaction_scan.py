"""Finds words in every text that is kept of a course."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from trainer.curriculum.redacting import Place, lines_nearly, places_of
from trainer.storage.content import Blob, Document, Edition, EditionItem, Revision
from trainer.storage.drafts import DraftVersion, Publication

_BATCH: Final = 50  # texts held in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text in which words stand: a revision, the picture of a revision, or a saved version.

    `name` is 'r3' for revision 3, 'v12' for the version saved as number 12. `nearly` are the lines in which the words
    stand otherwise than exactly. It `is_current` where it is published now.
    """

    id: UUID
    path: str
    name: str
    source: str
    places: tuple[Place, ...]
    nearly: tuple[int, ...]
    is_current: bool
    is_picture: bool

    @property
    def is_revision(self) -> bool:
        """Whether it was published."""
        return self.name.startswith("r")

    @property
    def number(self) -> int:
        """Its number among the revisions, or among the saved versions."""
        return int(self.name[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A publication that waits for its day, with a draft that holds the words."""

    publication_id: UUID
    due_at: datetime
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Where words stand in a course; `scanned` are the revisions and versions that were looked at."""

    texts: tuple[Found, ...]
    planned: tuple[Planned, ...]
    scanned: frozenset[UUID]

    @property
    def exact(self) -> tuple[Found, ...]:
        """The texts that hold the exact words."""
        return tuple(found for found in self.texts if found.places)

    @property
    def revisions(self) -> tuple[Found, ...]:
        """The texts among them that were published."""
        return tuple(found for found in self.exact if found.is_revision and not found.is_picture)

    @property
    def pictures(self) -> tuple[Found, ...]:
        """The drawings among them, which go as a whole."""
        return tuple(found for found in self.exact if found.is_picture)

    @property
    def versions(self) -> tuple[Found, ...]:
        """The saved versions among them."""
        return tuple(found for found in self.exact if not found.is_revision)

    @property
    def current(self) -> tuple[str, ...]:
        """The paths of what is published now and holds them."""
        return tuple(sorted(found.path for found in self.exact if found.is_current))

    @property
    def digest(self) -> str:
        """What is equal as long as the same words stand at the same places."""
        held = sorted(f"{found.id} {len(found.places)}" for found in self.exact)
        return hashlib.sha256("\n".join(held).encode()).hexdigest()[:16]


def find_words(session: Session, course_id: UUID, words: str) -> Findings:
    """Look for words in every revision, picture and saved version of a course: four statements."""
    scanned: set[UUID] = set()
    texts = []
    for found in _every(session, course_id, words):
        scanned.add(found.id)
        if found.places or found.nearly:
            texts.append(found)
    texts.sort(key=lambda found: (found.path, not found.is_revision, found.number))
    return Findings(texts=tuple(texts), planned=tuple(_planned(session, course_id, texts)), scanned=frozenset(scanned))


def holds_further(session: Session, course_id: UUID, words: str, scanned: Collection[UUID]) -> bool:
    """Whether a text that came since holds the words."""
    revisions = _fresh(session, select(Revision.id).join(Document).where(Document.course_id == course_id), scanned)
    versions = _fresh(session, select(DraftVersion.id).where(DraftVersion.course_id == course_id), scanned)
    came = [
        *session.execute(_REVISIONS.where(Revision.id.in_(revisions))),
        *session.execute(_VERSIONS.where(DraftVersion.id.in_(versions))),
    ]
    return any(places_of(_source(row), words) for row in came)


def _fresh(session: Session, ids: Select[UUID], scanned: Collection[UUID]) -> list[UUID]:
    return [each for each in session.scalars(ids) if each not in scanned]


def _every(session: Session, course_id: UUID, words: str) -> Iterator[Found]:
    newest = select(Edition.id).where(Edition.course_id == course_id).order_by(Edition.number.desc()).limit(1)
    current = set(
        session.scalars(select(EditionItem.revision_id).where(EditionItem.edition_id == newest.scalar_subquery()))
    )
    connection = session.connection().execution_options(yield_per=_BATCH)
    for row in connection.execute(_REVISIONS.where(Document.course_id == course_id)):
        yield _found(row, f"r{row.number}", words, is_current=row.id in current, is_picture=row.source is None)
    for row in connection.execute(_VERSIONS.where(DraftVersion.course_id == course_id)):
        yield _found(row, f"v{row.number}", words, is_current=False, is_picture=False)


def _source(row: Row[Any]) -> str:
    """The text of a revision or version, or of a picture that is written as one."""
    source: bytes = row.content if row.source is None else row.source
    return source.decode("utf-8", "replace")


def _found(row: Row[Any], name: str, words: str, *, is_current: bool, is_picture: bool) -> Found:
    source = _source(row)
    return Found(
        id=row.id,
        path=row.path,
        name=name,
        source=source,
        places=places_of(source, words),
        nearly=lines_nearly(source, words),
        is_current=is_current,
        is_picture=is_picture,
    )


def _planned(session: Session, course_id: UUID, texts: list[Found]) -> Iterator[Planned]:
    held = {(found.path, found.number) for found in texts if found.places and not found.is_revision}
    waiting = select(Publication.id, Publication.due_at, Publication.versions).where(
        Publication.course_id == course_id, Publication.state == "waiting"
    )
    for row in session.execute(waiting.order_by(Publication.due_at)):
        for path, version in json.loads(row.versions).items():
            if (path, version) in held:
                yield Planned(publication_id=row.id, due_at=row.due_at, path=path)


_IS_WRITTEN: Final = Document.path.like("%.svg") | Document.path.like("%.vtt")
# What is no text of its own can be searched for words where it is written as one: drawings, and captions.
_REVISIONS: Final[Select[*tuple[Any, ...]]] = (
    select(Revision.id, Document.path, Revision.number, Revision.source, Blob.content)
    .join(Document, Document.id == Revision.document_id)
    .outerjoin(
        Blob, (Blob.digest == Revision.blob_digest) & (Document.path.like("%.svg") | Document.path.like("%.vtt"))
    )
    .where(Revision.source.is_not(None) | Blob.content.is_not(None))
)
_VERSIONS: Final[Select[*tuple[Any, ...]]] = select(
    DraftVersion.id, DraftVersion.path, DraftVersion.version.label("number"), DraftVersion.source
)
