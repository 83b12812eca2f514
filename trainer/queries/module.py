"""A module's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.exercises.found import Found, exercises_of
from trainer.curriculum.outline import ModuleOutline, Outline
from trainer.curriculum.phases import Phase
from trainer.curriculum.rendered import (
    CheckPart,
    MarginNote,
    NoteKind,
    Part,
    RenderedModule,
    RenderedSection,
    SourceNote,
)
from trainer.curriculum.reviewing import DocumentReview, document_review
from trainer.curriculum.safe_html import Html
from trainer.curriculum.state import State, is_open, missing_prerequisites, module_state
from trainer.errors import NotFound
from trainer.queries.cards import has_card
from trainer.queries.checks import CheckView, check_views
from trainer.queries.modules import minutes_left
from trainer.queries.notes import OwnNotes, own_notes
from trainer.queries.quiz import QuizCard, quiz_card
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.storage.review_rows import reviews_of_document


@dataclass(frozen=True, slots=True, kw_only=True)
class ProsePart:
    """A stretch of text."""

    html: Html


ShownPart: TypeAlias = ProsePart | CheckView


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SectionView:
    """A section with what one did in it. `anchor` is its place on the page.

    Whoever finds it as somebody else does is given the same object, by which what pages make of it is found at once.
    Where it `holds_answers` of this reader, it reads like this for nobody else.
    """

    id: str
    anchor: str
    title: Html
    parts: tuple[ShownPart, ...]
    notes: tuple[MarginNote, ...]
    is_read: bool
    is_again: bool
    is_opened: bool
    holds_answers: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BackMatter:
    """The sources of a module, and the terms that its text uses, each once, by the alphabet: one object for all."""

    terms: tuple[MarginNote, ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """A module, as this reader meets it. `to_open` is a section to record as opened; None for nothing new.

    Where there is a content note nothing is opened by looking: the person goes on to the first section, or skips.
    """

    course: CourseHead
    area: tuple[str, str, int]
    key: str
    code: str
    title: str
    minutes: int
    phases: tuple[Phase, ...]
    revision: int
    revised_at: datetime
    review: DocumentReview
    objectives: tuple[str, ...]
    content_note: Html | None
    opening: tuple[ShownPart, ...]
    opening_notes: tuple[MarginNote, ...]
    sections: tuple[SectionView, ...]
    exercises: Found
    back: BackMatter
    state: State
    finished: int
    minutes_left: int
    completed_at: datetime | None
    quiz: QuizCard | None
    has_card: bool
    to_open: str | None
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    own: OwnNotes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedModulePage:
    """A module that is not open yet: its title and what opens it, and nothing of its text."""

    course: CourseHead
    area: tuple[str, str, int]
    title: str
    minutes: int
    opens_after: tuple[tuple[str, str], ...]


def module_page(
    session: Session, database: Database, actor: Actor, course: str, key: str, now: Now
) -> ModulePage | ClosedModulePage:
    """A module's page: six statements for a trainee. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline
    module = outline.module(key)
    if module is None:
        raise NotFound("There is no such module.")
    if reader.enrolment and not is_open(module, outline, reader.standings):
        return closed_page(reader, module)
    return _page(session, database, reader, module, area_of(outline, module), now)


def closed_page(reader: Reader, module: ModuleOutline) -> ClosedModulePage:
    """What somebody sees of a module that is not open to them."""
    outline = reader.edition.outline
    missing = missing_prerequisites(module, outline, reader.standings)
    return ClosedModulePage(
        course=reader.head,
        area=area_of(outline, module),
        title=module.title,
        minutes=module.minutes,
        opens_after=tuple((other.key, other.title) for other in missing),
    )


def area_of(outline: Outline, module: ModuleOutline) -> tuple[str, str, int]:
    """A module's area: its id, its title, its place in the course."""
    return next((each.id, each.title, index) for index, each in enumerate(outline.areas) if each.id == module.area)


