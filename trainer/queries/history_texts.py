"""Texts that are kept of a document: one alone, or two beside each other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course import Kind
from trainer.curriculum.text_differences import TextDifference, text_difference
from trainer.errors import NotFound
from trainer.queries.history import DocumentHead, document_head
from trainer.queries.history_sections import SectionDifference, differing, sections_of
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of
from trainer.storage.kept_texts import KeptText, kept_text

_NOTHING_KEPT = "Nothing is kept of this document under that number."


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """Which text is shown: 'r3' is revision 3, 'v12' the version that was saved as number 12."""

    name: str
    number: int
    is_revision: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands now, which a restored text would take the place of."""

    version: int
    revision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A text as its author wrote it."""

    document: DocumentHead
    mark: TextMark
    lines: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """How one text of a document became another: as text, or as the page that learners read.

    `sections` is None where the texts are compared as text. `why_not_rendered` says what stopped the page.
    """

    document: DocumentHead
    before: TextMark
    now: TextMark
    can_render: bool
    text: TextDifference | None
    sections: tuple[SectionDifference, ...] | None
    why_not_rendered: str


def text_page(session: Session, database: Database, actor: Actor, course: str, path: str, name: str) -> TextPage:
    """A text that is kept of a document: four statements. Raises NotFound."""
    course_id, document = document_head(session, database, actor, course, path)
    found = _kept(session, course_id, path, name)
    draft = drafts_of(session, course_id, path).get(path)
    return TextPage(
        document=document,
        mark=_mark(found),
        lines=tuple(found.source.decode("utf-8", "replace").splitlines()),
        standing=Standing(version=draft.version if draft else 0, revision=document.revision),
    )


def difference_page(
    session: Session,
    database: Database,
    actor: Actor,
    course: str,
    path: str,
    names: tuple[str, str],
    *,
    rendered: bool,
) -> DifferencePage:
    """How one text became another: four statements as text, up to ten as a page. Raises NotFound."""
    course_id, document = document_head(session, database, actor, course, path)
    before, now = (_kept(session, course_id, path, name) for name in names)
    can_render = document.kind is Kind.MODULE
    sections, why_not = None, ""
    if rendered and can_render:
        left, right = (sections_of(session, database.library, course_id, document, each) for each in (before, now))
        if left is None or right is None:
            why_not = f"{_words(before if left is None else now)} cannot be shown as a page, so the texts stand here."
        else:
            sections = tuple(differing(left, right))
    text = None
    if sections is None:
        text = text_difference(before.source.decode("utf-8", "replace"), now.source.decode("utf-8", "replace"))
    return DifferencePage(
        document=document,
        before=_mark(before),
        now=_mark(now),
        can_render=can_render,
        text=text,
        sections=sections,
        why_not_rendered=why_not,
    )


def _kept(session: Session, course_id: UUID, path: str, name: str) -> KeptText:
    found = kept_text(session, course_id, path, name)
    if found is None:
        raise NotFound(_NOTHING_KEPT)
    return found


def _mark(text: KeptText) -> TextMark:
    return TextMark(
        name=text.name, number=text.number, is_revision=text.edition_id is not None, author=text.author, at=text.at
    )


def _words(text: KeptText) -> str:
    return f"Revision {text.number}" if text.edition_id else f"Saved version {text.number}"
