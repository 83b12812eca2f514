"""How totals are spread: mean, median, standard deviation, skewness, kurtosis."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from trainer.quizzes.statistics.figure import Figure, none, root, signed_root

_ALIKE = "All attempts have the same total."


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The spread of the totals of `n` attempts; all but skewness and kurtosis in points."""

    n: int
    mean: Figure
    median: Figure
    standard_deviation: Figure
    skewness: Figure
    kurtosis: Figure


def moments(totals: Sequence[int], unit: int) -> Moments:
    """The spread of totals that are whole numbers of 1/`unit`, in ascending order.

    As in Moodle's "Quiz statistics calculations", test statistics: sample variance, and with Fisher's k-statistics
    skewness = k3 / k2^(3/2) and kurtosis = k4 / k2^2, which is 0 for a normal distribution. The sums are exact.
    """
    n = len(totals)
    if not n:
        return Moments(**{name: none(0, "Nobody has answered.") for name in _NAMES}, n=0)
    whole = sum(totals)
    # n times each distance from the mean is a whole number.
    squares = [(n * total - whole) ** 2 for total in totals]
    middle = totals[n // 2] + totals[(n - 1) // 2]
    second = Fraction(sum(squares), n * n * (n - 1)) if n > 1 else Fraction(0)
    return Moments(
        n=n,
        mean=Figure(value=whole / (n * unit), n=n),
        median=Figure(value=middle / (2 * unit), n=n),
        standard_deviation=_deviation(n, second / unit**2),
        skewness=_skewness(n, second, sum((n * total - whole) ** 3 for total in totals)),
        kurtosis=_kurtosis(n, second, sum(squares), sum(square * square for square in squares)),
    )


_NAMES = ("mean", "median", "standard_deviation", "skewness", "kurtosis")


def _deviation(n: int, variance: Fraction) -> Figure:
    return Figure(value=root(variance), n=n) if n > 1 else none(n, "It takes two attempts.")


def _skewness(n: int, second: Fraction, cubes: int) -> Figure:
    """k3 = n^2 m3 / ((n - 1)(n - 2)), where m3 is the mean third power of the distances from the mean."""
    if n < 3:
        return none(n, "It takes three attempts.")
    if not second:
        return none(n, _ALIKE)
    third = Fraction(cubes, n * n * (n - 1) * (n - 2))
    return Figure(value=signed_root(third**2 / second**3, third), n=n)


def _kurtosis(n: int, second: Fraction, squares: int, fourths: int) -> Figure:
    """k4 = n^2 ((n + 1) m4 - 3 (n - 1) m2^2) / ((n - 1)(n - 2)(n - 3)), from the mean fourth and second powers."""
    if n < 4:
        return none(n, "It takes four attempts.")
    if not second:
        return none(n, _ALIKE)
    m2, m4 = Fraction(squares, n**3), Fraction(fourths, n**5)
    fourth = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return Figure(value=float(fourth / second**2), n=n)
