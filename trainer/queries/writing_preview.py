"""A document as readers will meet it, while it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.curriculum.course import Kind, Module
from trainer.curriculum.document_titles import title_at_a_glance
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.preview_limits import too_much
from trainer.curriculum.rendered import MarginNote, RenderedModule, RenderedTerm, RenderedTexts, SourceNote
from trainer.curriculum.safe_html import Html
from trainer.curriculum.word_count import count_words, reading_minutes
from trainer.errors import NotFound
from trainer.problem import Problem, Severity
from trainer.queries.checks import CheckView
from trainer.queries.module import ShownPart, shown_parts
from trainer.queries.outline_preview import PreviewedOutline, outlined
from trainer.queries.questions import QuestionView, question_view
from trainer.queries.writing import authored_course, course_with_drafts
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.checks import lay_out
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz

if TYPE_CHECKING:
    from trainer.curriculum.previewing import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedSection:
    """A section; `line` is where it begins in the text."""

    anchor: str
    title: Html
    parts: tuple[ShownPart, ...]
    notes: tuple[MarginNote, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedModule:
    """A module as its page will be. `key` is 'area/name'; `minutes` is what its front matter says."""

    key: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    content_note: Html | None
    opening: tuple[ShownPart, ...]
    opening_notes: tuple[MarginNote, ...]
    sections: tuple[PreviewedSection, ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """A document rendered as far as it can be read, with its problems and how long it is.

    `is_listed` is False for a module that course.yml does not name yet.
    """

    course: str
    path: str
    kind: Kind
    title: str
    module: PreviewedModule | None
    questions: tuple[QuestionView, ...]
    problems: tuple[Problem, ...]
    words: int
    reading_minutes: int
    is_listed: bool
    terms: tuple[RenderedTerm, ...] = ()
    outline: PreviewedOutline | None = None
    case: tuple[BranchingCase, RenderedTexts] | None = None

    @property
    def problem_list(self) -> list[list[object]]:
        """The problems as the script takes them: line, message, severity."""
        return [[each.line, each.message, each.severity.value] for each in self.problems]


def preview_page(session: Session, actor: Actor, course: str, path: str) -> PreviewPage:
    """A document with its drafts and those of the whole course: four statements. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    files = course_with_drafts(session, course_id, course)
    if not is_text(path) or path not in files:
        raise NotFound("There is no such document.")
    return preview_of(files, course, path)


def preview_of(files: Mapping[str, bytes], course: str, path: str) -> PreviewPage:
    """The document at a path among the files of its course."""
    text = files[path].decode("utf-8", "replace")
    if problem := _too_much(path, text):
        return _without_look(course, path, text, problem)
    from trainer.curriculum.previewing import preview  # noqa: PLC0415 (renders: loaded by those who write)

    found = preview(files, path, links_of(course))
    module = _module(found, course)
    words = count_words(_body(text)) if kind_of(path) is Kind.MODULE else 0
    return PreviewPage(
        course=course,
        path=path,
        kind=kind_of(path),
        title=_title(found, path),
        module=module,
        questions=_questions(found.quiz, path),
        problems=found.problems,
        words=words,
        reading_minutes=reading_minutes(words),
        is_listed=found.is_listed,
        terms=found.terms,
        outline=outlined(*found.outline) if found.outline else None,
        case=found.case,
    )


def _too_much(path: str, text: str) -> Problem | None:
    reason = too_much(text, kind_of(path))
    message = f"this text is too much to be shown while it is written: {reason}. Publishing checks all of it"
    return Problem(path, 1, message, Severity.WARNING) if reason else None


def _without_look(course: str, path: str, text: str, problem: Problem) -> PreviewPage:
    return PreviewPage(
        course=course,
        path=path,
        kind=kind_of(path),
        title=title_at_a_glance(text.encode()) or path.rpartition("/")[2],
        module=None,
        questions=(),
        problems=(problem,),
        words=len(text.split()),
        reading_minutes=reading_minutes(len(text.split())),
        is_listed=True,
    )


def _body(text: str) -> str:
    """A module's text below its front matter."""
    head, mark, body = text.partition("\n---\n")
    return body if mark and head.startswith("---") else text


def _title(found: "Preview", path: str) -> str:
    told = found.quiz or found.case
    title = found.written.title if found.written else told[0].title if told else ""
    return title or path.rpartition("/")[2]


def _module(found: "Preview", course: str) -> PreviewedModule | None:
    if found.module is None or found.written is None:
        return None
    checks = _checks(found.written, found.module, course)
    lines = {section.id: section.source.line for section in found.written.sections}
    return PreviewedModule(
        key=found.written.key,
        title=found.written.title,
        minutes=found.written.minutes,
        objectives=tuple(objective.text for objective in found.written.objectives),
        content_note=found.module.content_note,
        opening=shown_parts(found.module.opening, checks),
        opening_notes=found.module.opening_notes,
        sections=tuple(
            PreviewedSection(
                anchor=f"section-{section.id}",
                title=section.title,
                parts=shown_parts(section.parts, checks),
                notes=section.notes,
                line=lines[section.id],
            )
            for section in found.module.sections
        ),
        sources=found.module.sources,
    )


def _checks(module: Module, rendered: RenderedModule, course: str) -> dict[str, CheckView]:
    """The module's checks as somebody sees them who answers nothing."""
    return {
        key: CheckView(
            course=course,
            module=module.key,
            question=_question(question, rendered.texts, module.path),
            can_answer=False,
        )
        for key, question in module.checks.items()
    }


def _questions(quiz: tuple[Quiz, RenderedTexts] | None, path: str) -> tuple[QuestionView, ...]:
    return tuple(_question(question, quiz[1], path) for question in quiz[0].questions) if quiz else ()


def _question(question: Question, texts: RenderedTexts, path: str) -> QuestionView:
    check = lay_out(question, path)
    return question_view(question, check.placed, check.salt, texts, number=0)
