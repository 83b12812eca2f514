"""Finds the errors in somebody's answers that must not stay: safety-critical ones, and those they were sure of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

_Place: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a question of an attempt was answered, by the score that counts.

    It is right where it earned all of its points. `was_sure` of an answer that was given with the highest certainty.
    """

    question: str
    objective: str | None
    is_right: bool
    is_safety_critical: bool
    was_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """An attempt that has a score, with what it counts of each question; a dropped question is not among them."""

    id: UUID
    path: str
    number: int
    at: datetime
    outcomes: tuple[Outcome, ...]
    is_pre_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraveError:
    """A safety-critical question that was missed, or a confident error.

    `attempt` is the latest in which it was made, `times` in how many attempts since the question was last right.
    """

    question: str
    objective: str | None
    attempt: HandedIn
    is_safety_critical: bool
    was_sure: bool
    times: int = 1
    put_right_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether no later attempt has put it right."""
        return self.put_right_at is None


def grave_errors(attempts: Iterable[HandedIn]) -> tuple[GraveError, ...]:
    """The grave errors of one enrolment, the latest first; of each question the last.

    A later attempt puts an error right where the same question is right in it. Whoever is wrong again and less sure
    has put nothing right. What was missed in a pre-test, which asks before anything is taught, is grave only where
    they were sure; since it is not taken again, it is put right too by a later attempt at another quiz in which all
    questions on its objective are right.
    """
    found: dict[_Place, GraveError] = {}
    for attempt in sorted(attempts, key=lambda each: (each.at, each.path, each.number)):
        for outcome in attempt.outcomes:
            _take(found, attempt, outcome)
        if not attempt.is_pre_test:
            _teach(found, attempt)
    return tuple(sorted(found.values(), key=lambda each: (each.attempt.at, each.question), reverse=True))


def _take(found: dict[_Place, GraveError], attempt: HandedIn, outcome: Outcome) -> None:
    place = (attempt.path, outcome.question)
    known = found.get(place)
    so_far = known if known and known.is_open else None
    if outcome.is_right:
        if so_far:
            found[place] = replace(so_far, put_right_at=attempt.at)
        return
    is_critical = outcome.is_safety_critical and not attempt.is_pre_test
    was_sure = outcome.was_sure or (so_far is not None and so_far.was_sure)
    if not is_critical and not was_sure:
        found.pop(place, None)
        return
    found[place] = GraveError(
        question=outcome.question,
        objective=outcome.objective,
        attempt=attempt,
        is_safety_critical=outcome.is_safety_critical,
        was_sure=was_sure,
        times=so_far.times + 1 if so_far else 1,
    )


def _teach(found: dict[_Place, GraveError], attempt: HandedIn) -> None:
    """Put right what a pre-test had shown, by the objectives of which all is right now."""
    right: dict[str, bool] = {}
    for outcome in attempt.outcomes:
        if outcome.objective:
            right[outcome.objective] = right.get(outcome.objective, True) and outcome.is_right
    for place, error in found.items():
        if error.is_open and error.attempt.is_pre_test and error.objective and right.get(error.objective):
            found[place] = replace(error, put_right_at=attempt.at)
