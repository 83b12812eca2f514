"""Reads a quiz as a score counted it."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.scoring import hundredths


def as_scored(taken: Quiz, key: Quiz, marks: Mapping[str, int], maximum: int) -> Quiz:
    """The quiz as it was taken, its questions worth what they count in a score.

    `marks` and `maximum` are the score's, in hundredths of a point, `key` the revision by which it was made. Where a
    wrong key was mended a question may count more or less than when it was asked; without this, all points of today
    could look like a part of those of then. Raises LookupError for a mark of a question that `taken` does not hold.
    """
    if key is taken or sum(hundredths(taken.question(each).common.points) for each in marks) == maximum:
        return taken
    mended = {each.common.id: each.common.points for each in key.questions if each.common.id in marks}
    return replace(taken, questions=tuple(_worth(each, mended) for each in taken.questions))


def _worth(question: Question, points: Mapping[str, Fraction]) -> Question:
    common = question.common
    return replace(question, common=replace(common, points=points.get(common.id, common.points)))
