"""How a quiz behaves while it is taken, whatever its questions ask."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from trainer.quizzes.certainty import CertaintyTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Tries at one question within an attempt, and whether the learner says how sure they are.

    `tries` is how often a question may be checked; each further try costs `try_cost` per cent of its points.
    """

    tries: int = 1
    try_cost: int = 33
    certainty: CertaintyTable | None = None

    def part_left(self, tried: int) -> Fraction:
        """The part of the points that can still be earned at a try, counted from 1."""
        return max(Fraction(0), 1 - Fraction(self.try_cost * max(0, tried - 1), 100))

    def before_cost(self, earned: Fraction, tried: int) -> Fraction | None:
        """How right an answer was that earned this part of its points at a try; None where a try earns nothing.

        Marks are kept as hundredths, a half rounded up, so that what is found may lie above 1 and is cut there.
        """
        left = self.part_left(tried)
        return min(Fraction(1), earned / left) if left else None


ONE_TRY: Final = Behaviour()
