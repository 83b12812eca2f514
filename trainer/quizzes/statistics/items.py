"""What marks tell of each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

from trainer.quizzes.statistics.figure import Figure, none, root, signed_root
from trainer.quizzes.statistics.intervals import of_correlation, of_share
from trainer.quizzes.statistics.marks import Asked
from trainer.quizzes.statistics.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """The figures of a question; `n` attempts saw it. Units as `question_figures` says."""

    asked: Asked
    n: int
    mean: Figure
    facility: Figure
    standard_deviation: Figure
    intended_weight: float
    effective_weight: Figure
    discrimination_index: Figure
    discriminative_efficiency: Figure
    item_rest_correlation: Figure


def question_figures(questions: Sequence[Asked], summed: Sequence[Sums], unit: int) -> tuple[QuestionFigures, ...]:
    """The figures of every question, by the formulas and in the units of Moodle's quiz statistics.

    Source: MoodleDocs, "Quiz statistics calculations", position statistics, and what Moodle's calculator does.
    Facility is a share from 0 to 1, mean and standard deviation are points, `item_rest_correlation` is from -1 to 1;
    weights, discrimination index and discriminative efficiency are per cent, as the formulas say. Variances and
    covariances are those of samples (n - 1).
    """
    whole = sum((asked.maximum for asked in questions), Fraction(0))
    roots = [_root_with_total(each) for each in summed]
    of_all = fsum(found for found in roots if found is not None)
    return tuple(
        _figures(asked, each, unit, whole, _weight(each, found, of_all))
        for asked, each, found in zip(questions, summed, roots, strict=True)
    )


def _figures(asked: Asked, each: Sums, unit: int, whole: Fraction, weight: Figure) -> QuestionFigures:
    correlation = _correlation(each)
    return QuestionFigures(
        asked=asked,
        n=each.n,
        mean=Figure(value=each.x / (each.n * unit), n=each.n) if each.n else none(0, _UNSEEN),
        facility=_facility(asked, each, unit),
        standard_deviation=_deviation(each, unit),
        intended_weight=float(100 * asked.maximum / whole) if whole else 0.0,
        effective_weight=weight,
        discrimination_index=_hundredfold(correlation),
        discriminative_efficiency=_efficiency(each),
        item_rest_correlation=correlation,
    )


_UNSEEN = "Nobody saw this question."
_TWO = "It takes two attempts."


def _facility(asked: Asked, each: Sums, unit: int) -> Figure:
    """The mean mark as a part of the maximum. Its interval is Wilson's; marks in between make it wider than need be."""
    if not each.n:
        return none(0, _UNSEEN)
    most = asked.maximum * unit
    share = Fraction(each.x) / (each.n * most)
    low, high = of_share(float(share), each.n) if all(0 <= mark <= most for mark in each.marks) else (None, None)
    return Figure(value=float(share), n=each.n, low=low, high=high)


def _deviation(each: Sums, unit: int) -> Figure:
    if each.n < 2:
        return none(each.n, _TWO if each.n else _UNSEEN)
    return Figure(value=root(Fraction(each.spread, each.n * (each.n - 1) * unit**2)), n=each.n)


def _correlation(each: Sums) -> Figure:
    """The product-moment correlation r(x, t - x) of the marks with the rest scores; its interval is Fisher's z."""
    if each.pairs < 2:
        return none(each.pairs, "It takes two attempts that saw another question too.")
    if not each.paired_spread:
        return none(each.pairs, "All attempts have the same mark here.")
    if not each.rest_spread:
        return none(each.pairs, "All attempts have the same mark in the rest.")
    together = each.spread_with_rest
    square = Fraction(together**2, each.paired_spread * each.rest_spread)
    value = signed_root(square, together)
    low, high = of_correlation(value, each.pairs)
    return Figure(value=value, n=each.pairs, low=low, high=high)


def _hundredfold(figure: Figure) -> Figure:
    """Moodle's discrimination index: 100 r(x, t - x)."""
    times = [None if part is None else 100 * part for part in (figure.value, figure.low, figure.high)]
    return Figure(value=times[0], low=times[1], high=times[2], n=figure.n, why=figure.why)


def _efficiency(each: Sums) -> Figure:
    """100 C(x, t - x) / Cmax, where Cmax is the covariance of both put together in ascending order."""
    if each.pairs < 2:
        return none(each.pairs, "It takes two attempts that saw another question too.")
    if not each.most_spread_with_rest:
        return none(each.pairs, "All attempts have the same mark here, or in the rest.")
    return Figure(value=float(Fraction(100 * each.spread_with_rest, each.most_spread_with_rest)), n=each.pairs)


def _root_with_total(each: Sums) -> float | None:
    """The root of C(x, t), up to the table's unit; None where the covariance is negative."""
    if each.n < 2 or each.spread_with_total < 0:
        return None
    return root(Fraction(each.spread_with_total, each.n * (each.n - 1)))


def _weight(each: Sums, found: float | None, of_all: float) -> Figure:
    """100 sqrt C(x, t) / sum of sqrt C(x, t).

    As Moodle does, a question with a negative covariance has none, and the others' weights are of the rest.
    """
    if each.n < 2:
        return none(each.n, _TWO if each.n else _UNSEEN)
    if found is None:
        return none(each.n, "Its marks fall as totals rise, so that it has no weight.")
    if not of_all:
        return none(each.n, "All attempts have the same total.")
    return Figure(value=100 * found / of_all, n=each.n)
