"""A quiz is read as a score counted it."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import usable_quiz
from tests.support.courses import single_choice
from trainer.quizzes.as_scored import as_scored
from trainer.quizzes.quiz import Quiz

HEAD = "module: ../curriculum/a/b.md\npass_mark: 80\n"


def quiz(**points: int) -> Quiz:
    return usable_quiz(HEAD, "".join(single_choice(name, points=each) for name, each in points.items()))


def worth(read: Quiz) -> dict[str, Fraction]:
    return {each.common.id: each.common.points for each in read.questions}


def test_by_its_own_key_it_stays_as_it_was_taken() -> None:
    taken = quiz(a=2, b=1)

    assert as_scored(taken, quiz(a=1, b=1), {"a": 100, "b": 100}, maximum=300) is taken


def test_by_a_mended_key_a_question_is_worth_what_it_counted() -> None:
    read = as_scored(quiz(a=2, b=1), quiz(a=1, b=1), {"a": 100, "b": 0}, maximum=200)

    assert worth(read) == {"a": 1, "b": 1}


def test_what_was_dropped_or_is_gone_stays_as_it_was_taken() -> None:
    read = as_scored(quiz(a=2, b=1, c=3, d=1), quiz(a=1, b=2), {"a": 100, "d": 100}, maximum=200)

    assert worth(read) == {"a": 1, "b": 1, "c": 3, "d": 1}


def test_a_mark_of_a_question_that_was_not_asked_is_refused() -> None:
    with pytest.raises(LookupError):
        as_scored(quiz(a=2), quiz(a=1), {"z": 100}, maximum=100)
