"""Shows a document as readers would meet it, before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.curriculum.assembling import assemble
from trainer.curriculum.bibliography_warnings import claims_on_retracted
from trainer.curriculum.course import Course, Kind, Module
from trainer.curriculum.cross_checks import cross_check
from trainer.curriculum.documents import kind_of
from trainer.curriculum.links import Links
from trainer.curriculum.rendered import RenderedAbout, RenderedModule, RenderedTerm, RenderedTexts
from trainer.curriculum.rendering import Renderer
from trainer.problem import Problem
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A document rendered, as far as it can be read, with everything that is wrong with it.

    `written` is the module that was read, where the document is one; `is_listed` tells whether course.yml names it.
    `terms` are a glossary's; `outline` is the course as course.yml lays it out, with the words about it.
    """

    written: Module | None
    module: RenderedModule | None
    quiz: tuple[Quiz, RenderedTexts] | None
    problems: tuple[Problem, ...]
    is_listed: bool
    terms: tuple[RenderedTerm, ...] = ()
    outline: tuple[Course, RenderedAbout] | None = None
    case: tuple[BranchingCase, RenderedTexts] | None = None


def preview(files: Mapping[str, bytes], path: str, links: Links) -> Preview:
    """The document at `path` among the files of its course, with its own problems only."""
    assembled = assemble(files)
    course = assembled.course()
    problems = {*assembled.problems, *cross_check(assembled), *claims_on_retracted(course)}
    renderer = Renderer(course=course, links=links, unreadable=frozenset(assembled.unreadable))
    written, module, quiz, outline, case = None, None, None, None, None
    terms: tuple[RenderedTerm, ...] = ()
    if kind_of(path) is Kind.MODULE:
        written = next((module for module in course.modules.values() if module.path == path), None)
        if written:
            module, found = renderer.module(written.key)
            problems.update(found)
    elif kind_of(path) is Kind.QUIZ:
        asked = next((each for each in course.quizzes if each.path == path), None)
        if asked:
            texts, found = renderer.quiz(asked)
            quiz = asked, texts
            problems.update(found)
    elif kind_of(path) is Kind.CASE:
        told = next((each for each in course.cases if each.path == path), None)
        if told:
            texts, found = renderer.case(told)
            case = told, texts
            problems.update(found)
    elif kind_of(path) is Kind.GLOSSARY:
        terms, found = renderer.glossary()
        problems.update(found)
    elif kind_of(path) is Kind.BIBLIOGRAPHY:
        problems.update(renderer.references()[1])
    elif kind_of(path) is Kind.COURSE:
        about, found = renderer.about()
        outline = (course, about) if assembled.course_file and assembled.course_file.file else None
        problems.update(found)
    own = sorted(problem for problem in problems if problem.file == path)
    listed = assembled.course_file.module_lines if assembled.course_file else {}
    is_listed = kind_of(path) is not Kind.MODULE or _key(path) in listed
    return Preview(
        written=written,
        module=module,
        quiz=quiz,
        problems=tuple(own),
        is_listed=is_listed,
        terms=terms,
        outline=outline,
        case=case,
    )


def _key(path: str) -> str:
    return path.removeprefix("curriculum/").removesuffix(".md")
