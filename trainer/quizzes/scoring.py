"""Adds up marks, and decides who passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trainer.quizzes.questions.question import BLANK, Question, Response
from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What an answer to one question earned; `fraction` is from 0 to 1."""

    id: str
    objective: str | None
    fraction: Fraction
    points: Fraction
    possible: Fraction
    is_safety_critical: bool

    @property
    def is_missed_critical(self) -> bool:
        """Whether a safety-critical question got less than all points: a part of safety is not safety."""
        return self.is_safety_critical and self.fraction < 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The marks of an attempt, in the order in which its questions were given, and whether it passed."""

    marked: tuple[Marked, ...]
    points: Fraction
    maximum: Fraction
    passed: bool

    @property
    def missed_critical(self) -> tuple[str, ...]:
        """The ids of the safety-critical questions that were missed."""
        return tuple(marked.id for marked in self.marked if marked.is_missed_critical)

    @property
    def missed_objectives(self) -> tuple[str, ...]:
        """The objectives of the questions that got less than all points, each once."""
        missed = (marked.objective for marked in self.marked if marked.fraction < 1)
        return tuple(dict.fromkeys(objective for objective in missed if objective))


def score(quiz: Quiz, drawn: Iterable[str], responses: Mapping[str, Response]) -> Result:
    """Mark an attempt by a quiz; a question without a response is a blank.

    An attempt passes with at least the pass mark, compared exactly, and no safety-critical question
    missed. Raises LookupError where the quiz lacks a drawn question.
    """
    marked = tuple(_mark(quiz.question(question_id), responses.get(question_id, BLANK)) for question_id in drawn)
    points = sum((each.points for each in marked), Fraction(0))
    maximum = sum((each.possible for each in marked), Fraction(0))
    reached = points * 100 >= quiz.terms.pass_mark * maximum
    passed = reached and not any(each.is_missed_critical for each in marked)
    return Result(marked=marked, points=points, maximum=maximum, passed=passed)


def _mark(question: Question, response: Response) -> Marked:
    fraction = question.mark(response)
    common = question.common
    return Marked(
        id=common.id,
        objective=common.objective,
        fraction=fraction,
        points=fraction * common.points,
        possible=common.points,
        is_safety_critical=common.safety_critical,
    )


def hundredths(points: Fraction) -> int:
    """Points as the whole hundredths that are stored, a half rounded up. Nothing is decided by them."""
    return (points * 200 + 1) // 2


def percent(points: Fraction, maximum: Fraction) -> int:
    """The whole per cent reached, rounded down, so that 79.96 never reads as a pass mark of 80."""
    return points * 100 // maximum if maximum else 0
