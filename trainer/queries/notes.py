"""A trainee's own notes and marks: those of a module, all of a course, and one alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.anchoring import Placed, Quote, Standing, place
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.section_text import OPENING
from trainer.curriculum.state import is_open
from trainer.errors import NotFound
from trainer.queries.comments import CommentMark, comment_marks
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.database import Database
from trainer.storage.notes import MarkRow, NoteRow, kept_in_course, kept_in_module, marks_in_course, note_of

Row = TypeVar("Row", NoteRow, MarkRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNote:
    """A note as it stands now; without `words` it is a highlight.

    `quote` is as it was when the note was made, in edition `edition`; `now` is what stands at its place today, None
    where it has no passage or the passage is gone. `made_in` is the section in which it was made.
    """

    id: UUID
    quote: Quote
    now: Quote | None
    words: str
    number: int
    standing: Standing
    made_in: str
    edition: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotes:
    """Somebody's notes and marks in a module, and what they told the authors of it, by section.

    `lost` are notes on sections that it no longer has.
    """

    by_section: Mapping[str, tuple[OwnNote, ...]]
    lost: tuple[OwnNote, ...]
    marked: frozenset[str]
    told: Mapping[str, tuple[CommentMark, ...]]

    def of(self, section: str) -> tuple[OwnNote, ...]:
        """The notes that stand in a section now."""
        return self.by_section.get(section, ())

    def has_words_in(self, section: str) -> bool:
        """Whether they noted something in a section, or told the authors something of it."""
        return section in self.by_section or section in self.told

    def told_of(self, section: str) -> tuple[CommentMark, ...]:
        """What they told the authors of a section."""
        return self.told.get(section, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNotes:
    """The notes of one section, for the part of a module's page that shows them."""

    course: str
    module: str
    section: str
    title: str
    notes: tuple[OwnNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSection:
    """A section in the list of notes. `id` is empty for what the module no longer has."""

    id: str
    title: str
    is_marked: bool
    notes: tuple[OwnNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedModule:
    """A module in the list of notes. `key` is empty where the course no longer has it, or it is not open."""

    key: str
    title: str
    sections: tuple[ListedSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPage:
    """All of one's own notes and marks in a course, by module and section."""

    course: CourseHead
    modules: tuple[ListedModule, ...]
    notes: int
    marks: int
    marks_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """One note alone. `module` is its key, empty where the course no longer has it."""

    course: CourseHead
    note: OwnNote
    module: str
    module_title: str
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSection:
    """A section to come back to."""

    module: str
    module_title: str
    section: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToComeBackTo:
    """Sections to come back to, how many answers of authors are not seen, and which questions are due in a review."""

    marked: tuple[MarkedSection, ...]
    answers: int
    due: tuple[tuple[UUID, str], ...]


def own_notes(session: Session, database: Database, reader: Reader, module: ModuleOutline) -> OwnNotes | None:
    """Somebody's notes and marks in a module that is open to them: one statement. None for staff.

    One statement more, where they told the authors something about the module.
    """
    if reader.enrolment is None:
        return None
    ref = reader.edition.revisions[module.path]
    person_id = reader.enrolment.person_id
    (notes, marks), has_told = kept_in_module(session, reader.enrolment.enrolment_id, person_id, ref.document_id)
    own = _placed(session, database, reader, module, notes, marks)
    return replace(own, told=comment_marks(session, database, reader, module, person_id)) if has_told else own


def section_notes(
    session: Session, database: Database, actor: Actor, course: str, key: str, section: str, now: Now
) -> SectionNotes:
    """The notes that stand in one section. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    module = reader.edition.outline.module(key)
    own = own_notes(session, database, reader, module) if module and _is_open(reader, module) else None
    title = _titles(module).get(section) if module else None
    if own is None or title is None:
        raise NotFound("There is no such section.")
    return SectionNotes(course=course, module=key, section=section, title=title, notes=own.of(section))


def notes_page(
    session: Session, database: Database, actor: Actor, course: str, now: Now, *, marks_only: bool = False
) -> NotesPage:
    """Everything that somebody noted and marked in a course. Raises NotFound for a reader without an enrolment."""
    reader = reader_of(session, database, actor, course, now)
    if reader.enrolment is None:
        raise NotFound("There is no such page.")
    notes, marks = kept_in_course(session, reader.enrolment.enrolment_id)
    shown = () if marks_only else notes
    listed = [
        _listed(session, database, reader, module, _of_path(shown, module.path), _of_path(marks, module.path))
        for module in reader.edition.outline.modules()
        if _is_open(reader, module)
    ]
    readable = {module.path for module in reader.edition.outline.modules() if _is_open(reader, module)}
    others = sorted({note.path for note in shown if note.path not in readable})
    listed += [_no_longer_read(session, database, _of_path(shown, path)) for path in others]
    return NotesPage(
        course=reader.head,
        modules=tuple(module for module in listed if module.sections),
        notes=len(notes),
        marks=sum(mark.path in readable for mark in marks),
        marks_only=marks_only,
    )


def note_page(session: Session, database: Database, actor: Actor, course: str, note_id: UUID, now: Now) -> NotePage:
    """One note of one's own. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    row = note_of(session, reader.enrolment.enrolment_id, note_id) if reader.enrolment else None
    if row is None:
        raise NotFound("There is no such note.")
    found = next((module for module in reader.edition.outline.modules() if module.path == row.path), None)
    if found is None or not _is_open(reader, found):
        title = database.library.module(session, row.revision_id).title
        return NotePage(course=reader.head, note=_gone(row), module="", module_title=title, section=None)
    own = _placed(session, database, reader, found, (row,), ())
    section, note = next(
        ((section, notes[0]) for section, notes in own.by_section.items()), (None, next(iter(own.lost), _gone(row)))
    )
    return NotePage(course=reader.head, note=note, module=found.key, module_title=found.title, section=section)


def to_come_back(session: Session, reader: Reader, today: date) -> ToComeBackTo:
    """The sections to which somebody wanted to come back, the newest first, and what else waits: one statement."""
    if reader.enrolment is None:
        return ToComeBackTo(marked=(), answers=0, due=())
    by_path = {module.path: module for module in reader.edition.outline.modules() if _is_open(reader, module)}
    enrolment = reader.enrolment
    found = marks_in_course(session, enrolment.enrolment_id, enrolment.person_id, reader.course_id, today)
    marked = tuple(
        MarkedSection(module=module.key, module_title=module.title, section=mark.section, title=title)
        for mark in found.marks
        if (module := by_path.get(mark.path)) and (title := _titles(module).get(mark.section))
    )
    return ToComeBackTo(marked=marked, answers=found.answers, due=found.due)


def _placed(
    session: Session,
    database: Database,
    reader: Reader,
    module: ModuleOutline,
    notes: Iterable[NoteRow],
    marks: Iterable[MarkRow],
) -> OwnNotes:
    texts = database.library.section_texts(session, reader.edition, module.path)
    by_section: defaultdict[str, list[tuple[int, OwnNote]]] = defaultdict(list)
    lost = []
    for row in notes:
        quote = Quote(words=row.quote, before=row.before, after=row.after)
        placed = place(texts, row.section, quote)
        note = _note(row, placed)
        if placed.section is None:
            lost.append(note)
        else:
            # In the order of the text; what has no passage comes last.
            text = texts[placed.section]
            at = text.find(_in_context(placed.quote)) if placed.quote else len(text)
            by_section[placed.section].append((at, note))
    return OwnNotes(
        by_section={
            section: tuple(note for _, note in sorted(found, key=lambda each: each[0]))
            for section, found in by_section.items()
        },
        lost=tuple(lost),
        marked=frozenset(mark.section for mark in marks),
        told={},
    )


def _in_context(quote: Quote) -> str:
    return quote.before + quote.words + quote.after


def _note(row: NoteRow, placed: Placed) -> OwnNote:
    return OwnNote(
        id=row.id,
        quote=Quote(words=row.quote, before=row.before, after=row.after),
        now=placed.quote,
        words=row.words,
        number=row.number,
        standing=placed.standing,
        made_in=row.section,
        edition=row.edition,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def _gone(row: NoteRow) -> OwnNote:
    return _note(row, Placed(standing=Standing.GONE, section=None, quote=None))


def _listed(
    session: Session,
    database: Database,
    reader: Reader,
    module: ModuleOutline,
    notes: tuple[NoteRow, ...],
    marks: tuple[MarkRow, ...],
) -> ListedModule:
    if not notes and not marks:
        return ListedModule(key=module.key, title=module.title, sections=())
    own = _placed(session, database, reader, module, notes, marks)
    titles = _titles(module)
    sections = [
        ListedSection(id=section, title=title, is_marked=section in own.marked, notes=own.of(section))
        for section, title in titles.items()
        if own.of(section) or section in own.marked
    ]
    sections += [
        ListedSection(id=mark.section, title="", is_marked=True, notes=())
        for mark in marks
        if mark.section not in titles
    ]
    if own.lost:
        sections.append(ListedSection(id="", title="", is_marked=False, notes=own.lost))
    return ListedModule(key=module.key, title=module.title, sections=tuple(sections))


def _no_longer_read(session: Session, database: Database, notes: tuple[NoteRow, ...]) -> ListedModule:
    title = database.library.module(session, notes[-1].revision_id).title
    gone = ListedSection(id="", title="", is_marked=False, notes=tuple(map(_gone, notes)))
    return ListedModule(key="", title=title, sections=(gone,))


def _of_path(rows: Iterable[Row], path: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.path == path)


def _is_open(reader: Reader, module: ModuleOutline) -> bool:
    return is_open(module, reader.edition.outline, reader.standings)


def _titles(module: ModuleOutline) -> dict[str, str]:
    return {OPENING: "Before the first section", **{section.id: section.title for section in module.sections}}