def _page(
    session: Session, database: Database, reader: Reader, module: ModuleOutline, area: tuple[str, str, int], now: Now
) -> ModulePage:
    rendered = database.library.rendered_module(session, reader.edition, module.path)
    ref = reader.edition.revisions[module.path]
    reached = reader.standings.module(module.key)
    checks = check_views(session, database, reader, ref, rendered.texts) if _has_checks(rendered) else {}
    before, after = _neighbours(reader, module)
    next_section = next((each.id for each in module.sections if each.id not in reached.finished), None)
    is_new = reader.enrolment and next_section not in reached.opened and not rendered.content_note
    return ModulePage(
        course=reader.head,
        area=area,
        key=module.key,
        code=module.code,
        title=module.title,
        minutes=module.minutes,
        phases=module.phases,
        revision=ref.number,
        revised_at=ref.at,
        review=document_review(
            reviews_of_document(session, ref.document_id),
            revision=ref.number,
            review_by=module.review_by,
            today=now.today,
        ),
        objectives=tuple(text for _, text in module.objectives),
        content_note=rendered.content_note,
        opening=shown_parts(rendered.opening, checks),
        opening_notes=rendered.opening_notes,
        sections=_sections(session, database.library, reader, module, rendered, checks),
        exercises=exercises_on(session, database.library, reader.edition.rendered[module.path], rendered),
        back=database.library.keep(
            session, "back matter", reader.edition.rendered[module.path], lambda: _back(rendered)
        ),
        state=module_state(module, reader.rules, reader.standings, ends_on=reader.ends_on, today=now.today),
        finished=len(reached.finished),
        minutes_left=minutes_left(module, reader),
        completed_at=reached.completed_at,
        quiz=quiz_card(module.quiz, reader, now) if module.quiz else None,
        has_card=has_card(module),
        to_open=next_section if is_new else None,
        before=before,
        after=after,
        own=own_notes(session, database, reader, module),
    )


def exercises_on(session: Session, library: Library, key: str, rendered: RenderedModule) -> Found:
    """What a module's page has of exercises; `key` is that of its rendering."""
    return library.keep(session, "exercises", key, lambda: exercises_of(rendered))


def _sections(
    session: Session,
    library: Library,
    reader: Reader,
    module: ModuleOutline,
    rendered: RenderedModule,
    checks: dict[str, CheckView],
) -> tuple[SectionView, ...]:
    """The sections as this reader meets them; without answers each is one object for all who did as much in it."""
    reached = reader.standings.module(module.key)
    edition = reader.edition
    key = f"{edition.revisions[module.path].revision_id} {edition.rendered[module.path]} {reader.enrolment is None}"
    for_all: dict[tuple[str, bool, bool, bool], SectionView] = library.keep(session, "sections", key, dict)
    sections = []
    for each in rendered.sections:
        did = each.id in reached.finished, each.id in reached.again, each.id in reached.opened
        asked = [part.check_id for part in each.parts if isinstance(part, CheckPart)]
        if any(checks[check_id].question.is_answered for check_id in asked):
            sections.append(_section(each, did, checks, holds_answers=True))
        else:
            known = for_all.get((each.id, *did))
            sections.append(known or for_all.setdefault((each.id, *did), _section(each, did, checks)))
    return tuple(sections)


def _section(
    section: RenderedSection,
    did: tuple[bool, bool, bool],
    checks: dict[str, CheckView],
    *,
    holds_answers: bool = False,
) -> SectionView:
    is_read, is_again, is_opened = did
    return SectionView(
        id=section.id,
        anchor=f"section-{section.id}",
        title=section.title,
        parts=shown_parts(section.parts, checks),
        notes=section.notes,
        is_read=is_read,
        is_again=is_again,
        is_opened=is_opened,
        holds_answers=holds_answers,
    )


def _back(rendered: RenderedModule) -> BackMatter:
    every = (*rendered.opening_notes, *(note for section in rendered.sections for note in section.notes))
    terms = {note.label: note for note in every if note.kind is NoteKind.TERM}
    in_order = sorted(terms.values(), key=lambda note: note.label.casefold())
    return BackMatter(terms=tuple(in_order), sources=rendered.sources)


def _has_checks(rendered: RenderedModule) -> bool:
    every = (*rendered.opening, *(part for section in rendered.sections for part in section.parts))
    return any(isinstance(part, CheckPart) for part in every)


def shown_parts(parts: tuple[Part, ...], checks: dict[str, CheckView]) -> tuple[ShownPart, ...]:
    """The parts of a text with its knowledge checks in their places."""
    return tuple(checks[part.check_id] if isinstance(part, CheckPart) else ProsePart(html=part.html) for part in parts)


def _neighbours(reader: Reader, module: ModuleOutline) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    every = reader.edition.outline.modules()
    place = next(index for index, each in enumerate(every) if each.key == module.key)
    before = every[place - 1] if place else None
    after = every[place + 1] if place + 1 < len(every) else None
    return (before.key, before.title) if before else None, (after.key, after.title) if after else None
