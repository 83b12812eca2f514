"""Published texts, read once per process: what is published changes only where words are removed for good."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Final, TypeAlias, TypeVar
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
from trainer.curriculum.section_text import section_texts
from trainer.errors import NotFound
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.parsing import parse_case
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.quiz import Quiz
from trainer.storage.content import Document, Rendering, Revision

SHELF: Final = "shelf"
"""Where a session keeps the shelf that was there when it began."""
_MOST: Final = 400
Kept = TypeVar("Kept")
_Parse: TypeAlias = Callable[[str, str], tuple[Kept | None, object]]


class NotReady(Exception):
    """An edition's pages are not made for this version of the program; the sweep makes them."""


@dataclass(slots=True, eq=False)
class Shelf:
    """What was read while no words were removed from published texts; `number` is that of the last redaction."""

    number: int
    kept: OrderedDict[tuple[str, str], object] = field(default_factory=OrderedDict)


class Library:
    """A bounded store of immutable values, the least recently used given up first.

    Only a redaction changes what was published. Whoever learns of one begins a new shelf; a session goes on with the
    shelf that was there when it began, so that nothing which it read before is ever put on the new one.
    """

    def __init__(self) -> None:
        self.shelf = Shelf(0)
        self._lock = Lock()

    def learn(self, redaction: int) -> bool:
        """Forget what was read before the redaction with this number; tells whether there was one since."""
        with self._lock:
            if redaction == self.shelf.number:
                return False
            self.shelf = Shelf(redaction)
            return True

    def is_up_to(self, session: Session, redaction: int) -> bool:
        """Whether a session reads what was kept since the redaction with this number."""
        return self._of(session).number == redaction

    def edition(self, session: Session, edition_id: UUID) -> EditionView:
        """An edition, ready for pages. Raises NotReady."""
        return self.keep(session, "edition", str(edition_id), lambda: _edition(session, edition_id))

    def rendered_module(self, session: Session, edition: EditionView, path: str) -> RenderedModule:
        """A module's page in an edition. Raises NotReady."""
        key = edition.rendered[path]
        return self.keep(session, "module page", key, lambda: module_from_json(_rendering(session, key)))

    def section_texts(self, session: Session, edition: EditionView, path: str) -> Mapping[str, str]:
        """The words of a module's sections in an edition, by section. Raises NotReady."""
        page = self.rendered_module(session, edition, path)
        return self.keep(session, "section words", edition.rendered[path], lambda: section_texts(page))

    def rendered_texts(self, session: Session, edition: EditionView, path: str) -> RenderedTexts:
        """A quiz's texts in an edition. Raises NotReady."""
        key = edition.rendered[path]
        return self.keep(session, "texts", key, lambda: texts_from_json(_rendering(session, key)))

    def course_pages(self, session: Session, edition: EditionView) -> CoursePages:
        """The references, the glossary and the words about the course, in an edition. Raises NotReady."""
        return self.keep(
            session, "pages", edition.pages, lambda: plain.from_text(CoursePages, _rendering(session, edition.pages))
        )

    def module(self, session: Session, revision_id: UUID) -> Module:
        """A revision of a module as written, for its knowledge checks."""
        return self.keep(session, "module", str(revision_id), lambda: _parsed(session, revision_id, parse_module))

    def quiz(self, session: Session, revision_id: UUID) -> Quiz:
        """A revision of a quiz as written."""
        return self.keep(session, "quiz", str(revision_id), lambda: _parsed(session, revision_id, parse_quiz))

    def quizzes(self, session: Session, revision_ids: Collection[UUID]) -> Mapping[UUID, Quiz]:
        """Revisions of quizzes as written: one statement for all those not read before. Raises NotFound."""
        kept = self._of(session).kept
        missing = [each for each in frozenset(revision_ids) if ("quiz", str(each)) not in kept]
        sources = _sources(session, missing) if missing else {}
        for each, source in sources.items():
            self.keep(session, "quiz", str(each), partial(_read, source, parse_quiz))
        return {each: self.quiz(session, each) for each in revision_ids}

    def case(self, session: Session, revision_id: UUID) -> BranchingCase:
        """A revision of a branching case as written."""
        return self.keep(session, "case", str(revision_id), lambda: _parsed(session, revision_id, parse_case))

    def cases(self, session: Session, revision_ids: Collection[UUID]) -> Mapping[UUID, BranchingCase]:
        """Revisions of branching cases as written: one statement for all those not read before. Raises NotFound."""
        kept = self._of(session).kept
        missing = [each for each in frozenset(revision_ids) if ("case", str(each)) not in kept]
        sources = _sources(session, missing) if missing else {}
        for each, source in sources.items():
            self.keep(session, "case", str(each), partial(_read, source, parse_case))
        return {each: self.case(session, each) for each in revision_ids}

    def rules(self, session: Session, revision_id: UUID) -> Rules:
        """What a revision of course.yml requires."""
        return self.keep(
            session, "rules", str(revision_id), lambda: _parsed(session, revision_id, parse_course_file).rules
        )

    def keep(self, session: Session, kind: str, key: str, read: Callable[[], Kept]) -> Kept:
        """What `read` gives, kept by its kind and key: something that follows from published texts alone."""
        on_shelf = self._of(session).kept
        with self._lock:
            kept = on_shelf.get((kind, key))
            if kept is not None:
                on_shelf.move_to_end((kind, key))
                return kept  # type: ignore[return-value]  # each kind holds one type
        value = read()
        with self._lock:
            on_shelf[(kind, key)] = value
            while len(on_shelf) > _MOST:
                on_shelf.popitem(last=False)
        return value

    def _of(self, session: Session) -> Shelf:
        found: Shelf = session.info.get(SHELF, self.shelf)
        return found


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


def _parsed(session: Session, revision_id: UUID, parse: _Parse[Kept]) -> Kept:
    return _read(_sources(session, [revision_id]).get(revision_id), parse)


def _sources(session: Session, revision_ids: list[UUID]) -> Mapping[UUID, tuple[str, bytes | None]]:
    """The paths and texts of revisions."""
    rows = session.execute(
        select(Revision.id, Document.path, Revision.source).join(Document).where(Revision.id.in_(revision_ids))
    )
    return {row.id: (row.path, row.source) for row in rows}


def _read(source: tuple[str, bytes | None] | None, parse: _Parse[Kept]) -> Kept:
    if source is None or source[1] is None:
        raise NotFound("There is no such text.")
    value, _ = parse(source[0], source[1].decode())
    if value is None:
        raise ValueError(f"{source[0]} was published but can no longer be read")
    return value
