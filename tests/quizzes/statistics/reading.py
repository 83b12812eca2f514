"""Makes tables of marks for tests of statistics."""

from collections.abc import Mapping
from fractions import Fraction

from trainer.quizzes.statistics.items import QuestionFigures
from trainer.quizzes.statistics.marks import MarkTable
from trainer.quizzes.statistics.quiz_figures import QuizFigures, quiz_figures
from trainer.quizzes.statistics.table_text import read_table


def table(text: str, maximum: str = "1", maxima: Mapping[str, str] | None = None) -> MarkTable:
    """The table of a CSV text, in which there must be no mistake."""
    found = read_table(text, Fraction(maximum), {question: Fraction(most) for question, most in (maxima or {}).items()})
    assert isinstance(found, MarkTable), found
    return found


def figures(text: str, maximum: str = "1", maxima: Mapping[str, str] | None = None) -> QuizFigures:
    """All figures of a CSV text."""
    return quiz_figures(table(text, maximum, maxima))


def question(found: QuizFigures, name: str) -> QuestionFigures:
    """The figures of one question."""
    return next(each for each in found.questions if each.asked.id == name)
