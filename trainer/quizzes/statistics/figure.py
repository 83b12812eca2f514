"""A figure with all that it takes to be read honestly."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

FEWEST = 10
"""Below so many answers a page shows no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure made of `n` attempts; None where there is none, and then `why` says so in a sentence.

    `low` and `high` are its 95 % interval, where one can be had.
    """

    value: float | None
    n: int
    why: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether a page shows it."""
        return self.value is not None and self.n >= FEWEST


def none(n: int, why: str) -> Figure:
    """No figure, and the reason."""
    return Figure(value=None, n=n, why=why)


def root(square: Fraction) -> float:
    """The square root of a fraction, however large the numbers of which it is made."""
    return sqrt(square.numerator / square.denominator)


def signed_root(square: Fraction, sign: Fraction | int) -> float:
    """The root of a square, with the sign of what was squared."""
    return root(square) if sign >= 0 else -root(square)
