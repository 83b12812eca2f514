"""Shows a document as readers would meet it, before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.curriculum.assembling import assemble
from trainer.curriculum.course import Kind
from trainer.curriculum.cross_checks import cross_check
from trainer.curriculum.documents import kind_of
from trainer.curriculum.links import Links
from trainer.curriculum.rendered import RenderedModule, RenderedTexts
from trainer.curriculum.rendering import Renderer
from trainer.problem import Problem
from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A document rendered, as far as it can be read, with everything that is wrong with it."""

    module: RenderedModule | None
    quiz: tuple[Quiz, RenderedTexts] | None
    problems: tuple[Problem, ...]


def preview(files: Mapping[str, bytes], path: str, links: Links) -> Preview:
    """The document at `path` among the files of its course, with its own problems only."""
    assembled = assemble(files)
    course = assembled.course()
    problems = {*assembled.problems, *cross_check(assembled)}
    renderer = Renderer(course=course, links=links, unreadable=frozenset(assembled.unreadable))
    module, quiz = None, None
    if kind_of(path) is Kind.MODULE:
        key = next((module.key for module in course.modules.values() if module.path == path), None)
        if key:
            module, found = renderer.module(key)
            problems.update(found)
    elif kind_of(path) is Kind.QUIZ:
        written = next((each for each in course.quizzes if each.path == path), None)
        if written:
            texts, found = renderer.quiz(written)
            quiz = written, texts
            problems.update(found)
    elif kind_of(path) is Kind.GLOSSARY:
        problems.update(renderer.glossary()[1])
    elif kind_of(path) is Kind.BIBLIOGRAPHY:
        problems.update(renderer.references()[1])
    elif kind_of(path) is Kind.COURSE:
        problems.update(renderer.about()[1])
    own = sorted(problem for problem in problems if problem.file == path)
    return Preview(module=module, quiz=quiz, problems=tuple(own))
