"""The page of a course's figures, recordings and handouts: what there is, what it shows, where it is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Row, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_in
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.media_pointers import read_pointer
from trainer.curriculum.media_use import RECORDINGS, VIDEOS, captions_of, is_transcript, transcripts_of, used_in
from trainer.queries.publications import waiting_publications
from trainer.queries.writing import authored_course
from trainer.storage.content import Blob, Document, EditionItem, Revision
from trainer.storage.draft_rows import DraftRow, drafts_of
from trainer.storage.editions import newest_edition
from trainer.storage.uploads import Upload

_POINTER: Final = 300  # bytes: no pointer has as many, and no figure is read


class FileSort(StrEnum):
    """What a file is to those who look for it."""

    FIGURE = "figure"
    AUDIO = "audio"
    VIDEO = "video"
    HANDOUT = "handout"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"


class FileState(StrEnum):
    """Where a file stands; a draft waits where a day for it is set."""

    PUBLISHED = "published"
    NEW = "new"
    DRAFT = "draft"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsingText:
    """A text that shows a file, or links to it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRow:
    """A file. `version` is 0 without a draft, `revision` None where it was never published.

    `lacks` names what it has to have beside it: captions, a transcript.
    """

    path: str
    sort: FileSort
    digest: str
    extension: str
    size: int
    state: FileState
    version: int
    revision: UUID | None
    waits_for: datetime | None
    says: str
    used_in: tuple[UsingText, ...]
    lacks: tuple[FileSort, ...]

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return self.path.rpartition("/")[2]

    @property
    def needs_words(self) -> bool:
        """Whether it is to be seen or heard, and nobody has said yet what it shows, here or in a text that shows it."""
        is_met = self.sort in (FileSort.FIGURE, FileSort.AUDIO, FileSort.VIDEO)
        return is_met and not self.says and not self.used_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPage:
    """Every file of a course that is no page of its own, by path."""

    course: str
    rows: tuple[MediaRow, ...]

    @property
    def unused(self) -> tuple[MediaRow, ...]:
        """Those that no text shows or links to."""
        return tuple(row for row in self.rows if not row.used_in)

    @property
    def drafts(self) -> tuple[MediaRow, ...]:
        """Those that wait to be published."""
        return tuple(row for row in self.rows if row.state is not FileState.PUBLISHED)

    def row(self, path: str) -> MediaRow | None:
        """A file by its path."""
        return next((row for row in self.rows if row.path == path), None)


def media_page(session: Session, actor: Actor, course: str) -> MediaPage:
    """Six statements, however many files there are; none of their bytes is read. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    head, drafts = newest_edition(session, course), drafts_of(session, course_id)
    rows = session.execute(_documents(head.edition_id)).all() if head else ()
    published = {row.path: row for row in rows}
    sources = {path: row.source for path, row in published.items() if row.source is not None}
    sources |= {path: draft.source for path, draft in drafts.items() if is_text(path)}
    texts = {path: source.decode("utf-8", "replace") for path, source in sources.items()}
    uses, said = used_in(texts), _said(session, course_id)
    planned = {path: row.due_at for row in waiting_publications(session, course_id) for path, _ in row.versions}
    titles = {path: title_in(path, sources[path]) for path in {path for each in uses.values() for path in each}}
    present = {path for path in (*published, *drafts) if kind_of(path) in (Kind.FIGURE, Kind.MEDIA)}
    return MediaPage(
        course=course,
        rows=tuple(
            _row(path, published.get(path), drafts.get(path), planned, said, uses, titles, present)
            for path in sorted(present)
        ),
    )


def alternatives_of(session: Session, course_id: UUID) -> Mapping[str, str]:
    """What the file at each path shows, in the words that were said last: one statement."""
    return {path: words for (path, _), words in _said(session, course_id).items() if words}


def _documents(edition_id: UUID) -> Any:  # a statement, whose rows are read by name
    return (
        select(
            Document.path,
            Revision.id,
            Revision.source,
            Revision.blob_digest,
            func.coalesce(func.length(Blob.content), func.length(Revision.source), type_=Integer()).label("size"),
            func.substr(Blob.content, 1, _POINTER, type_=LargeBinary()).label("beginning"),
        )
        .select_from(EditionItem)
        .join(Document, Document.id == EditionItem.document_id)
        .join(Revision, Revision.id == EditionItem.revision_id)
        .outerjoin(Blob, Blob.digest == Revision.blob_digest)
        .where(EditionItem.edition_id == edition_id)
    )


def _said(session: Session, course_id: UUID) -> Mapping[tuple[str, str], str]:
    """What each file shows in words, by path and digest: what was said last counts."""
    rows = session.execute(
        select(Upload.path, Upload.digest, Upload.alternative)
        .where(Upload.course_id == course_id)
        .order_by(Upload.number)
    )
    return {(row.path, row.digest): row.alternative for row in rows}


def _row(
    path: str,
    published: Row[Any] | None,
    draft: DraftRow | None,
    planned: Mapping[str, datetime],
    said: Mapping[tuple[str, str], str],
    uses: Mapping[str, tuple[str, ...]],
    titles: Mapping[str, str],
    present: set[str],
) -> MediaRow:
    digest, size = _bytes_of(published, draft)
    return MediaRow(
        path=path,
        sort=_sort(path),
        digest=digest,
        extension=path.rpartition(".")[2].replace("jpeg", "jpg"),
        size=size,
        state=_state(published, draft),
        version=draft.version if draft else 0,
        revision=published.id if published else None,
        waits_for=planned.get(path),
        says=said.get((path, digest), ""),
        used_in=tuple(UsingText(path=each, title=titles[each]) for each in uses.get(path, ())),
        lacks=tuple(_lacks(path, present)),
    )


def _bytes_of(published: Row[Any] | None, draft: DraftRow | None) -> tuple[str, int]:
    """The digest and the number of bytes of what stands at a path now; no digest for a text."""
    if draft:
        pointer = read_pointer(draft.source)
        return (pointer.digest, pointer.size) if pointer else ("", len(draft.source))
    if published is None:
        return "", 0
    pointer = read_pointer(published.beginning or b"")
    return published.blob_digest or "", pointer.size if pointer else published.size or 0


def _sort(path: str) -> FileSort:
    if kind_of(path) is Kind.FIGURE:
        return FileSort.FIGURE
    if path.endswith(RECORDINGS):
        return FileSort.VIDEO if path.endswith(VIDEOS) else FileSort.AUDIO
    if is_transcript(path):
        return FileSort.TRANSCRIPT
    return FileSort.CAPTIONS if path.endswith(".vtt") else FileSort.HANDOUT


def _state(published: Row[Any] | None, draft: DraftRow | None) -> FileState:
    if draft is None:
        return FileState.PUBLISHED
    if published is None:
        return FileState.NEW
    return FileState.DRAFT if draft.based_on == published.id else FileState.BEHIND


def _lacks(path: str, present: set[str]) -> Iterator[FileSort]:
    if path.endswith(VIDEOS) and captions_of(path) not in present:
        yield FileSort.CAPTIONS
    if path.endswith(RECORDINGS) and not present.intersection(transcripts_of(path)):
        yield FileSort.TRANSCRIPT
