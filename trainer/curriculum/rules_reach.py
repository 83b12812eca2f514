"""Tells for whom a course that is published asks for more, and from which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.curriculum.course import QuizzesRule, Rules
from trainer.curriculum.quoting import quoted
from trainer.curriculum.rules_comparison import harder_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What harder rules mean for one subject: from when they hold, None for never, and in what they are harder."""

    name: str
    first_day: date | None
    harder: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedQuiz:
    """A quiz that was not published before; `module` is its module's key, None for one of the whole course."""

    title: str
    module: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """In what new rules are harder, from when they are not, and from when they hold; None for never."""

    harder: tuple[str, ...]
    milder_from: date | None
    first_day: date | None


def holding(timeline: Sequence[tuple[date, Rules]], rules: Rules, harder_from: date | None) -> Holding:
    """What new rules mean where others are in force: those of today first, then those of each day to come.

    They hold from the first day on which they ask for no more than what would hold then, which for easier ones
    is today, or from `harder_from` if that comes first.
    """
    milder_from = next((day for day, then in timeline if not harder_lines(then, rules)), None)
    return Holding(
        harder=harder_lines(timeline[0][1], rules),
        milder_from=milder_from,
        first_day=min((day for day in (milder_from, harder_from) if day), default=None),
    )


def asked_by(name: str, rules: Rules, added: Iterable[AddedQuiz], today: date) -> Reach | None:
    """What quizzes that are added ask at once of a running subject under its rules; None for nothing.

    A quiz belongs to the text, which running cohorts follow: rules say only that quizzes are passed, not which.
    """
    asked = [quiz for quiz in added if quiz.module is None or quiz.module in rules.modules]
    if not asked or rules.quizzes is not QuizzesRule.PASSED:
        return None
    lines = tuple(f"the quiz {quoted(quiz.title)} was not required" for quiz in asked)
    return Reach(name=name, first_day=today, harder=lines)
