"""Checking an answer makes a try of it, and the right one and the last are for good."""

import pytest

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.certainty import Certainty
from trainer.quizzes.certainty_form import read_certainty
from trainer.quizzes.questions.question import Response
from trainer.quizzes.trying import Kept, check, may_check

MODULE = "module: ../curriculum/a/b.md\n"
RIGHT, WRONG = (Response(chosen=(("value", (value,)),)) for value in ("1", "2"))


def checked(terms: str, response: Response, tries: int) -> Kept:
    quiz = usable_quiz(MODULE + terms, "- {id: q, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.}")
    return check(quiz.terms, quiz.question("q"), {}, response, Kept(certainty=Certainty.HIGH), tries=tries)


@pytest.mark.parametrize(
    ("response", "tries", "tried", "is_final"),
    [(WRONG, 0, 1, False), (WRONG, 1, 2, False), (WRONG, 2, 3, True), (RIGHT, 0, 1, True), (RIGHT, 1, 2, True)],
)
def test_a_check_is_the_next_try(response: Response, tries: int, tried: int, is_final: bool) -> None:
    assert checked("tries: 3\n", response, tries) == Kept(tried=tried, is_final=is_final, certainty=Certainty.HIGH)


def test_where_there_is_one_try_a_checked_answer_is_for_good_and_no_try() -> None:
    assert checked("feedback: after-each\n", WRONG, 0) == Kept(is_final=True, certainty=Certainty.HIGH)


@pytest.mark.parametrize(
    ("terms", "may"),
    [("", False), ("feedback: after-pass\n", False), ("feedback: after-each\n", True), ("tries: 2\n", True)],
)
def test_answers_are_checked_where_reasons_follow_each_or_there_are_several_tries(terms: str, may: bool) -> None:
    assert may_check(usable_quiz(MODULE + terms).terms) is may


@pytest.mark.parametrize(
    ("sent", "read"),
    [((), None), (("",), None), (("1",), Certainty.LOW), (("3",), Certainty.HIGH), (("", "2"), Certainty.MIDDLE)],
)
def test_a_form_says_one_of_three_or_nothing(sent: tuple[str, ...], read: Certainty | None) -> None:
    assert read_certainty({"certainty": sent, "other": ("9",)}) is read


@pytest.mark.parametrize("sent", [("0",), ("4",), ("high",), ("１",), ("1", "3"), ("9" * 5000,), ("\0",)])
def test_anything_else_is_a_sentence(sent: tuple[str, ...]) -> None:
    assert read_certainty({"certainty": sent}) == "Choose one of the three: unsure, fairly sure or sure."
