"""Single choice: one of several options is right."""

from fractions import Fraction
from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control, Remark
from trainer.yaml_text import SourceText

PEAK = """
type: single-choice
options:
  - {id: early, text: Within twenty minutes, correct: true, why: It was measured.}
  - {id: late, text: After two hours, why: That is too late.}
  - {id: never, text: Never, why: It does.}
"""


def test_it_asks_for_one_of_its_options_in_the_attempts_order() -> None:
    slots = question_from(PEAK).slots({"choice": ("never", "early", "late")})

    assert [slot.name for slot in slots] == ["choice"]
    assert slots[0].control is Control.RADIO
    assert [choice.key for choice in slots[0].choices] == ["never", "early", "late"]
    assert slots[0].choices[1].text == SourceText("Within twenty minutes", 3)


@pytest.mark.parametrize(("key", "mark"), [("early", 1), ("late", 0), ("never", 0)])
def test_only_the_right_option_earns_the_points(key: str, mark: int) -> None:
    question = question_from(PEAK)

    assert question.mark(answer(question, {"choice": (key,)}), {}) == Fraction(mark)


def test_a_blank_is_an_answer_that_earns_nothing() -> None:
    question = question_from(PEAK)

    assert question.respond({}) == BLANK
    assert question.mark(BLANK, {}) == 0


def test_two_options_are_refused() -> None:
    assert question_from(PEAK).respond({"choice": ("early", "late")}) == "Choose one answer only here."


def test_a_key_that_is_not_its_own_is_refused() -> None:
    refused = "This answer does not belong to the question as it stands; load the page again and answer once more."

    assert question_from(PEAK).respond({"choice": ("else",)}) == refused
    assert question_from(PEAK).respond({"else": ("early",)}) == refused


def test_feedback_gives_the_reason_of_every_option() -> None:
    question = question_from(PEAK)

    remarks = question.remarks(answer(question, {"choice": ("late",)}), {"choice": ("late", "early", "never")})

    assert remarks[:2] == (
        Remark(slot="choice", key="late", is_right=False, was_chosen=True, why=SourceText("That is too late.", 4)),
        Remark(slot="choice", key="early", is_right=True, was_chosen=False, why=SourceText("It was measured.", 3)),
    )
    assert [remark.key for remark in remarks] == ["late", "early", "never"]


def test_options_are_shuffled_only_when_asked_for() -> None:
    question = question_from(PEAK)

    assert question.arrange(Random(1), shuffle=False) == {"choice": ("early", "late", "never")}
    orders = {question.arrange(Random(seed), shuffle=True)["choice"] for seed in range(50)}
    assert len(orders) == 6


def test_an_option_added_by_a_later_revision_comes_last() -> None:
    slots = question_from(PEAK).slots({"choice": ("never", "early")})

    assert [choice.key for choice in slots[0].choices] == ["never", "early", "late"]


def test_its_texts_are_options_and_reasons() -> None:
    texts = [text.text for text in question_from(PEAK).texts()]

    assert texts == [
        "Within twenty minutes",
        "It was measured.",
        "After two hours",
        "That is too late.",
        "Never",
        "It does.",
    ]
    assert question_from(PEAK).keys() == {"early", "late", "never"}


def test_no_right_option_is_an_error() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: No.}
      - {id: b, text: B, why: No.}
    """
    assert problems_of(keys) == ["2: error: no option is marked correct; add 'correct: true' to one"]


def test_two_right_options_are_an_error_that_names_their_lines() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: Yes., correct: true}
      - {id: b, text: B, why: Yes., correct: true}
    """
    assert problems_of(keys) == [
        "2: error: the options in lines 3 and 4 are marked correct; keep 'correct: true' at one"
    ]


def test_a_single_option_is_an_error() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: Yes., correct: true}
    """
    assert problems_of(keys) == ["2: error: there are fewer than two options; add another one"]


def test_missing_options_are_an_error() -> None:
    assert problems_of("type: single-choice") == [
        "1: error: 'options' is missing; add 'options:' with at least two entries below"
    ]


def test_an_id_twice_is_an_error_that_names_both_lines() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: Yes., correct: true}
      - {id: a, text: B, why: No.}
    """
    assert problems_of(keys) == [
        "4: error: the id 'a' stands twice in this question (first in line 3); change one",
    ]


def test_two_options_that_read_the_same_are_an_error() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: At once, why: Yes., correct: true}
      - {id: b, text: at  once, why: No.}
    """
    assert problems_of(keys) == ["4: error: this says the same as line 3; change one of them"]


def test_a_missing_id_or_reason_is_a_warning_and_the_key_is_the_place() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: Yes., correct: true}
      - text: B
        correct: false
    """
    assert problems_of(keys) == [
        "4: warning: there is no id, so answers cannot be carried to a later text; "
        "add 'id: answer-2' or a word of your own",
        "4: warning: there is no reason; add 'why: ...' so that feedback can teach",
    ]


def test_an_id_that_yaml_reads_as_yes_or_no_has_to_be_quoted() -> None:
    bare = """
    type: single-choice
    options:
      - {id: true, text: A, why: Yes., correct: true}
      - {id: no, text: B, why: No.}
    """
    assert problems_of(bare) == [
        "3: error: 'id' must be text, found yes/no (true or false) 'true'; write it in single quotes"
    ]
    assert question_from(bare.replace("true,", "'true',", 1)).keys() == {"true", "no"}


def test_an_unknown_key_of_an_option_names_the_nearest() -> None:
    keys = """
    type: single-choice
    options:
      - {id: a, text: A, why: Yes., corect: true}
      - {id: b, text: B, why: No., correct: true}
    """
    assert problems_of(keys) == ["3: error: unknown key 'corect'; did you mean 'correct'?"]
