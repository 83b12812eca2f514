"""Where each objective of a course is taught, and how much asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from trainer.curriculum.course import Course, Module
from trainer.quizzes.questions.question import Question

ObjectiveKey: TypeAlias = tuple[str, str]
"""The key of a module, and the id of an objective in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtObjective:
    """An objective: its module's key, its words, and the sections that teach it as (module's key, section's id).

    The sections are those that its questions send to and in which its knowledge checks stand, its own module's first;
    where there are none, the whole module teaches it. `questions` counts those of every quiz.
    """

    module: str
    id: str
    text: str
    sections: tuple[tuple[str, str], ...]
    questions: int
    checks: int


def objective_key(module: str | None, objective: str) -> ObjectiveKey:
    """The objective that a question names; `module` is the key of its quiz's module, which need not be named."""
    key, separator, objective_id = objective.rpartition("#")
    return (key if separator else module or "", objective_id)


def taught_objectives(course: Course) -> tuple[TaughtObjective, ...]:
    """Every objective of a course, in the order of its modules."""
    keys = {module.path: key for key, module in course.modules.items()}
    asked = [
        (objective_key(keys.get(quiz.module or ""), question.common.objective), question)
        for quiz in course.quizzes
        for question in quiz.questions
        if question.common.objective
    ]
    return tuple(
        _taught(course, course.modules[key], objective.id, objective.text, asked)
        for area in course.file.areas
        for key in area.modules
        for objective in course.modules[key].objectives
    )


def _taught(
    course: Course,
    module: Module,
    objective_id: str,
    text: str,
    asked: Iterable[tuple[ObjectiveKey, Question]],
) -> TaughtObjective:
    wanted = (module.key, objective_id)
    questions = [question for key, question in asked if key == wanted]
    checks = [
        check
        for check in module.checks.values()
        if check.common.objective and objective_key(module.key, check.common.objective) == wanted
    ]
    targets = {_read_again(course, question) for question in questions}
    targets |= {(module.key, section) for check in checks if (section := _section_at(module, check.common.line))}
    return TaughtObjective(
        module=module.key,
        id=objective_id,
        text=text,
        sections=tuple(place for place in _places(course, module) if place in targets),
        questions=len(questions),
        checks=len(checks),
    )


def _read_again(course: Course, question: Question) -> tuple[str, str] | None:
    if question.common.read_again is None:
        return None
    path, _, section = question.common.read_again.text.partition("#")
    module = next((each for each in course.modules.values() if each.path == path), None)
    return (module.key, section) if module else None


def _section_at(module: Module, line: int) -> str | None:
    """The section in which a line of the module's file stands; None for its opening."""
    before = [section.id for section in module.sections if section.source.line <= line]
    return before[-1] if before else None


def _places(course: Course, first: Module) -> tuple[tuple[str, str], ...]:
    """Every section of a course, those of one module first."""
    others = (course.modules[key] for area in course.file.areas for key in area.modules if key != first.key)
    return tuple((module.key, section.id) for module in (first, *others) for section in module.sections)
