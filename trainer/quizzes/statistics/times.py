"""How long people spend on each question, as far as saved answers tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Saves:
    """When an attempt began, and which questions were answered when, in the order of time."""

    began_at: datetime
    answers: Sequence[tuple[str, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpent:
    """The median of the seconds that `n` attempts spent on a question."""

    seconds: float
    n: int


def times_spent(attempts: Iterable[Saves]) -> Mapping[str, TimeSpent]:
    """The time spent on each question that was answered.

    An estimate: the time from one saved answer (or the beginning) to the next is counted for the question answered
    at its end; a question that was answered several times has the sum. The median keeps breaks from counting much.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for attempt in attempts:
        spent: dict[str, float] = defaultdict(float)
        before = attempt.began_at
        for question, at in attempt.answers:
            spent[question] += max(0.0, (at - before).total_seconds())
            before = max(before, at)
        for question, seconds in spent.items():
            found[question].append(seconds)
    return {question: TimeSpent(seconds=median(each), n=len(each)) for question, each in found.items()}
