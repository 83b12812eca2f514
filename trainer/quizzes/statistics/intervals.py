"""Intervals of 95 %: of a share, of a correlation, of a coefficient of internal consistency."""

from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import Final

from trainer.quizzes.statistics.f_distribution import f_quantile

_Z: Final = NormalDist().inv_cdf(0.975)


def of_share(share: float, n: int) -> tuple[float, float]:
    """Wilson's score interval (E. B. Wilson, 1927), which stays between 0 and 1 and is right for small n."""
    weight = _Z**2 / n
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(max(share * (1 - share) / n + weight / (4 * n), 0.0))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def of_correlation(correlation: float, n: int) -> tuple[float, float] | tuple[None, None]:
    """By Fisher's z: tanh(atanh r ± 1.96 / sqrt(n - 3)). None below four pairs, and where r is -1 or 1."""
    if n < 4 or abs(correlation) >= 1:
        return None, None
    z, half = atanh(correlation), _Z / sqrt(n - 3)
    return tanh(z - half), tanh(z + half)


def of_consistency(alpha: float, n: int, questions: int) -> tuple[float, float]:
    """Feldt's interval (L. S. Feldt, 1965): 1 - alpha follows F with n - 1 and (n - 1)(k - 1) degrees of freedom."""
    first, second = n - 1, (n - 1) * (questions - 1)
    return 1 - (1 - alpha) * f_quantile(0.975, first, second), 1 - (1 - alpha) * f_quantile(0.025, first, second)
