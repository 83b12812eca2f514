"""A published document as readers meet it, with the right answers and reasons that a reviewer has to see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.curriculum.rendered import CheckPart, MarginNote, Part, RenderedTexts, SourceNote
from trainer.curriculum.safe_html import Html
from trainer.queries.module import ProsePart
from trainer.queries.questions import FeedbackView, QuestionView, feedback_view, question_view
from trainer.queries.reading_again import short_sources
from trainer.quizzes.cases.case import Scene
from trainer.quizzes.checks import lay_out
from trainer.quizzes.questions.question import BLANK, Question
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """A question with its key: what is right, and why."""

    question: QuestionView
    key: FeedbackView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePart:
    """A choice in a scene of a case, with what comes of it and why."""

    chosen: Html
    consequence: Html
    why: Html
    is_critical: bool


LookPart: TypeAlias = ProsePart | AskedPart | ChoicePart


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSection:
    """A section, or a scene of a case; `line` is where it begins in the source."""

    id: str
    title: Html | str
    line: int
    parts: tuple[LookPart, ...]
    notes: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What readers meet of a document: a module's text, a quiz's questions, or a case's scenes."""

    objectives: tuple[str, ...]
    content_note: Html | None
    opening: tuple[LookPart, ...]
    opening_notes: tuple[MarginNote, ...]
    sections: tuple[LookSection, ...]
    sources: tuple[SourceNote, ...]
    questions: tuple[AskedPart, ...]


def look_of(session: Session, database: Database, edition: EditionView, path: str) -> Look:
    """A module, quiz or case of an edition: two statements, and none once it was read. Raises NotReady."""
    if edition.revisions[path].kind == Kind.MODULE:
        return _module(session, database, edition, path)
    if edition.revisions[path].kind == Kind.CASE:
        return _case(session, database, edition, path)
    revision_id = edition.revisions[path].revision_id
    quiz = database.library.quiz(session, revision_id)
    texts = database.library.rendered_texts(session, edition, path)
    return Look(
        objectives=(),
        content_note=None,
        opening=(),
        opening_notes=(),
        sections=(),
        sources=(),
        questions=tuple(_asked(question, texts, revision_id) for question in quiz.questions),
    )


def _module(session: Session, database: Database, edition: EditionView, path: str) -> Look:
    revision_id = edition.revisions[path].revision_id
    written = database.library.module(session, revision_id)
    rendered = database.library.rendered_module(session, edition, path)
    checks = {key: _asked(question, rendered.texts, revision_id) for key, question in written.checks.items()}
    lines = {section.id: section.source.line for section in written.sections}
    return Look(
        objectives=tuple(objective.text for objective in written.objectives),
        content_note=rendered.content_note,
        opening=_parts(rendered.opening, checks),
        opening_notes=rendered.opening_notes,
        sections=tuple(
            LookSection(
                id=section.id,
                title=section.title,
                line=lines[section.id],
                parts=_parts(section.parts, checks),
                notes=section.notes,
            )
            for section in rendered.sections
        ),
        sources=rendered.sources,
        questions=(),
    )


def _case(session: Session, database: Database, edition: EditionView, path: str) -> Look:
    case = database.library.case(session, edition.revisions[path].revision_id)
    texts = database.library.rendered_texts(session, edition, path)
    scenes = [
        LookSection(id=scene.id, title=scene.title, line=scene.line, parts=tuple(_scene(scene, texts)), notes=())
        for scene in case.scenes
    ]
    debrief = LookSection(
        id="debrief",
        title="Debrief",
        line=case.debrief.line,
        parts=(ProsePart(html=texts.html(case.debrief.text)),),
        notes=(),
    )
    return Look(
        objectives=(),
        content_note=texts.html(case.content_note.text) if case.content_note else None,
        opening=(ProsePart(html=texts.html(case.about.text)),),
        opening_notes=(),
        sections=(*scenes, debrief),
        sources=(),
        questions=(),
    )


def _scene(scene: Scene, texts: RenderedTexts) -> Iterator[LookPart]:
    yield ProsePart(html=texts.html(scene.room.text))
    if scene.says:
        yield ProsePart(html=texts.html(scene.says.text))
    for choice in scene.choices:
        yield ChoicePart(
            chosen=texts.html(choice.text.text),
            consequence=texts.html(choice.consequence.text),
            why=texts.html(choice.why.text),
            is_critical=choice.is_critical,
        )


def _parts(parts: tuple[Part, ...], checks: Mapping[str, AskedPart]) -> tuple[LookPart, ...]:
    return tuple(checks[part.check_id] if isinstance(part, CheckPart) else ProsePart(html=part.html) for part in parts)


def _asked(question: Question, texts: RenderedTexts, revision_id: UUID) -> AskedPart:
    check = lay_out(question, revision_id.hex)  # as trainees meet a knowledge check
    sources = short_sources(texts, question)
    key = feedback_view(question, check.placed, check.salt, texts, BLANK, fraction=Fraction(0), sources=sources)
    return AskedPart(question=question_view(question, check.placed, check.salt, texts, number=0), key=key)
