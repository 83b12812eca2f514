"""Certainty-based marking: what being sure is worth, beside the result."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction


class Certainty(IntEnum):
    """How sure a person says to be of an answer."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3


class Shown(StrEnum):
    """Where the certainty mark stands: beside the result, or in it. It decides nothing in either place."""

    BESIDE = "beside"
    IN_RESULT = "in-result"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyTable:
    """The marks for a right and for a wrong answer, by certainty from low to high.

    The default is the table that Gardner-Medwin published for certainty-based marking. Whether somebody passes
    stays with what was right.
    """

    right: tuple[int, int, int] = (1, 2, 3)
    wrong: tuple[int, int, int] = (0, -2, -6)
    shown: Shown = Shown.BESIDE

    def mark(self, certainty: Certainty, *, is_right: bool) -> int:
        """The certainty mark of one answer."""
        return (self.right if is_right else self.wrong)[certainty - 1]

    def thresholds(self) -> tuple[Fraction, Fraction] | None:
        """The chances of being right above which the middle, and the high level, promise most.

        At a chance p a level promises p times its right mark plus 1 - p times its wrong mark, so that two
        neighbours promise the same where p = loss / (gain + loss). None where a higher level gains or risks nothing.
        """
        found = []
        for lower in (0, 1):
            gain, loss = self.right[lower + 1] - self.right[lower], self.wrong[lower] - self.wrong[lower + 1]
            if gain <= 0 or loss <= 0:
                return None
            found.append(Fraction(loss, gain + loss))
        return found[0], found[1]

    @property
    def rewards_honesty(self) -> bool:
        """Whether each level is the best one for somebody: whoever says what they think loses nothing by it."""
        thresholds = self.thresholds()
        return thresholds is not None and thresholds[0] < thresholds[1]
