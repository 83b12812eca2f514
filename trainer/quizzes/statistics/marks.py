"""A table of marks: what each attempt earned at each question that it saw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a table and the most that it gives."""

    id: str
    maximum: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTable:
    """Marks in whole numbers of 1/`unit`, so that every sum is exact; the rows stand in the order of their totals.

    A row is an attempt with a mark for each question: None where it was not seen. Of each row at least one was;
    the table `is_complete` where every attempt saw every question.
    """

    questions: tuple[Asked, ...]
    unit: int
    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int, ...]
    is_complete: bool


def mark_table(questions: Sequence[Asked], rows: Iterable[Sequence[Fraction | None]]) -> MarkTable:
    """A table of fractions; attempts that saw nothing are left out."""
    every = [tuple(row) for row in rows]
    unit = lcm(*{mark.denominator for row in every for mark in row if mark is not None})
    whole = (tuple(None if mark is None else int(mark * unit) for mark in row) for row in every)
    return table_of(questions, whole, unit)


def table_of(questions: Sequence[Asked], rows: Iterable[tuple[int | None, ...]], unit: int) -> MarkTable:
    """A table of whole numbers of 1/`unit`; attempts that saw nothing are left out."""
    summed = sorted(((_total(row), row) for row in rows if any(mark is not None for mark in row)), key=_by_total)
    return MarkTable(
        questions=tuple(questions),
        unit=unit,
        rows=tuple(row for _, row in summed),
        totals=tuple(total for total, _ in summed),
        is_complete=not any(None in row for _, row in summed),
    )


def _total(row: tuple[int | None, ...]) -> int:
    return sum(mark for mark in row if mark) if None in row else sum(row)  # type: ignore[arg-type]  # none is None


def _by_total(summed: tuple[int, tuple[int | None, ...]]) -> int:
    return summed[0]
