"""Says which of the questions that somebody keeps are asked in a daily review, and how much of them is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, TypeVar

from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.standing import QuizStanding
from trainer.curriculum.state import attempts_at, terms_for
from trainer.quizzes.attempts import shows_reasons
from trainer.quizzes.keeping import AT_ONCE, CURRENT, SCHEDULINGS, retrievability

AHEAD: Final = timedelta(days=30)
"""So far a forecast looks ahead."""
FEWEST_PEOPLE: Final = 5
"""Of fewer people no figure is told to their supervisors, as of evaluations."""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a forecast needs to know of one question that somebody keeps; `stability` None before the first review."""

    stability: float | None
    last_on: date | None

    def recall(self, on: date) -> float | None:
        """How likely it is recalled on a day; None where nothing tells."""
        if self.stability is None or self.last_on is None:
            return None
        return _recall(self.stability, (on - self.last_on).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How many of some questions were reviewed, and which part of these is probably recalled now and later."""

    reviewed: int
    now: float
    later: float


@lru_cache(50_000)  # a cohort's page asks for the same few stabilities of thousands of questions
def _recall(stability: float, days: int) -> float:
    return retrievability(stability, date.min, date.min + timedelta(days=max(0, days)), SCHEDULINGS[CURRENT])


def rests(quiz: QuizOutline, reached: QuizStanding) -> bool:
    """Whether the questions of a quiz are not asked for the time being.

    A review must not help with an attempt that is open, nor show reasons that the quiz itself keeps back.
    """
    attempts = attempts_at(quiz, reached)
    return attempts.open or not shows_reasons(terms_for(quiz, reached), attempts, is_submitted=True)


def in_order(due: Iterable[tuple[Key, Remembered, str]], today: date) -> tuple[Key, ...]:
    """What is due, the most likely forgotten first; the text decides between those that are as likely."""
    known = [(remembered.recall(today) or 0.0, text, key) for key, remembered, text in due]
    return tuple(key for _, _, key in sorted(known, key=lambda each: each[:2]))


def left_today(due: int, reviewed: int, sets: int) -> int:
    """How many questions are still asked today, where somebody wants `sets` reviews of a few questions each."""
    return max(0, min(due, AT_ONCE * sets - reviewed))


def minutes_words(questions: int) -> str:
    """How long so many questions take, in words."""
    return "about a minute" if questions <= AT_ONCE // 2 else "about two minutes"


def forecast(kept: Iterable[Remembered], today: date) -> Forecast | None:
    """What is kept of some questions if none is reviewed; None where none was reviewed yet."""
    known = [each for each in kept if each.stability is not None]
    if not known:
        return None
    return Forecast(
        reviewed=len(known),
        now=_mean([each.recall(today) or 0.0 for each in known]),
        later=_mean([each.recall(today + AHEAD) or 0.0 for each in known]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOfPeople:
    """The same in sum of some people, each counted alike; the figures are None where they are too few."""

    people: int
    now: float | None
    later: float | None


def forecast_of_people(kept: Mapping[Key, Sequence[Remembered]], today: date) -> ForecastOfPeople:
    """What some people keep, by the person."""
    each = [own for remembered in kept.values() if (own := forecast(remembered, today))]
    if len(each) < FEWEST_PEOPLE:
        return ForecastOfPeople(people=len(each), now=None, later=None)
    now, later = _mean([own.now for own in each]), _mean([own.later for own in each])
    return ForecastOfPeople(people=len(each), now=now, later=later)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
