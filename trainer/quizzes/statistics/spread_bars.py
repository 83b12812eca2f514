"""How many attempts reached which part of the points they could have, in ten bars."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import compress

from trainer.quizzes.statistics.marks import MarkTable

_BARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`count` attempts reached at least `low` per cent and less than `high`; the last bar holds 100 too."""

    low: int
    high: int
    count: int


def spread_bars(table: MarkTable) -> tuple[Bar, ...]:
    """All attempts by the part of the points of the questions that each saw."""
    counts = [0] * _BARS
    whole = (True,) * len(table.questions)
    possible: dict[tuple[bool, ...], Fraction] = {}
    for row, total in zip(table.rows, table.totals, strict=True):
        seen = whole if table.is_complete else tuple([mark is not None for mark in row])
        if seen not in possible:
            possible[seen] = sum(compress((each.maximum for each in table.questions), seen), Fraction(0)) * table.unit
        counts[max(0, min(_BARS - 1, total * _BARS // possible[seen]))] += 1
    width = 100 // _BARS
    return tuple(Bar(low=width * at, high=width * (at + 1), count=count) for at, count in enumerate(counts))
