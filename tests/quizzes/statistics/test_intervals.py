"""Intervals are those that scipy gives."""

import pytest

from tests.quizzes.statistics.reading import figures, question
from trainer.quizzes.statistics.f_distribution import f_quantile, incomplete_beta
from trainer.quizzes.statistics.intervals import of_correlation, of_share


@pytest.mark.parametrize(
    ("share", "n", "interval"),
    [
        (0.8, 10, (0.4901624715366418, 0.9433178485456248)),  # scipy.stats.binomtest(8, 10), method="wilson"
        (0.0, 10, (0.0, 0.27753279986288926)),
        (1.0, 10, (0.7224672001371107, 1.0)),
    ],
)
def test_wilsons_interval_of_a_share(share: float, n: int, interval: tuple[float, float]) -> None:
    assert of_share(share, n) == pytest.approx(interval, abs=1e-12)


def test_fishers_interval_of_a_correlation() -> None:
    # scipy.stats.pearsonr of eight pairs.
    assert of_correlation(0.7380952380952379, 8) == pytest.approx((0.06964660429650706, 0.9491173173934558), abs=1e-12)


def test_a_correlation_of_one_or_of_three_pairs_has_no_interval() -> None:
    assert of_correlation(1.0, 50) == (None, None)
    assert of_correlation(0.4, 3) == (None, None)


@pytest.mark.parametrize(
    ("share", "first", "second", "expected"),
    [  # scipy.stats.f.ppf
        (0.975, 9, 90, 2.2587655563683398),
        (0.025, 9, 90, 0.2931587662708537),
        (0.975, 999, 3996, 1.1014512333334125),
        (0.025, 1, 1, 0.001543712508674131),
        (0.5, 3, 7, 0.870944253187285),
    ],
)
def test_quantiles_of_f(share: float, first: float, second: float, expected: float) -> None:
    assert f_quantile(share, first, second) == pytest.approx(expected, rel=1e-9)


def test_a_distribution_begins_at_nought_and_ends_at_one() -> None:
    assert (incomplete_beta(0, 2, 3), incomplete_beta(1, 2, 3)) == (0, 1)


def test_a_share_of_marks_beyond_nought_and_the_maximum_has_no_interval() -> None:
    found = question(figures("a,b\n-1,1\n1,0\n1,1\n"), "a").facility
    assert found.value == pytest.approx(1 / 3)
    assert (found.low, found.high) == (None, None)
