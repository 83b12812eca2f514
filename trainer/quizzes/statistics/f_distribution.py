"""Quantiles of the F distribution."""

from math import exp, lgamma, log, log1p
from typing import Final

_TINY: Final = 1e-300
_ENOUGH: Final = 1e-15
_MOST: Final = 10_000


def f_quantile(share: float, first: float, second: float) -> float:
    """Below which value `share` of F lies that has these degrees of freedom."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if low in (middle, high) or high == middle:
            break
        if incomplete_beta(middle, first / 2, second / 2) < share:
            low = middle
        else:
            high = middle
    at = (low + high) / 2
    return second * at / (first * (1 - at))


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), from its beginning (W. J. Lentz, 1976)."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _MOST):
        part = _part(step, x, a, b)
        d = 1 / ((1 + part * d) or _TINY)
        c = (1 + part / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _part(step: int, x: float, a: float, b: float) -> float:
    m = step // 2
    if step % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
