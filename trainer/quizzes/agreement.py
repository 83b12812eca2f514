"""How far two markers agree beyond chance: weighted kappa with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, sqrt
from typing import Final

_NORMAL_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`same` of `n` answers got equal points from both; kappa is None where chance alone would agree always.

    `low` and `high` are the ends of its 95 % interval, not cut off at -1 or 1.
    """

    n: int
    same: int
    kappa: float | None
    standard_error: float | None

    @property
    def low(self) -> float | None:
        """The lower end of the interval."""
        return _end(self, -_NORMAL_95)

    @property
    def high(self) -> float | None:
        """The upper end of the interval."""
        return _end(self, _NORMAL_95)


def agreement(pairs: Sequence[tuple[Fraction, Fraction]]) -> Agreement:
    """The agreement of two markers over the points that each gave to the same answers.

    Weights are quadratic: a disagreement counts by the square of its distance in points (Cohen 1968; Fleiss and
    Cohen 1973).
    """
    values = sorted({points for pair in pairs for points in pair})
    places = {value: place for place, value in enumerate(values)}
    counts = [[0] * len(values) for _ in values]
    for one, other in pairs:
        counts[places[one]][places[other]] += 1
    widest = values[-1] - values[0] if values else Fraction(0)
    same = sum(one == other for one, other in pairs)
    if not widest:
        return Agreement(n=len(pairs), same=same, kappa=None, standard_error=None)
    weights = [[float(1 - ((row - column) / widest) ** 2) for column in values] for row in values]
    table = [[count / len(pairs) for count in row] for row in counts]
    kappa, variance = weighted_kappa(table, weights, len(pairs))
    error = None if variance is None else sqrt(variance)
    return Agreement(n=len(pairs), same=same, kappa=kappa, standard_error=error)


def weighted_kappa(
    table: Sequence[Sequence[float]], weights: Sequence[Sequence[float]], n: int
) -> tuple[float | None, float | None]:
    """Weighted kappa (Cohen 1968, Psychological Bulletin 70, 213-220) and its large-sample variance.

    The variance is that of Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72, 323-327, formula 13), for use
    in an interval. `table` are proportions of `n` answers, rows of the first marker; a weight is 1 for agreement.
    Both are None where agreement by chance is complete.
    """
    size = range(len(table))
    rows = [fsum(table[i]) for i in size]
    columns = [fsum(table[i][j] for i in size) for j in size]
    observed = fsum(weights[i][j] * table[i][j] for i in size for j in size)
    chance = fsum(weights[i][j] * rows[i] * columns[j] for i in size for j in size)
    if 1 - chance <= 1e-12:
        return None, None
    of_row = [fsum(weights[i][j] * columns[j] for j in size) for i in size]
    of_column = [fsum(weights[i][j] * rows[i] for i in size) for j in size]
    spread = fsum(
        table[i][j] * (weights[i][j] * (1 - chance) - (of_row[i] + of_column[j]) * (1 - observed)) ** 2
        for i in size
        for j in size
    )
    centre = observed * chance - 2 * chance + observed
    variance = max(0.0, spread - centre**2) / (n * (1 - chance) ** 4)
    return (observed - chance) / (1 - chance), variance


def _end(agreement: Agreement, times: float) -> float | None:
    if agreement.kappa is None or agreement.standard_error is None:
        return None
    return agreement.kappa + times * agreement.standard_error
