"""How far the questions of a quiz measure one thing, and how exact its results are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import compress
from math import fsum, sqrt

from trainer.quizzes.statistics.figure import Figure, none
from trainer.quizzes.statistics.intervals import of_consistency
from trainer.quizzes.statistics.marks import MarkTable
from trainer.quizzes.statistics.pairs import sum_of_covariances
from trainer.quizzes.statistics.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Internal consistency and error ratio in per cent, alpha and KR-20 up to 1, the standard error in points.

    Where attempts saw different questions, the figures `of_seen` are those of what one attempt sees, and the others
    those of a quiz of all questions; else both are the same.
    """

    internal_consistency: Figure
    cronbach_alpha: Figure
    kr20: Figure
    error_ratio: Figure
    standard_error: Figure
    alpha_of_seen: Figure
    standard_error_of_seen: Figure


def consistency(table: MarkTable, summed: Sequence[Sums], deviation: Figure) -> Consistency:
    """By the formulas of Moodle's quiz statistics (MoodleDocs, "Quiz statistics calculations", test statistics).

    The coefficient of internal consistency is 100 k/(k - 1) (1 - sum of V(x) / V(t)), which is Cronbach's alpha in
    per cent; it can be negative and is not clipped. Error ratio: 100 sqrt(1 - CIC/100); standard error: the error
    ratio as a part of the standard deviation.
    """
    alpha = _alpha(table, summed)
    of_seen = alpha if table.is_complete else _of_seen(table, summed)
    return Consistency(
        internal_consistency=_times(alpha, 100),
        cronbach_alpha=alpha,
        kr20=_kr20(table, summed, alpha),
        error_ratio=_times(_error(alpha), 100),
        standard_error=_times(_error(alpha), deviation.value or 0.0),
        alpha_of_seen=of_seen,
        standard_error_of_seen=_times(_error(of_seen), deviation.value or 0.0),
    )


def _error(alpha: Figure) -> Figure:
    """The part of the deviation that is error: sqrt(1 - alpha)."""
    return (
        replace(alpha, value=sqrt(max(1 - alpha.value, 0.0)), low=None, high=None) if alpha.value is not None else alpha
    )


def _times(figure: Figure, factor: float) -> Figure:
    value, low, high = (None if part is None else factor * part for part in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high)


def _alpha(table: MarkTable, summed: Sequence[Sums]) -> Figure:
    n, questions = len(table.rows), len(table.questions)
    if questions < 2:
        return none(n, "It takes two questions.")
    if n < 2:
        return none(n, "It takes two attempts." if n else "Nobody has answered.")
    return _of_complete(table, summed) if table.is_complete else _of_pairs(table, summed)


def _of_pairs(table: MarkTable, summed: Sequence[Sums]) -> Figure:
    """V(t) is the sum of all variances and covariances, each over the attempts that saw the question, or both.

    What psych::alpha(use = "pairwise") in R and pingouin's cronbach_alpha give.
    """
    n, questions = len(table.rows), len(table.questions)
    together = sum_of_covariances(table)
    if together is None or any(each.n < 2 for each in summed):
        return none(n, "Some questions were seen together by fewer than two attempts.")
    variances = fsum(each.spread / (each.n * (each.n - 1) * table.unit**2) for each in summed)
    whole = variances + 2 * together
    if whole <= 0:
        return none(n, "The questions vary against each other so much that there is no such figure.")
    return Figure(value=questions / (questions - 1) * (1 - variances / whole), n=n)


def _of_complete(table: MarkTable, summed: Sequence[Sums]) -> Figure:
    n, questions = len(table.rows), len(table.questions)
    of_totals = n * sum(total * total for total in table.totals) - sum(table.totals) ** 2
    if not of_totals:
        return none(n, "All attempts have the same total.")
    value = float(Fraction(questions, questions - 1) * (1 - Fraction(sum(each.spread for each in summed), of_totals)))
    low, high = of_consistency(value, n, questions)
    return Figure(value=value, n=n, low=low, high=high)


def _of_seen(table: MarkTable, summed: Sequence[Sums]) -> Figure:
    """The alpha of a quiz of m such questions, m being the mean number that attempts saw.

    m c / (v + (m - 1) c), where v is the mean square of the distances of marks from their question's mean, and c
    the mean product of two of them in one attempt. Where everybody saw everything this is Cronbach's alpha.
    """
    n, questions = len(table.rows), len(table.questions)
    numbers = [questions - row.count(None) for row in table.rows]
    pairs = sum(number * (number - 1) for number in numbers)
    squares = fsum(each.spread / each.n for each in summed if each.n)
    if not pairs or not squares:
        return none(n, "Nobody saw two questions." if not pairs else "All attempts have the same mark everywhere.")
    means = _means_of_seen(table, [each.x / each.n if each.n else 0.0 for each in summed])
    whole = fsum((total - mean) ** 2 for total, mean in zip(table.totals, means, strict=True))
    mean_product = (whole - squares) / pairs
    mean_square = squares / sum(numbers)
    number = sum(numbers) / n
    below = mean_square + (number - 1) * mean_product
    if below <= 0:
        return none(n, "The questions vary against each other so much that there is no such figure.")
    return Figure(value=number * mean_product / below, n=n)


def _means_of_seen(table: MarkTable, means: Sequence[float]) -> Iterator[float]:
    """For each attempt the total that an average one would have had on the questions that it saw."""
    known: dict[tuple[bool, ...], float] = {}
    for row in table.rows:
        seen = tuple([mark is not None for mark in row])
        if seen not in known:
            known[seen] = fsum(compress(means, seen))
        yield known[seen]


def _kr20(table: MarkTable, summed: Sequence[Sums], alpha: Figure) -> Figure:
    """Kuder and Richardson's formula 20: alpha, where every mark is 0 or the maximum and everybody saw everything."""
    if alpha.value is None:
        return alpha
    if not table.is_complete:
        return none(alpha.n, "Not everybody saw the same questions.")
    whole = [asked.maximum * table.unit for asked in table.questions]
    if any(not each.marks <= {0, most} for each, most in zip(summed, whole, strict=True)):
        return none(alpha.n, "Some marks are neither 0 nor the maximum.")
    return alpha
