"""True or false: a statement to judge."""

from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control

TRANSFER = """
type: true-false
answer: false
why:
  true: Bioavailability differs.
  false: Each route has its own.
"""


def test_true_stands_before_false_and_is_never_shuffled() -> None:
    question = question_from(TRANSFER)

    for seed in range(20):
        arrangement = question.arrange(Random(seed), shuffle=True)
        assert arrangement == {"choice": ("true", "false")}
        (slot,) = question.slots(arrangement)
        assert slot.control is Control.RADIO
        assert [(choice.key, choice.text.text) for choice in slot.choices] == [("true", "True"), ("false", "False")]


@pytest.mark.parametrize(
    ("answer_key", "chosen", "mark"), [("false", "false", 1), ("false", "true", 0), ("true", "true", 1)]
)
def test_the_right_judgement_earns_the_points(answer_key: str, chosen: str, mark: int) -> None:
    question = question_from(TRANSFER.replace("answer: false", f"answer: {answer_key}"))

    assert question.mark(answer(question, {"choice": (chosen,)}), {}) == mark


def test_a_blank_earns_nothing() -> None:
    assert question_from(TRANSFER).mark(BLANK, {}) == 0


def test_both_judgements_are_refused() -> None:
    assert question_from(TRANSFER).respond({"choice": ("true", "false")}) == "Choose one answer only here."


def test_feedback_gives_the_reason_of_each_judgement() -> None:
    question = question_from(TRANSFER)

    true, false = question.remarks(answer(question, {"choice": ("true",)}), {})

    assert (true.key, true.is_right, true.was_chosen) == ("true", False, True)
    assert (false.key, false.is_right, false.was_chosen) == ("false", True, False)
    assert true.why is not None
    assert (true.why.text, true.why.line) == ("Bioavailability differs.", 4)
    assert question.keys() == {"true", "false"}


def test_reasons_on_one_line_are_read_too() -> None:
    question = question_from("type: true-false\nanswer: true\nwhy: {true: So it is., false: It is not.}")

    assert [text.text for text in question.texts()] == ["True", "So it is.", "False", "It is not."]


def test_a_missing_answer_is_an_error() -> None:
    assert problems_of("type: true-false\nwhy: {true: A., false: B.}") == [
        "1: error: 'answer' is missing; add 'answer: true' or 'answer: false'"
    ]


def test_an_answer_in_quotes_is_an_error() -> None:
    assert problems_of("type: true-false\nanswer: 'true'\nwhy: {true: A., false: B.}") == [
        "2: error: 'answer' must be true or false, found text 'true'"
    ]


def test_a_missing_reason_is_a_warning() -> None:
    assert problems_of("type: true-false\nanswer: true") == [
        "1: warning: there is no reason; add 'why: {true: ..., false: ...}' so that feedback can teach"
    ]
    assert problems_of("type: true-false\nanswer: true\nwhy: {true: A.}") == [
        "3: warning: there is no reason for 'false'; add 'false: ...' so that feedback can teach"
    ]


def test_a_reason_for_anything_else_is_an_error() -> None:
    assert problems_of("type: true-false\nanswer: true\nwhy: {true: A., false: B., flase: C.}") == [
        "3: error: unknown key 'flase'; did you mean 'false'?"
    ]
