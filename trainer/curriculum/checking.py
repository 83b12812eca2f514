"""Checks a whole course before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.curriculum.assembling import assemble
from trainer.curriculum.bibliography_warnings import claims_on_retracted
from trainer.curriculum.course import Course
from trainer.curriculum.cross_checks import cross_check
from trainer.curriculum.links import Links
from trainer.curriculum.rendering import Renderer
from trainer.problem import Problem, Severity, is_blocking


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCourse:
    """A course with everything that is wrong with it; `course` is None where that stops publishing."""

    course: Course | None
    problems: tuple[Problem, ...]


def check_course(files: Mapping[str, bytes], links: Links) -> CheckedCourse:
    """Check the files of a course, whose keys are paths such as 'curriculum/course.yml'.

    All problems are found in one run: in each file, between files, and in every text by rendering it.
    They are sorted by file and line.
    """
    assembled = assemble(files)
    course = assembled.course()
    problems = {*assembled.problems, *cross_check(assembled)}
    renderer = Renderer(course=course, links=links, unreadable=frozenset(assembled.unreadable))
    for key in course.modules:
        problems.update(renderer.module(key)[1])
    for quiz in course.quizzes:
        problems.update(renderer.quiz(quiz)[1])
    for case in course.cases:
        problems.update(renderer.case(case)[1])
    for pages in (renderer.references, renderer.glossary, renderer.about):
        problems.update(pages()[1])
    problems.update(claims_on_retracted(course))
    for path in course.figures.keys() - renderer.used_figures:
        message = "no text shows this figure; show it with '![what it shows](../figures/...)', or delete it"
        problems.add(Problem(path, 1, message, Severity.WARNING))
    for path in course.media.keys() - renderer.used_figures:
        if not path.endswith(".vtt"):
            problems.add(
                Problem(path, 1, "no text shows this file or links to it; do so, or delete it", Severity.WARNING)
            )
    is_blocked = any(map(is_blocking, problems))
    return CheckedCourse(course=None if is_blocked else course, problems=tuple(sorted(problems)))
