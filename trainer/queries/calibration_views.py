"""How sure somebody was in an attempt, and how often they were right, as its result shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trainer.queries.behaviour_rules import average_words
from trainer.queries.behaviour_views import LEVELS
from trainer.quizzes.calibration import Calibration, calibrate
from trainer.quizzes.certainty import CertaintyTable, Shown
from trainer.quizzes.drawing import Placed
from trainer.quizzes.quiz import Purpose, Quiz
from trainer.quizzes.scoring import Marked
from trainer.storage.answers import SavedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """The answers given with one certainty, and how many of them were right; `percent` is 0 where there are none."""

    words: str
    answers: int
    right: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationView:
    """The certainty marks of an attempt. `most` is the best mark of one answer; `average` is empty without answers.

    `stands_in_result` where the course wants the average beside the points; `can_pass` is false of a pre-test.
    """

    answers: int
    total: int
    average: str
    most: int
    levels: tuple[LevelResult, ...]
    confident_errors: int
    stands_in_result: bool
    can_pass: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyMark:
    """How sure somebody said to be of one answer, and the mark that it brought."""

    words: str
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """The certainty of an attempt: by question's id, and in sum."""

    marks: Mapping[str, CertaintyMark]
    calibration: CalibrationView


def sureness(
    quiz: Quiz, drawn: Iterable[Placed], saved: Mapping[str, SavedAnswer], marks: Mapping[str, int]
) -> Sureness | None:
    """How sure somebody was of the answers that have these marks, in hundredths; None where the quiz does not ask.

    A question without a mark, since it was dropped, counts for nothing here either.
    """
    table = quiz.terms.behaviour.certainty
    if table is None:
        return None
    given = {question: answer.given for question, answer in saved.items()}
    found = calibrate(table, [_marked(quiz, placed.id, marks) for placed in drawn if placed.id in marks], given)
    said = {question: answer.certainty for question, answer in given.items()}
    return Sureness(
        marks={
            question: CertaintyMark(words=LEVELS[certainty] if (certainty := said[question]) else "", mark=mark)
            for question, mark in found.marks.items()
        },
        calibration=_view(quiz, table, found),
    )


def _marked(quiz: Quiz, question_id: str, marks: Mapping[str, int]) -> Marked:
    common = quiz.question(question_id).common
    points = Fraction(marks.get(question_id, 0), 100)
    return Marked(
        id=question_id,
        objective=common.objective,
        fraction=points / common.points,
        points=points,
        possible=common.points,
        is_safety_critical=common.safety_critical,
    )


def _view(quiz: Quiz, table: CertaintyTable, found: Calibration) -> CalibrationView:
    return CalibrationView(
        answers=len(found.marks),
        total=found.total,
        average="" if found.average is None else average_words(found.average),
        most=max(table.right),
        levels=tuple(
            LevelResult(
                words=LEVELS[level.certainty],
                answers=level.answers,
                right=level.right,
                percent=level.right * 100 // level.answers if level.answers else 0,
            )
            for level in found.levels
        ),
        confident_errors=found.confident_errors,
        stands_in_result=table.shown is Shown.IN_RESULT,
        can_pass=quiz.terms.purpose is not Purpose.PRE_TEST,
    )
