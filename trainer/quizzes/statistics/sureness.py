"""Whether people were right as often as they were sure."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.statistics.figure import Figure, none
from trainer.quizzes.statistics.intervals import of_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """Of the answers given with this certainty, the part that was right, from 0 to 1."""

    certainty: Certainty
    right: Figure


def sureness(answers: Iterable[tuple[Certainty, bool]]) -> tuple[Sure, ...]:
    """For each certainty how many answers were right; empty where nobody was asked how sure they were."""
    given = list(answers)
    return tuple(_sure(each, [is_right for level, is_right in given if level == each]) for each in Certainty if given)


def _sure(certainty: Certainty, were_right: list[bool]) -> Sure:
    n = len(were_right)
    if not n:
        return Sure(certainty=certainty, right=none(0, "Nobody was this sure."))
    share = sum(were_right) / n
    low, high = of_share(share, n)
    return Sure(certainty=certainty, right=Figure(value=share, n=n, low=low, high=high))
