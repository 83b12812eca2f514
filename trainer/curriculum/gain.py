"""How much better people did after a course than before it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final

from trainer.curriculum.evaluating import FEWEST

_T_975: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""The 97.5 % point of Student's t by degrees of freedom from 1, as in any table of it; beyond 30 that of 30 is used,
which makes an interval a little too wide, never too narrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """The mean change in percentage points of `people` who took both quizzes, with its 95 % interval."""

    people: int
    before: float
    after: float
    change: float
    low: float
    high: float


def gain(pairs: Sequence[tuple[float, float]]) -> Gain | None:
    """The change of pairs (per cent before, per cent after); None for fewer than five people.

    The interval is that of a mean of paired differences: mean ± t · s / √n, with n - 1 degrees of freedom.
    """
    if len(pairs) < FEWEST:
        return None
    changes = [after - before for before, after in pairs]
    middle = fmean(changes)
    freedom = len(changes) - 1
    reach = _T_975[min(freedom, len(_T_975)) - 1] * stdev(changes) / math.sqrt(len(changes))
    return Gain(
        people=len(pairs),
        before=fmean(before for before, _ in pairs),
        after=fmean(after for _, after in pairs),
        change=middle,
        low=middle - reach,
        high=middle + reach,
    )
