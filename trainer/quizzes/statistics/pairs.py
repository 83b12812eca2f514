"""How the questions of a quiz vary together, where not everybody saw all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import Final

from trainer.quizzes.statistics.marks import MarkTable

_FEW: Final = 8
"""Of columns with at most so many different marks pairs are counted by bits, which is a hundred times as fast."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The marks of a question, and by each mark a number whose bits are the attempts that have it."""

    marks: Sequence[int | None]
    seen: int
    by_mark: Mapping[int, int]
    is_few: bool


def sum_of_covariances(table: MarkTable) -> float | None:
    """The sum of the covariances of all pairs of questions, each pair once, over the attempts that saw both.

    In points squared; None where some pair was seen by fewer than two attempts.
    """
    columns = [_column(marks) for marks in zip(*table.rows, strict=True)]
    square = table.unit**2
    found = [None if n < 2 else spread / (n * (n - 1) * square) for n, spread in _spreads(columns)]
    return None if None in found else fsum(each for each in found if each is not None)


def _column(marks: Sequence[int | None]) -> _Column:
    different = set(marks)
    is_few = len(different) <= _FEW
    by_mark = {mark: _bits(marks, mark) for mark in different if mark} if is_few else {}
    seen = int("".join("0" if mark is None else "1" for mark in marks), 2)
    return _Column(marks, seen, by_mark, is_few)


def _bits(marks: Sequence[int | None], wanted: int) -> int:
    return int("".join("1" if mark == wanted else "0" for mark in marks), 2)


def _spreads(columns: Sequence[_Column]) -> Iterator[tuple[int, int]]:
    """For each pair how many attempts saw both, and n (n - 1) times the covariance of their marks."""
    for one, other in combinations(columns, 2):
        n, x, y, xy = _counted(one, other) if one.is_few and other.is_few else _added_up(one, other)
        yield n, n * xy - x * y


def _counted(one: _Column, other: _Column) -> tuple[int, int, int, int]:
    x = sum(mark * (bits & other.seen).bit_count() for mark, bits in one.by_mark.items())
    y = sum(mark * (bits & one.seen).bit_count() for mark, bits in other.by_mark.items())
    xy = sum(
        mark * second * (bits & others).bit_count()
        for mark, bits in one.by_mark.items()
        for second, others in other.by_mark.items()
    )
    return (one.seen & other.seen).bit_count(), x, y, xy


def _added_up(one: _Column, other: _Column) -> tuple[int, int, int, int]:
    both = [
        (mark, second)
        for mark, second in zip(one.marks, other.marks, strict=True)
        if mark is not None and second is not None
    ]
    xs, ys = [mark for mark, _ in both], [second for _, second in both]
    return len(both), sum(xs), sum(ys), sum(mark * second for mark, second in both)
