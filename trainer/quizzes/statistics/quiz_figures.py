"""All figures of a table of marks."""

from dataclasses import dataclass
from fractions import Fraction

from trainer.quizzes.statistics.consistency import Consistency, consistency
from trainer.quizzes.statistics.items import QuestionFigures, question_figures
from trainer.quizzes.statistics.marks import MarkTable
from trainer.quizzes.statistics.moments import Moments, moments
from trainer.quizzes.statistics.sums import sums


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFigures:
    """The figures of a quiz; `maximum` is the sum of the maxima of its questions."""

    n: int
    maximum: Fraction
    totals: Moments
    consistency: Consistency
    questions: tuple[QuestionFigures, ...]


def quiz_figures(table: MarkTable) -> QuizFigures:
    """Every figure that can be had of these marks; where there is none, the reason."""
    summed = sums(table)
    spread = moments(table.totals, table.unit)
    return QuizFigures(
        n=len(table.rows),
        maximum=sum((asked.maximum for asked in table.questions), Fraction(0)),
        totals=spread,
        consistency=consistency(table, summed, spread.standard_deviation),
        questions=question_figures(table.questions, summed, table.unit),
    )
