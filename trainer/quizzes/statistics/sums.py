"""The sums over attempts from which everything about a question follows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import mul, not_

from trainer.quizzes.statistics.marks import MarkTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was added up for one question, in whole numbers: x is its mark, r the rest of the attempt, t = x + r.

    `n`, `x`, `xx`, `t`, `xt` and the `marks` given are of all attempts that saw the question; the others are of the
    `pairs` that saw a further one too, which the rest score takes. `rr` and `xr` are sums of products; `sorted_xr` is
    that of the marks and the rests put together in ascending order, the most that `xr` could be.
    """

    n: int
    x: int
    xx: int
    t: int
    xt: int
    marks: frozenset[int]
    pairs: int
    paired_x: int
    paired_xx: int
    r: int
    rr: int
    xr: int
    sorted_xr: int

    @property
    def spread(self) -> int:
        """As a whole number, n (n - 1) times the variance of the marks."""
        return self.n * self.xx - self.x**2

    @property
    def spread_with_total(self) -> int:
        """As a whole number, n (n - 1) times the covariance of marks and totals."""
        return self.n * self.xt - self.x * self.t

    @property
    def paired_spread(self) -> int:
        """As a whole number, n (n - 1) times the variance of the marks that have a rest score."""
        return self.pairs * self.paired_xx - self.paired_x**2

    @property
    def rest_spread(self) -> int:
        """As a whole number, n (n - 1) times the variance of the rest scores."""
        return self.pairs * self.rr - self.r**2

    @property
    def spread_with_rest(self) -> int:
        """As a whole number, n (n - 1) times the covariance of marks and rest scores."""
        return self.pairs * self.xr - self.paired_x * self.r

    @property
    def most_spread_with_rest(self) -> int:
        """As a whole number, n (n - 1) times the highest covariance that these marks and rest scores could have."""
        return self.pairs * self.sorted_xr - self.paired_x * self.r


def sums(table: MarkTable) -> tuple[Sums, ...]:
    """The sums of every question, in the order of the table."""
    others = len(table.questions) - 1
    if table.is_complete and others:
        squares = sum(map(mul, table.totals, table.totals))
        return tuple(_added_up(_by_mark(column, table.totals), [], squares) for column in _columns(table))
    is_alone = [row.count(None) == others for row in table.rows]
    return tuple(_added_up(*_by_seen_mark(column, table.totals, is_alone), None) for column in _columns(table))


def _columns(table: MarkTable) -> Iterator[tuple[int | None, ...]]:
    return zip(*table.rows, strict=True) if table.rows else iter([()] * len(table.questions))


def _by_mark(column: Sequence[int | None], totals: Sequence[int]) -> dict[int, list[int]]:
    """The totals of those who have the same mark, where everybody saw the question.

    Most marks are 0 or the maximum, and these are parted without a loop: thousands of attempts at hundreds of
    questions make millions of marks.
    """
    marks = set(column)
    found = {mark: list[int]() for mark in marks if mark is not None}
    if 0 in marks:
        found[0] = list(compress(totals, map(not_, column)))
    above = list(compress(totals, column))
    if len(marks) <= 1 + (0 in marks):
        found.update((mark, above) for mark in found if mark)
        return found
    for mark, total in zip(filter(None, column), above, strict=True):
        found[mark].append(total)
    return found


def _by_seen_mark(
    column: Sequence[int | None], totals: Sequence[int], is_alone: Sequence[bool]
) -> tuple[dict[int, list[int]], list[int]]:
    """The totals of those who have the same mark; apart those of who saw nothing else."""
    paired: dict[int, list[int]] = defaultdict(list)
    alone: list[int] = []
    for mark, total, single in zip(column, totals, is_alone, strict=True):
        if mark is not None:
            (alone if single else paired[mark]).append(total)
    return paired, alone


def _added_up(paired: dict[int, list[int]], alone: list[int], squares: int | None) -> Sums:
    """From the totals by mark; of attempts that saw nothing else the total is the mark.

    `squares` is the sum of the squares of all totals, where it is known.
    """
    pairs = sum(map(len, paired.values()))
    x = sum(mark * len(found) for mark, found in paired.items())
    xx = sum(mark * mark * len(found) for mark, found in paired.items())
    t = sum(map(sum, paired.values()))
    xt = sum(mark * sum(found) for mark, found in paired.items())
    tt = sum(sum(map(mul, found, found)) for found in paired.values()) if squares is None else squares
    single, single_square = sum(alone), sum(map(mul, alone, alone))
    return Sums(
        n=pairs + len(alone),
        x=x + single,
        xx=xx + single_square,
        t=t + single,
        xt=xt + single_square,
        marks=frozenset((*paired, *alone)),
        pairs=pairs,
        paired_x=x,
        paired_xx=xx,
        r=t - x,
        rr=tt - 2 * xt + xx,
        xr=xt - xx,
        sorted_xr=_in_step(paired),
    )


def _in_step(paired: dict[int, list[int]]) -> int:
    """The sum of products of marks and rest scores where the lowest meets the lowest, and so on."""
    rests: list[int] = []
    for mark, found in paired.items():
        rests += [total - mark for total in found] if mark else found
    rests.sort()
    product, begin = 0, 0
    for mark in sorted(paired):
        end = begin + len(paired[mark])
        product += mark * sum(rests[begin:end])
        begin = end
    return product
