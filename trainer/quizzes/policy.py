"""When a quiz is open, and which of its attempts is the result."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, assert_never


class Counts(StrEnum):
    """Which attempt is the result: the best, the last that was submitted, or the first and those granted later."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The days from `opens` to `closes`, both included, on which attempts may be started, and the rest of the rules.

    None stands for no bound. `grace_minutes` is how long after its due time an attempt still takes answers.
    """

    opens: date | None = None
    closes: date | None = None
    grace_minutes: int = 0
    counts: Counts = Counts.BEST

    def takes(self, number: int, *, last: int, allowed: int) -> bool:
        """Whether the attempt with this number can be the result.

        `last` is the number of the last that was submitted; those beyond `allowed` were granted to a person.
        """
        match self.counts:
            case Counts.BEST:
                return True
            case Counts.LAST:
                return number == last
            case Counts.FIRST:
                return number == 1 or number > allowed
            case _:
                assert_never(self.counts)


ALWAYS_OPEN: Final = Policy()
