"""What holds of the statistics of any table of marks."""

from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.statistics.figure import Figure
from trainer.quizzes.statistics.marks import Asked, MarkTable, mark_table
from trainer.quizzes.statistics.pairs import sum_of_covariances
from trainer.quizzes.statistics.plain_figures import plain_figures
from trainer.quizzes.statistics.quiz_figures import quiz_figures

MARK = st.none() | st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3)])


@st.composite
def tables(draw: st.DrawFn, mark: st.SearchStrategy[Fraction | None] = MARK) -> MarkTable:
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(mark, min_size=width, max_size=width), max_size=25))
    return mark_table([Asked(id=f"q{at}", maximum=Fraction(1)) for at in range(width)], rows)


WHOLE = tables(mark=st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2)]))


def every_figure(table: MarkTable) -> list[Figure]:
    found = quiz_figures(table)
    spread, held = found.totals, found.consistency
    figures = [spread.mean, spread.median, spread.standard_deviation, spread.skewness, spread.kurtosis]
    figures += [held.internal_consistency, held.kr20, held.error_ratio, held.standard_error, held.alpha_of_seen]
    for each in found.questions:
        figures += [each.mean, each.facility, each.standard_deviation, each.effective_weight]
        figures += [each.discrimination_index, each.discriminative_efficiency, each.item_rest_correlation]
    return figures


@given(tables())
def test_a_figure_is_a_number_or_has_a_reason(table: MarkTable) -> None:
    for figure in every_figure(table):
        assert (figure.value is None) == bool(figure.why)
        assert figure.value is None or isfinite(figure.value)
        if figure.low is not None and figure.high is not None and figure.value is not None:
            assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9


@given(tables())
def test_figures_stay_in_their_range(table: MarkTable) -> None:
    found = quiz_figures(table)
    for each in found.questions:
        assert 0 <= (each.facility.value or 0) <= 1
        assert -1 - 1e-12 <= (each.item_rest_correlation.value or 0) <= 1 + 1e-12
        assert (each.discriminative_efficiency.value or 0) <= 100 + 1e-9
    # Where questions were not seen, each covariance rests on other attempts, and alpha can go beyond 1.
    assert (found.consistency.cronbach_alpha.value or 0) <= 1 or not table.is_complete
    weights = [each.effective_weight.value for each in found.questions if each.effective_weight.value is not None]
    assert not weights or sum(weights) == pytest.approx(100)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_attempts_never_matters(table: MarkTable, random: object) -> None:
    rows = [[None if mark is None else Fraction(mark, table.unit) for mark in row] for row in table.rows]
    random.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert plain_figures(quiz_figures(mark_table(table.questions, rows))) == plain_figures(quiz_figures(table))


MANY = tables(mark=st.integers(0, 40).map(lambda mark: Fraction(mark, 40)))


@given(WHOLE | MANY)
def test_the_variance_of_totals_is_the_sum_of_all_variances_and_covariances(table: MarkTable) -> None:
    n = len(table.rows)
    if n < 2:
        return
    found = quiz_figures(table)
    variances = sum((each.standard_deviation.value or 0) ** 2 for each in found.questions)
    together = sum_of_covariances(table)
    assert together is not None
    assert variances + 2 * together == pytest.approx((found.totals.standard_deviation.value or 0) ** 2, abs=1e-9)


@given(WHOLE, st.integers(2, 7))
def test_points_of_another_size_change_no_share_and_no_correlation(table: MarkTable, times: int) -> None:
    rows = [[None if mark is None else Fraction(mark, table.unit) * times for mark in row] for row in table.rows]
    asked = [Asked(id=each.id, maximum=each.maximum * times) for each in table.questions]
    larger, plain = quiz_figures(mark_table(asked, rows)), quiz_figures(table)
    for one, other in zip(larger.questions, plain.questions, strict=True):
        assert one.facility.value == other.facility.value
        assert one.discrimination_index.value == pytest.approx(other.discrimination_index.value)
        assert one.effective_weight.value == pytest.approx(other.effective_weight.value)
    assert larger.consistency.cronbach_alpha.value == pytest.approx(plain.consistency.cronbach_alpha.value)
