"""Where there is no figure there is a reason, and never a number that is none."""

from tests.quizzes.statistics.reading import figures, question, table
from trainer.quizzes.statistics.marks import Asked, table_of
from trainer.quizzes.statistics.quiz_figures import quiz_figures


def test_nobody_answered() -> None:
    found = quiz_figures(table_of([Asked(id="a", maximum=1)], [], 1))  # type: ignore[arg-type]  # an int is enough
    assert (found.n, found.totals.mean.why, found.questions[0].facility.why) == (
        0,
        "Nobody has answered.",
        "Nobody saw this question.",
    )


def test_one_attempt_has_a_mean_and_nothing_else() -> None:
    found = figures("a,b\n1,0\n")
    assert found.totals.mean.value == 1
    assert found.totals.standard_deviation.why == "It takes two attempts."
    assert found.totals.skewness.why == "It takes three attempts."
    assert found.consistency.internal_consistency.why == "It takes two attempts."
    assert question(found, "a").standard_deviation.why == "It takes two attempts."
    assert question(found, "a").discrimination_index.why == "It takes two attempts that saw another question too."


def test_everybody_has_the_same_marks() -> None:
    found = figures("a,b\n1,0\n1,0\n1,0\n1,0\n1,0\n")
    assert found.totals.standard_deviation.value == 0
    assert found.totals.kurtosis.why == "All attempts have the same total."
    assert found.consistency.error_ratio.why == "All attempts have the same total."
    assert question(found, "a").discrimination_index.why == "All attempts have the same mark here."
    assert question(found, "a").effective_weight.why == "All attempts have the same total."


def test_one_question_has_no_rest() -> None:
    found = figures("a\n1\n0\n1\n")
    assert found.consistency.internal_consistency.why == "It takes two questions."
    assert question(found, "a").item_rest_correlation.n == 0
    assert question(found, "a").facility.n == 3


def test_marks_that_fall_as_totals_rise_have_no_weight_and_the_others_share_all_of_it() -> None:
    found = figures("a,b,c\n1,0,0\n1,1,0\n0,1,1\n0,1,1\n")
    assert question(found, "a").effective_weight.why == "Its marks fall as totals rise, so that it has no weight."
    weights = [question(found, name).effective_weight.value or 0 for name in ("b", "c")]
    assert sum(weights) == 100


def test_an_attempt_that_saw_one_question_leaves_the_pair_but_counts_for_facility() -> None:
    found = question(figures("a,b\n1,1\n0,0\n1,0\n1,\n"), "a")
    assert (found.n, found.facility.value, found.item_rest_correlation.n) == (4, 0.75, 3)
    assert (
        found.item_rest_correlation.value == question(figures("a,b\n1,1\n0,0\n1,0\n"), "a").item_rest_correlation.value
    )


def test_a_blank_answer_counts_and_an_unseen_question_does_not() -> None:
    assert question(figures("a,b\n1,1\n0,1\n"), "a").facility.value == 0.5
    assert question(figures("a,b\n1,1\n,1\n"), "a").facility.value == 1


def test_a_line_with_nothing_seen_is_no_attempt() -> None:
    assert len(table("a,b\n1,1\n,\n0,1\n").rows) == 2


def test_two_questions_that_nobody_saw_together() -> None:
    found = figures("a,b,c\n1,1,\n0,1,\n1,,0\n0,,1\n").consistency
    assert found.internal_consistency.why == "Some questions were seen together by fewer than two attempts."
    assert found.standard_error.value is None


def test_enormous_numbers_stay_numbers() -> None:
    found = figures("a,b\n1e9,0.000000000001\n0,1e9\n123456789.123456789,3\n5,7\n", maximum="1000000000")
    assert found.totals.kurtosis.value is not None
    assert abs(question(found, "a").item_rest_correlation.value or 0) <= 1
