"""Adds up marks, and decides who passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Question, Response
from trainer.quizzes.quiz import Quiz, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody gave to a question: at which try, counted from 1, and how sure they said to be."""

    response: Response = BLANK
    tried: int = 1
    certainty: Certainty | None = None


NOTHING: Final = Given()
_NOBODY: Final[Mapping[str, Fraction]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What an answer to one question earned; `fraction` is from 0 to 1, and `is_waiting` until a person marked it."""

    id: str
    objective: str | None
    fraction: Fraction
    points: Fraction
    possible: Fraction
    is_safety_critical: bool
    is_waiting: bool = False

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
    def waiting(self) -> tuple[str, ...]:
        """The ids of the questions that a person has still to mark; until then nothing is decided."""
        return tuple(marked.id for marked in self.marked if marked.is_waiting)

    @property
    def missed_critical(self) -> tuple[str, ...]:
        """The ids of the safety-critical questions that were missed."""
        return tuple(marked.id for marked in self.marked if marked.is_missed_critical)

    @property
    def missed_objectives(self) -> tuple[str, ...]:
        """The objectives of the questions that got less than all points, each once."""
        missed = (marked.objective for marked in self.marked if marked.fraction < 1)
        return tuple(dict.fromkeys(objective for objective in missed if objective))


def score(
    quiz: Quiz, drawn: Iterable[Placed], given: Mapping[str, Given], judged: Mapping[str, Fraction] = _NOBODY
) -> Result:
    """Mark an attempt by a quiz; a question to which nothing was given is a blank.

    `judged` has the part of the points, from 0 to 1, that a person gave to what only a person can mark; a blank
    needs nobody. An attempt passes with at least the pass mark, compared exactly, no safety-critical question
    missed and nothing left to mark. Raises LookupError where the quiz lacks a drawn question.
    """
    terms = quiz.terms
    return add_up(
        terms,
        (mark(terms, quiz.question(each.id), each, given.get(each.id, NOTHING), judged.get(each.id)) for each in drawn),
    )


def mark(terms: Terms, question: Question, placed: Placed, given: Given, judged: Fraction | None) -> Marked:
    """Mark what was given to one question, on the terms of an attempt; `judged` as for `score`."""
    if question.is_marked_by_person:
        fraction = judged or Fraction(0)
    else:
        fraction = question.mark(given.response, placed.arrangement)
    fraction *= terms.behaviour.part_left(given.tried)
    common = question.common
    return Marked(
        id=common.id,
        objective=common.objective,
        fraction=fraction,
        points=fraction * common.points,
        possible=common.points,
        is_safety_critical=common.safety_critical,
        is_waiting=question.is_marked_by_person and judged is None and given.response != BLANK,
    )


def add_up(terms: Terms, marked: Iterable[Marked]) -> Result:
    """What the marks of an attempt come to, on its terms."""
    every = tuple(marked)
    points = sum((each.points for each in every), Fraction(0))
    maximum = sum((each.possible for each in every), Fraction(0))
    reached = points * 100 >= terms.pass_mark * maximum
    passed = reached and not any(each.is_missed_critical or each.is_waiting for each in every)
    return Result(marked=every, points=points, maximum=maximum, passed=passed)


def hundredths(points: Fraction) -> int:
    """Points as the whole hundredths that are stored, a half rounded up. Nothing is decided by them."""
    return (points * 200 + 1) // 2


def percent(points: Fraction, maximum: Fraction) -> int:
    """The whole per cent reached, rounded down, so that 79.96 never reads as a pass mark of 80."""
    return points * 100 // maximum if maximum else 0
