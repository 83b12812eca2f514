"""Makes a course again of sources that were published once."""

from collections.abc import Mapping
from dataclasses import replace

from trainer.curriculum.assembling import assemble
from trainer.curriculum.course import Course
from trainer.problem import is_blocking


def course_from_sources(files: Mapping[str, bytes]) -> Course:
    """The course that published sources make; keys are paths such as 'curriculum/course.yml'.

    The sources of retired documents are absent: areas, requirements and quizzes then no longer name
    them, and links to them become plain words when a text is rendered. What was published by an earlier
    version of the program is taken as far as it can be read, and left out where it cannot. Raises
    ValueError, with the first problem, where that is so of course.yml.
    """
    assembled = assemble(files)
    if assembled.course_file is None or assembled.course_file.file is None:
        blocking = sorted(filter(is_blocking, assembled.problems))
        raise ValueError(f"course.yml cannot be read any more: {blocking[0] if blocking else 'it is not there'}")
    return _without_absent(assembled.course())


def _without_absent(course: Course) -> Course:
    present = course.modules
    areas = tuple(
        replace(area, modules=tuple(key for key in area.modules if key in present)) for area in course.file.areas
    )
    rules = replace(course.file.rules, modules=tuple(key for key in course.file.rules.modules if key in present))
    modules = {
        key: replace(module, requires=tuple(required for required in module.requires if required in present))
        for key, module in present.items()
    }
    paths = {module.path for module in present.values()}
    quizzes = tuple(quiz for quiz in course.quizzes if quiz.module is None or quiz.module in paths)
    return replace(course, file=replace(course.file, areas=areas, rules=rules), modules=modules, quizzes=quizzes)
