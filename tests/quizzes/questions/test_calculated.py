"""Calculated: a number that follows from values drawn anew for each attempt."""

from fractions import Fraction
from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.calculated import Calculated
from trainer.quizzes.questions.question import BLANK

SHARE = """
type: calculated
prompt: 'Of {{n}} people {{k}} responded. How many per cent is that?'
values:
  - n from 20 to 80 by 20
  - k from 5 to 15 by 5
answer: 100 * k / n
tolerance: 0.5
decimals: 1
unit: '%'
why: 'It is {{k}} of {{n}}, which is {{answer}} %.'
"""
DRAWN = {"n": ("60",), "k": ("10",)}


def test_an_attempt_draws_its_values_and_equal_seeds_draw_the_same() -> None:
    question = question_from(SHARE)

    drawn = question.arrange(Random(7), shuffle=True)

    assert drawn == question.arrange(Random(7), shuffle=True)
    assert drawn["n"][0] in ("20", "40", "60", "80")
    assert drawn["k"][0] in ("5", "10", "15")
    assert len({question.arrange(Random(seed), shuffle=False)["n"] for seed in range(50)}) == 4


@pytest.mark.parametrize(
    ("typed", "mark"), [("16.7", 1), ("16,2", 1), ("17.16 %", 1), ("17.17", 0), ("16.1", 0), ("20", 0)]
)
def test_what_is_right_follows_from_the_values_of_the_attempt(typed: str, mark: int) -> None:
    question = question_from(SHARE)

    assert question.mark(answer(question, {"value": (typed,)}), DRAWN) == mark


def test_the_same_answer_to_other_values_is_wrong() -> None:
    question = question_from(SHARE)
    given = answer(question, {"value": ("25",)})

    assert question.mark(given, {"n": ("20",), "k": ("5",)}) == 1
    assert question.mark(given, {"n": ("80",), "k": ("5",)}) == 0
    assert question.mark(BLANK, DRAWN) == 0


def test_the_texts_show_the_values_of_the_attempt_and_feedback_the_result() -> None:
    question = question_from(SHARE)

    assert question.values(DRAWN) == {"n": "60", "k": "10", "answer": "16.7"}
    (remark,) = question.remarks(BLANK, DRAWN)
    assert remark.answer_words == "16.7 %"
    assert [text.text for text in question.gapped()] == [
        "Of {{n}} people {{k}} responded. How many per cent is that?",
        "It is {{k}} of {{n}}, which is {{answer}} %.",
    ]


def test_a_value_that_a_later_revision_added_is_the_lowest() -> None:
    question = question_from(SHARE)

    assert question.values({"n": ("40",)})["k"] == "5"


def test_a_tenth_is_a_tenth() -> None:
    question = question_from(
        "type: calculated\nprompt: 'Add {{a}}.'\nvalues: [a from 0.2 to 0.4 by 0.1]\nanswer: a + 0.1\nwhy: So."
    )

    assert isinstance(question, Calculated)
    assert question.formula.at({"a": Fraction(1, 5)}) == Fraction(3, 10)
    assert question.mark(answer(question, {"value": ("0.3",)}), {"a": ("0.2",)}) == 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "100 * k / n",
            "100 * k / m",
            "6: error: the formula names 'm', which is no value; declare it or change the formula",
        ),
        (
            "100 * k / n",
            "open(k)",
            "6: error: 'open(k)' cannot stand in a formula; use numbers, names, + - * / and parentheses",
        ),
        (
            "100 * k / n",
            "(k ** 9) ** 9",
            "6: error: a power of a power grows beyond bounds; multiply the two powers",
        ),
        (
            "100 * k / n",
            "k /",
            "6: error: this is no formula; write it with + - * / and parentheses, as in 100 * k / n",
        ),
        (
            "100 * k / n",
            "k / (n - 40)",
            "6: error: the formula divides by 0 where n = 40, k = 5; change the values or the formula",
        ),
        (
            "{{n}} people",
            "people",
            "2: error: the prompt does not show 'n'; write {{n}} in it or remove the value",
        ),
        (
            "Of {{n}}",
            "Of {{m}} {{n}}",
            "2: error: the prompt shows '{{m}}', which is no value; declare it or remove it",
        ),
        (
            "{{answer}} %",
            "{{result}} %",
            "10: error: the reason shows '{{result}}', which is no value; use one, or {{answer}}",
        ),
        (
            "by 20",
            "by 0",
            "4: error: the value 'n' must go up to a higher number in steps above 0; change it",
        ),
        (
            "by 20",
            "by 0.1",
            "4: error: the value 'n' could be any of more than 200; take larger steps",
        ),
        (
            "n from 20 to 80 by 20",
            "n between 20 and 80",
            "4: error: 'n between 20 and 80' declares no value; write a line for each under 'values:', such as "
            "'n from 20 to 80 by 10'; 'answer' names the result",
        ),
    ],
)
def test_what_makes_no_question_has_its_line_and_its_cure(old: str, new: str, problem: str) -> None:
    assert problem in problems_of(SHARE.replace(old, new))
