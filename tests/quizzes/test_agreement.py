"""Weighted kappa and its interval, against published values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.agreement import agreement, weighted_kappa

# Fleiss, Cohen and Everitt (1969), table 1 and 2: two psychiatrists, 200 patients, three diagnoses.
DIAGNOSES = [[0.53, 0.05, 0.02], [0.11, 0.14, 0.05], [0.01, 0.06, 0.03]]
GRAVITY = [[1.0, 0.0, 0.4444], [0.0, 1.0, 0.6667], [0.4444, 0.6667, 1.0]]


def test_the_example_of_fleiss_cohen_and_everitt_gives_their_kappa_and_variance() -> None:
    kappa, variance = weighted_kappa(DIAGNOSES, GRAVITY, 200)

    assert kappa == pytest.approx(0.507, abs=6e-4)
    assert variance == pytest.approx(0.003248, abs=1e-6)


def test_without_part_agreement_it_is_the_kappa_of_cohen() -> None:
    kappa, _ = weighted_kappa(DIAGNOSES, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], 200)

    assert kappa == pytest.approx(0.225 / 0.525, abs=1e-12)


def points(*pairs: tuple[int, int]) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(one), Fraction(other)) for one, other in pairs]


def test_quadratic_weights_count_the_square_of_the_distance() -> None:
    # Observed disagreement (0 + 0 + 1 + 1) / 4 in ninths of points; by chance 1.25 + 1.25 around means 1.5 and 1.5.
    found = agreement(points((0, 0), (1, 2), (2, 1), (3, 3)))

    assert found.kappa == pytest.approx(0.8)
    assert (found.n, found.same) == (4, 2)


def test_the_interval_is_two_errors_wide_and_is_not_cut_off() -> None:
    found = agreement(points((0, 0), (1, 2), (2, 1), (3, 3)))

    assert found.standard_error is not None
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(2 * 1.959964 * found.standard_error, rel=1e-6)
    assert found.high > 1


def test_complete_agreement_is_1() -> None:
    found = agreement(points((0, 0), (2, 2), (4, 4)))

    assert found.kappa == pytest.approx(1)
    assert found.standard_error == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("pairs", [(), ((2, 2),), ((2, 2), (2, 2))])
def test_where_all_points_are_equal_there_is_no_kappa(pairs: tuple[tuple[int, int], ...]) -> None:
    found = agreement(points(*pairs))

    assert (found.kappa, found.low, found.high) == (None, None, None)
    assert found.same == len(pairs)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_it_does_not_matter_who_is_the_first_nor_what_a_point_is_called(pairs: list[tuple[int, int]]) -> None:
    found = agreement(points(*pairs))
    turned = agreement(points(*((3 * other + 1, 3 * one + 1) for one, other in pairs)))

    if found.kappa is None:
        assert turned.kappa is None
    else:
        assert found.kappa <= 1 + 1e-9
        assert turned.kappa == pytest.approx(found.kappa)
        assert turned.standard_error == pytest.approx(found.standard_error, abs=1e-7)
