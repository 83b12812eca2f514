"""How well somebody's certainty agreed with being right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trainer.quizzes.certainty import Certainty, CertaintyTable
from trainer.quizzes.questions.question import BLANK
from trainer.quizzes.scoring import Given, Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The answers given with one certainty: how many, and how many of them were right."""

    certainty: Certainty
    answers: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The certainty marks of an attempt by question, their sum, and how often each level was right.

    Only answered questions are in it; an answer that came without a certainty counts as given with the lowest.
    """

    marks: Mapping[str, int]
    levels: tuple[Level, ...]

    @property
    def total(self) -> int:
        """The sum of the marks."""
        return sum(self.marks.values())

    @property
    def average(self) -> Fraction | None:
        """The mean mark of an answer; None where nothing was answered."""
        return Fraction(self.total, len(self.marks)) if self.marks else None

    @property
    def confident_errors(self) -> int:
        """How many answers were wrong though given with the highest certainty."""
        return sum(level.answers - level.right for level in self.levels if level.certainty is Certainty.HIGH)


def calibrate(table: CertaintyTable, marked: Iterable[Marked], given: Mapping[str, Given]) -> Calibration:
    """The certainty marks of an attempt. An answer is right where it earned all of its points at the first try."""
    marks: dict[str, int] = {}
    answers, right = dict.fromkeys(Certainty, 0), dict.fromkeys(Certainty, 0)
    for each in marked:
        answer = given.get(each.id)
        if answer is None or answer.response == BLANK or each.is_waiting:
            continue
        certainty, is_right = answer.certainty or Certainty.LOW, each.fraction == 1 and answer.tried == 1
        marks[each.id] = table.mark(certainty, is_right=is_right)
        answers[certainty] += 1
        right[certainty] += is_right
    levels = tuple(Level(certainty=each, answers=answers[each], right=right[each]) for each in Certainty)
    return Calibration(marks=marks, levels=levels)
