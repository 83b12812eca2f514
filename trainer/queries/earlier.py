"""Earlier editions of a course, and who may open what of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.state import is_open
from trainer.errors import NotFound
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.content import Document, Edition, Revision
from trainer.storage.database import Database
from trainer.storage.editions import edition_numbered
from trainer.storage.learning import Attempt, Completion, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMark:
    """Which edition a page shows, and which one is current."""

    number: int
    at: datetime
    current: int

    @property
    def is_current(self) -> bool:
        """Whether this is the edition that is read today."""
        return self.number == self.current


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in the list, with the modules (key, title) that the reader completed while it was current."""

    mark: EditionMark
    note: str
    finished: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsPage:
    """Every edition of a course, the current one first."""

    course: CourseHead
    editions: tuple[EditionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """What an edition holds: each area's title with its modules (key, title), and whether each may be opened."""

    course: CourseHead
    mark: EditionMark
    note: str
    areas: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An edition as somebody opens it: as a reader of the course today."""

    reader: Reader
    edition_id: UUID
    edition: EditionView
    mark: EditionMark


def editions_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> EditionsPage:
    """The editions of a course: two statements more than any of its pages."""
    reader = reader_of(session, database, actor, course, now)
    rows = session.execute(
        select(Edition.id, Edition.number, Edition.at, Edition.note)
        .where(Edition.course_id == reader.course_id)
        .order_by(Edition.number.desc())
    )
    finished = _finished(session, reader)
    return EditionsPage(
        course=reader.head,
        editions=tuple(
            EditionRow(
                mark=EditionMark(number=row.number, at=row.at, current=reader.edition.number),
                note=row.note,
                finished=tuple(finished[row.id]),
            )
            for row in rows
        ),
    )


def edition_page(session: Session, database: Database, actor: Actor, course: str, number: int, now: Now) -> EditionPage:
    """What an edition holds. Raises NotFound, and NotReady for one that is not prepared for this version yet."""
    earlier = earlier_edition(session, database, actor, course, number, now)
    known = known_paths(session, earlier.reader)
    note = session.scalar(select(Edition.note).where(Edition.id == earlier.edition_id)) or ""
    return EditionPage(
        course=earlier.reader.head,
        mark=earlier.mark,
        note=note,
        areas=tuple(
            (
                area.title,
                tuple((module.key, module.title, may_open(earlier.reader, module, known)) for module in area.modules),
            )
            for area in earlier.edition.outline.areas
        ),
    )


def earlier_edition(session: Session, database: Database, actor: Actor, course: str, number: int, now: Now) -> Earlier:
    """An edition by its number. Raises NotFound, and NotReady for one that is not prepared for this version yet."""
    reader = reader_of(session, database, actor, course, now)
    head = edition_numbered(session, course, number)
    if head is None:
        raise NotFound("There is no such edition.")
    edition = database.library.edition(session, head.edition_id)
    mark = EditionMark(number=head.number, at=head.at, current=reader.edition.number)
    return Earlier(reader=reader, edition_id=head.edition_id, edition=edition, mark=mark)


def known_paths(session: Session, reader: Reader) -> frozenset[str]:
    """The modules that somebody opened or finished at any time, and the quizzes they began, by path: one statement."""
    if reader.enrolment is None:
        return frozenset()
    paths = select(Document.path).join(Revision, Revision.document_id == Document.id)
    own = reader.enrolment.enrolment_id
    opened = paths.join(Reading, Reading.revision_id == Revision.id).where(Reading.enrolment_id == own)
    finished = paths.join(Completion, Completion.revision_id == Revision.id).where(Completion.enrolment_id == own)
    begun = select(Document.path).join(Attempt, Attempt.document_id == Document.id).where(Attempt.enrolment_id == own)
    return frozenset(session.scalars(union(opened, finished, begun)))


def may_open(reader: Reader, module: ModuleOutline, known: frozenset[str]) -> bool:
    """Whether a module of an earlier edition may be opened.

    That is so where the module is open today, or, where the course no longer holds it, was opened then.
    """
    if reader.enrolment is None:
        return True
    current = reader.edition.outline.module(module.key)
    if current is None:
        return module.path in known or (module.quiz is not None and module.quiz.path in known)
    return is_open(current, reader.edition.outline, reader.standings)


def _finished(session: Session, reader: Reader) -> Mapping[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    if reader.enrolment is None:
        return found
    rows = session.execute(
        select(Completion.edition_id, Completion.item)
        .where(Completion.enrolment_id == reader.enrolment.enrolment_id, Completion.item.like("module:%"))
        .order_by(Completion.at, Completion.item)
    )
    for row in rows:
        key = row.item.removeprefix("module:")
        module = reader.edition.outline.module(key)
        found[row.edition_id].append((key, module.title if module else key))
    return found
