"""One person of a cohort across all items of the course."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from trainer.curriculum.asked import asked_modules, asked_quizzes
from trainer.curriculum.course import Rules
from trainer.curriculum.needing import Trouble, trouble_at
from trainer.curriculum.outline import ModuleOutline, Outline, QuizOutline
from trainer.curriculum.quoting import quoted_list
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.standing import EMPTY, Standings, gather
from trainer.curriculum.state import (
    State,
    left_at_module,
    left_at_quiz,
    left_at_requirement,
    missing_prerequisites,
    module_state,
    quiz_state,
    requirement_state,
)
from trainer.curriculum.weeks import Week

_ROWS: Final = 2000  # people; with forty items each some 8 KB
_COHORTS: Final = 100
_SAID_BY_THE_STATE: Final = (State.NOT_STARTED, State.DONE, State.EXCUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One item across the matrix, with a short name where it has one, and its title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One person at one item: a state, and in words what is left where the state does not say it."""

    state: State
    title: str
    reason: str

    @property
    def words(self) -> str:
        """The state with its reason."""
        return f"{self.state.word}: {self.reason}" if self.reason else self.state.word


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Across:
    """How one person stands across all items. Equal standings give the same object, which is told by itself.

    `last_at` is when the person last read or took a quiz, `completions` how many items were completed in each week.
    """

    cells: tuple[Cell, ...]
    done: int
    total: int
    is_complete: bool
    troubles: tuple[Trouble, ...]
    last_at: datetime | None
    completions: tuple[int, ...]

    @property
    def overdue(self) -> tuple[str, ...]:
        """The titles of what is overdue."""
        return tuple(cell.title for cell in self.cells if cell.state is State.OVERDUE)

    def states(self, start: int, stop: int) -> frozenset[State]:
        """The states of some of the items."""
        return frozenset(cell.state for cell in self.cells[start:stop])


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is the same for everybody of a cohort; the ids say which outline and rules, which never change.

    `day` matters only where something that is asked for expires: elsewhere it is always the same, so that a new day
    finds what was counted the day before.
    """

    edition_id: UUID
    rules_revision_id: UUID
    day: date
    weeks: tuple[Week, ...]
    outline: Outline = field(compare=False)
    rules: Rules = field(compare=False)


def day_that_matters(rules: Rules, today: date) -> date:
    """Today where what the rules ask for can expire; else a day that is always the same."""
    return today if any(getattr(each, "expires", False) for each in rules.requirements) else date.min


def columns_of(outline: Outline, rules: Rules) -> Iterator[tuple[str, str, tuple[Column, ...]]]:
    """Every item in order, in groups of a key and a title: areas, quizzes of no module, what is beyond both."""
    for area in outline.areas:
        if area.modules:
            yield (
                area.id,
                area.title,
                tuple(Column(code=each.code or each.title, title=each.title) for each in area.modules),
            )
    alone = tuple(Column(code=quiz.title, title=quiz.title) for quiz in _alone(outline))
    if alone:
        yield "-quizzes", "Quizzes", alone
    beyond = tuple(Column(code=each.title, title=each.title) for each in rules.requirements)
    if beyond:
        yield "-beyond", "Beyond modules", beyond


def across(course: Course, standings: str | None, *, is_over: bool) -> Across:
    """One person across all items, from lines that hold an item and its body each.

    `is_over` says whether the person's time is over. It rests on nothing else, so that only those who went on since
    the page was last made are counted anew.
    """
    return _across(_kept(course), standings or "", is_over)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A course that is told by itself, which takes no time however much it holds."""

    course: Course


@lru_cache(_COHORTS)
def _kept(course: Course) -> _Kept:
    return _Kept(course)


