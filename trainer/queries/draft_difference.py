"""One draft beside what is published: as readers see it, and as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.curriculum.changed_parts import ChangedPart, changed_parts
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_in
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.media_pointers import fingerprint, told
from trainer.curriculum.text_differences import TextDifference, text_difference
from trainer.errors import NotFound
from trainer.queries.course_check import content_digest
from trainer.queries.writing import authored_course
from trainer.storage.database import Database
from trainer.storage.draft_rows import DraftRow, drafts_of
from trainer.storage.editions import PublishedDocument, documents_of, newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDifference:
    """What a draft changes. `parts` is None where the draft cannot be read, so that there is no page to show.

    `file` are the digests of a file that is no text, of what is published (empty for nothing) and of the draft.
    """

    course: str
    path: str
    kind: Kind
    title: str
    version: int
    saved_by: str
    saved_at: datetime
    revision: int
    edition: int
    text: TextDifference
    parts: tuple[ChangedPart, ...] | None
    file: tuple[str, str] | None


def draft_difference(session: Session, database: Database, actor: Actor, course: str, path: str) -> DraftDifference:
    """A draft with what it changes: four statements. Raises NotFound where there is no draft."""
    course_id = authored_course(session, actor, course)
    head, drafts = newest_edition(session, course), drafts_of(session, course_id)
    draft = drafts.get(path)
    if draft is None:
        raise NotFound("There is no draft of this document; perhaps it was published or given up.")
    documents = documents_of(session, head.edition_id) if head else {}
    published = documents.get(path)

    def make() -> _Shown:
        return _Shown(parts=_parts(course, documents, drafts, path))

    shown = database.library.keep(session, "draft as page", f"{path} {content_digest(course, documents, drafts)}", make)
    return DraftDifference(
        course=course,
        path=path,
        kind=kind_of(path),
        title=title_in(path, draft.source),
        version=draft.version,
        saved_by=draft.author,
        saved_at=draft.at,
        revision=published.number if published else 0,
        edition=head.number if head else 0,
        text=text_beside(session, database, published, draft),
        parts=shown.parts,
        file=None
        if is_text(path)
        else (fingerprint(published.content) if published else "", fingerprint(draft.source)),
    )


def text_beside(
    session: Session, database: Database, published: PublishedDocument | None, draft: DraftRow
) -> TextDifference:
    """A draft beside what is published, as text; each pair is compared once."""
    key = f"{draft.draft_id} {draft.version} {published.revision_id if published else ''}"
    old = _as_text(draft.path, published.content) if published else ""
    new = _as_text(draft.path, draft.source)
    return database.library.keep(session, "draft as text", key, lambda: text_difference(old, new))


def _as_text(path: str, content: bytes) -> str:
    return content.decode() if is_text(path) else told(content)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    parts: tuple[ChangedPart, ...] | None


def _parts(
    course: str, documents: Mapping[str, PublishedDocument], drafts: Mapping[str, DraftRow], path: str
) -> tuple[ChangedPart, ...] | None:
    """What readers will see change, with every draft of the course in its place."""
    from trainer.curriculum.draft_texts import rendered_parts  # noqa: PLC0415 (renders: loaded by authors only)

    links, files = links_of(course), {each: document.content for each, document in documents.items()}
    before = rendered_parts(files, path, links) if path in files else {}
    now = rendered_parts(files | {each: draft.source for each, draft in drafts.items()}, path, links)
    return None if before is None or now is None else changed_parts(before, now)
