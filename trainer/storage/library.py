"""Published texts, read once per process: what is published never changes, so nothing here grows stale."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.curriculum import plain
from trainer.curriculum.course import Module, Rules
from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.course_pages import CoursePages
from trainer.curriculum.edition import EditionView
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.rendered import RenderedModule, RenderedTexts
from trainer.curriculum.rendered_json import module_from_json, texts_from_json
from trainer.curriculum.renderer_version import renderer_version
from trainer.errors import NotFound
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.quiz import Quiz
from trainer.storage.content import Document, Rendering, Revision

_MOST: Final = 400
Kept = TypeVar("Kept")


class NotReady(Exception):
    """An edition's pages are not made for this version of the program; the sweep makes them."""


class Library:
    """A bounded store of immutable values, the least recently used given up first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], object] = OrderedDict()
        self._lock = Lock()

    def edition(self, session: Session, edition_id: UUID) -> EditionView:
        """An edition, ready for pages. Raises NotReady."""
        return self.keep("edition", str(edition_id), lambda: _edition(session, edition_id))

    def rendered_module(self, session: Session, edition: EditionView, path: str) -> RenderedModule:
        """A module's page in an edition. Raises NotReady."""
        key = edition.rendered[path]
        return self.keep("module page", key, lambda: module_from_json(_rendering(session, key)))

    def rendered_texts(self, session: Session, edition: EditionView, path: str) -> RenderedTexts:
        """A quiz's texts in an edition. Raises NotReady."""
        key = edition.rendered[path]
        return self.keep("texts", key, lambda: texts_from_json(_rendering(session, key)))

    def course_pages(self, session: Session, edition: EditionView) -> CoursePages:
        """The references, the glossary and the words about the course, in an edition. Raises NotReady."""
        return self.keep(
            "pages", edition.pages, lambda: plain.from_text(CoursePages, _rendering(session, edition.pages))
        )

    def module(self, session: Session, revision_id: UUID) -> Module:
        """A revision of a module as written, for its knowledge checks."""
        return self.keep("module", str(revision_id), lambda: _parsed(session, revision_id, parse_module))

    def quiz(self, session: Session, revision_id: UUID) -> Quiz:
        """A revision of a quiz as written."""
        return self.keep("quiz", str(revision_id), lambda: _parsed(session, revision_id, parse_quiz))

    def rules(self, session: Session, revision_id: UUID) -> Rules:
        """What a revision of course.yml requires."""
        return self.keep("rules", str(revision_id), lambda: _parsed(session, revision_id, parse_course_file).rules)

    def keep(self, kind: str, key: str, read: Callable[[], Kept]) -> Kept:
        """What `read` gives, kept by its kind and key: something that follows from published texts alone."""
        with self._lock:
            kept = self._kept.get((kind, key))
            if kept is not None:
                self._kept.move_to_end((kind, key))
                return kept  # type: ignore[return-value]  # each kind holds one type
        value = read()
        with self._lock:
            self._kept[(kind, key)] = value
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return value


def edition_key(edition_id: UUID) -> str:
    """Where an edition's view lies among the renderings, for this version of the renderer."""
    return f"edition:{edition_id}:{renderer_version()}"


def _edition(session: Session, edition_id: UUID) -> EditionView:
    return plain.from_text(EditionView, _rendering(session, edition_key(edition_id)))


def _rendering(session: Session, key: str) -> str:
    body = session.scalar(select(Rendering.body).where(Rendering.key == key))
    if body is None:
        raise NotReady(key)
    return body


def _parsed(session: Session, revision_id: UUID, parse: Callable[[str, str], tuple[Kept | None, object]]) -> Kept:
    row = session.execute(
        select(Document.path, Revision.source).join(Document).where(Revision.id == revision_id)
    ).one_or_none()
    if row is None or row.source is None:
        raise NotFound("There is no such text.")
    value, _ = parse(row.path, row.source.decode())
    if value is None:
        raise ValueError(f"{row.path} was published but can no longer be read")
    return value
