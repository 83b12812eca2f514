"""Figures as plain values, for JSON."""

from trainer.quizzes.statistics.figure import Figure
from trainer.quizzes.statistics.items import QuestionFigures
from trainer.quizzes.statistics.quiz_figures import QuizFigures

UNITS = {
    "mean": "points",
    "median": "points",
    "standard_deviation": "points",
    "standard_error": "points",
    "facility": "share of the maximum, 0 to 1",
    "item_rest_correlation": "correlation, -1 to 1",
    "cronbach_alpha": "up to 1",
    "kr20": "up to 1",
    "alpha_of_seen": "up to 1: alpha of as many questions as one attempt saw on the average",
    "standard_error_of_seen": "points",
    "discrimination_index": "per cent: 100 times item_rest_correlation",
    "discriminative_efficiency": "per cent",
    "intended_weight": "per cent",
    "effective_weight": "per cent",
    "internal_consistency": "per cent: 100 times cronbach_alpha",
    "error_ratio": "per cent",
    "skewness": "k3 / k2^1.5",
    "kurtosis": "k4 / k2^2, 0 for a normal distribution",
}
"""In what each figure is given: the units of Moodle's quiz statistics, beside them the usual names in usual units."""


def plain_figures(figures: QuizFigures) -> dict[str, object]:
    """All figures, unrounded; None where there is none, with the reason below `reasons`, intervals beside theirs."""
    spread, held = figures.totals, figures.consistency
    whole = {
        "mean": spread.mean,
        "median": spread.median,
        "standard_deviation": spread.standard_deviation,
        "skewness": spread.skewness,
        "kurtosis": spread.kurtosis,
        "internal_consistency": held.internal_consistency,
        "cronbach_alpha": held.cronbach_alpha,
        "kr20": held.kr20,
        "error_ratio": held.error_ratio,
        "standard_error": held.standard_error,
        "alpha_of_seen": held.alpha_of_seen,
        "standard_error_of_seen": held.standard_error_of_seen,
    }
    quiz = {"n": figures.n, "questions": len(figures.questions), "maximum": float(figures.maximum), **_plain(whole)}
    return {
        "quiz": quiz,
        "questions": {each.asked.id: _question(each) for each in figures.questions},
        "units": UNITS,
    }


def _question(each: QuestionFigures) -> dict[str, object]:
    figures = {
        "mean": each.mean,
        "facility": each.facility,
        "standard_deviation": each.standard_deviation,
        "effective_weight": each.effective_weight,
        "discrimination_index": each.discrimination_index,
        "discriminative_efficiency": each.discriminative_efficiency,
        "item_rest_correlation": each.item_rest_correlation,
    }
    return {
        "id": each.asked.id,
        "n": each.n,
        "pairs": each.item_rest_correlation.n,
        "maximum": float(each.asked.maximum),
        "intended_weight": each.intended_weight,
        **_plain(figures),
    }


def _plain(figures: dict[str, Figure]) -> dict[str, object]:
    values: dict[str, object] = {name: each.value for name, each in figures.items()}
    for name, each in figures.items():
        if each.low is not None:
            values[f"{name}_interval"] = [each.low, each.high]
    values["reasons"] = {name: each.why for name, each in figures.items() if each.why}
    return values
