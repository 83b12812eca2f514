"""Finds the sections in which two texts of a module differ, as learners read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.addresses import links_of
from trainer.curriculum.differences import Stretch
from trainer.curriculum.differences_sections import Fate, Text, pair, pieces_of, texts_of
from trainer.curriculum.rendered import RenderedModule
from trainer.curriculum.safe_html import Html
from trainer.queries.history import DocumentHead
from trainer.queries.writing import course_with_drafts
from trainer.quizzes.questions.question import Question
from trainer.storage.finished import OPENING
from trainer.storage.kept_texts import KeptText
from trainer.storage.library import Library, NotReady


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDifference:
    """A section of a module that differs; without title it is what stands before the first."""

    id: str
    title: Html | None
    was_called: Html | None
    fate: Fate
    stretches: tuple[Stretch, ...]


def sections_of(
    session: Session, library: Library, course_id: UUID, document: DocumentHead, text: KeptText
) -> Mapping[str, Text] | None:
    """The sections of a module as learners read them; None where they cannot be made.

    A revision is shown as in the first edition that held it, a saved version among the drafts of its course.
    """
    if text.edition_id is None:
        return _sections_of_draft(session, course_id, document, text)
    return sections_in(session, library, text.edition_id, document.path)


def sections_in(session: Session, library: Library, edition_id: UUID, path: str) -> Mapping[str, Text] | None:
    """The sections of a module as learners read them in an edition; None where they cannot be made."""
    try:
        edition = library.edition(session, edition_id)
        rendered = library.rendered_module(session, edition, path)
    except (NotReady, KeyError):
        return None
    checks = library.module(session, edition.revisions[path].revision_id).checks
    return _texts(rendered, checks)


def differing(before: Mapping[str, Text], now: Mapping[str, Text]) -> list[SectionDifference]:
    """The sections that differ, in the order of the text; those that are gone last."""
    found = []
    for section in (*now, *(each for each in before if each not in now)):
        each = pair(before.get(section), now.get(section), is_finished=True)
        if each.fate is Fate.UNCHANGED:
            continue
        title = each.now.title if each.now else each.before.title if each.before else None
        was_called = each.before.title if each.before and each.now and each.before.title != each.now.title else None
        found.append(
            SectionDifference(id=section, title=title, was_called=was_called, fate=each.fate, stretches=each.stretches)
        )
    return found


def _sections_of_draft(
    session: Session, course_id: UUID, document: DocumentHead, text: KeptText
) -> Mapping[str, Text] | None:
    from trainer.curriculum.previewing import preview  # noqa: PLC0415 (renders: loaded by those who write)

    files = {**course_with_drafts(session, course_id, document.course), document.path: text.source}
    found = preview(files, document.path, links_of(document.course))
    if found.module is None or found.written is None:
        return None
    return _texts(found.module, found.written.checks)


def _texts(module: RenderedModule, checks: Mapping[str, Question]) -> Mapping[str, Text]:
    opening = Text(title=None, pieces=pieces_of(module.opening, module, checks))
    return {OPENING: opening, **texts_of(module, checks)}