@lru_cache(_ROWS)
def _across(kept: _Kept, standings: str, is_over: bool) -> Across:
    course = kept.course
    reached = gather(dict(line.split(" ", 1) for line in standings.split("\n"))) if standings else EMPTY
    ends_on = date.min if is_over else None
    today = course.day if course.day > date.min else date.max
    cells = [_module_cell(each, course, reached, ends_on, today) for each in course.outline.modules()]
    cells += [_quiz_cell(each, course.rules, reached, ends_on, today) for each in _alone(course.outline)]
    cells += [_requirement_cell(each, reached, ends_on, today) for each in course.rules.requirements]
    done, total = _done(course, reached, today)
    troubles = (trouble_at(quiz, reached.quiz(quiz.slug)) for quiz in course.outline.quizzes)
    return Across(
        cells=tuple(cells),
        done=done,
        total=total,
        is_complete=reached.course.completed_at is not None,
        troubles=tuple(each for each in troubles if each),
        last_at=max((at for at in _deeds(reached) if at), default=None),
        completions=_completions(reached, course.weeks),
    )


def _module_cell(module: ModuleOutline, course: Course, reached: Standings, ends_on: date | None, today: date) -> Cell:
    state = module_state(module, course.rules, reached, ends_on=ends_on, today=today)
    if state is State.NOT_STARTED:
        before = missing_prerequisites(module, course.outline, reached)
        reason = f"It opens after {quoted_list([each.title for each in before])}." if before else ""
    elif state is State.CHANGED_SINCE:
        again = reached.module(module.key).again
        changed = [section.title for section in module.sections if section.id in again]
        reason = f"The text was changed after it was completed: {quoted_list(changed)}."
    else:
        reason = " ".join(left_at_module(module, course.rules, reached))
    return Cell(state=state, title=module.title, reason=reason)


def _quiz_cell(quiz: QuizOutline, rules: Rules, reached: Standings, ends_on: date | None, today: date) -> Cell:
    state = quiz_state(quiz, rules, reached, ends_on=ends_on, today=today)
    reason = "" if state in _SAID_BY_THE_STATE else left_at_quiz(quiz, reached.quiz(quiz.slug))
    return Cell(state=state, title=quiz.title, reason=reason)


def _requirement_cell(requirement: Requirement, reached: Standings, ends_on: date | None, today: date) -> Cell:
    state = requirement_state(reached.requirement(requirement.item), ends_on=ends_on, today=today)
    reason = "" if state in _SAID_BY_THE_STATE else left_at_requirement(requirement, reached, today)
    return Cell(state=state, title=requirement.title, reason=reason)


def _done(course: Course, reached: Standings, today: date) -> tuple[int, int]:
    """How much is done of what is asked of this person; what has expired is asked again."""
    outline, rules = course.outline, course.rules
    beyond = [each for each in rules.requirements if not reached.requirement(each.item).is_excused]
    asked = [
        *(reached.module(each.key).completed_at is not None for each in asked_modules(outline, rules, reached)),
        *(reached.quiz(each.slug).completed_at is not None for each in asked_quizzes(outline, rules, reached)),
        *(_is_met(each, reached, today) for each in beyond),
    ]
    return sum(asked), len(asked)


def _is_met(requirement: Requirement, reached: Standings, today: date) -> bool:
    is_done = reached.requirement(requirement.item).completed_at is not None
    return is_done and not left_at_requirement(requirement, reached, today)


def _deeds(reached: Standings) -> Iterator[datetime | None]:
    yield from (each.last_at for each in reached.modules.values())
    yield from (each.last_at for each in reached.quizzes.values())


def _completions(reached: Standings, weeks: tuple[Week, ...]) -> tuple[int, ...]:
    completed = [each.completed_at for each in reached.modules.values()]
    completed += [each.completed_at for each in reached.quizzes.values()]
    completed += [each.completed_at for each in reached.requirements.values()]
    return tuple(sum(at is not None and week.begins <= at < week.ends for at in completed) for week in weeks)


def _alone(outline: Outline) -> tuple[QuizOutline, ...]:
    return tuple(quiz for quiz in outline.quizzes if quiz.module is None)
