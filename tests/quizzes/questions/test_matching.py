"""Matching: to each left side belongs one of the right sides."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control, Response
from trainer.yaml_text import SourceText

PEAKS = """
type: matching
pairs:
  - {id: vein, left: Vein, right: During the infusion, why: Nothing delays it.}
  - {id: muscle, left: Muscle, right: Within half an hour, why: It is taken up first.}
  - {id: mouth, left: Mouth, right: After an hour, why: The gut takes time.}
also:
  - {id: skin, right: After a day, why: No route peaks so late.}
"""
RIGHT = {"vein": ("vein",), "muscle": ("muscle",), "mouth": ("mouth",)}


def test_each_left_side_is_a_slot_that_offers_every_right_side_in_one_order() -> None:
    slots = question_from(PEAKS).slots(
        {"left": ("mouth", "vein", "muscle"), "right": ("skin", "muscle", "mouth", "vein")}
    )

    assert [(slot.name, slot.label and slot.label.text) for slot in slots] == [
        ("mouth", "Mouth"),
        ("vein", "Vein"),
        ("muscle", "Muscle"),
    ]
    assert {slot.control for slot in slots} == {Control.SELECT}
    assert {tuple(choice.key for choice in slot.choices) for slot in slots} == {("skin", "muscle", "mouth", "vein")}
    assert slots[0].choices[0].text.text == "After a day"


def test_both_sides_are_shuffled() -> None:
    question = question_from(PEAKS)

    arrangements = [question.arrange(Random(seed), shuffle=True) for seed in range(200)]

    assert len({arrangement["left"] for arrangement in arrangements}) == 6
    assert len({arrangement["right"] for arrangement in arrangements}) == 24


def test_right_sides_that_are_not_shuffled_stand_by_the_alphabet_since_the_authors_order_is_the_answer() -> None:
    arrangement = question_from(PEAKS).arrange(Random(1), shuffle=False)

    assert arrangement == {"left": ("vein", "muscle", "mouth"), "right": ("skin", "mouth", "vein", "muscle")}


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (RIGHT, Fraction(1)),
        (RIGHT | {"mouth": ("skin",)}, Fraction(2, 3)),
        ({"vein": ("vein",)}, Fraction(1, 3)),
        ({"vein": ("muscle",), "muscle": ("vein",)}, Fraction(0)),
        ({"vein": ("vein",), "muscle": ("vein",), "mouth": ("vein",)}, Fraction(1, 3)),
    ],
)
def test_each_pair_earns_an_equal_share(values: Mapping[str, tuple[str, ...]], mark: Fraction) -> None:
    question = question_from(PEAKS)

    assert question.mark(answer(question, values), {}) == mark


def test_a_blank_earns_nothing() -> None:
    assert question_from(PEAKS).respond({}) == BLANK
    assert question_from(PEAKS).mark(BLANK, {}) == 0


def test_of_two_pairs_with_the_same_right_side_either_is_right() -> None:
    question = question_from("""
    type: matching
    pairs:
      - {id: a, left: A, right: Soon, why: So.}
      - {id: b, left: B, right: soon, why: So.}
    """)

    assert question.mark(answer(question, {"a": ("b",), "b": ("a",)}), {}) == 1


def test_two_right_sides_for_one_left_side_are_refused() -> None:
    assert question_from(PEAKS).respond({"vein": ("vein", "skin")}) == "Choose one answer only here."


def test_an_answer_stores_left_and_right_ids() -> None:
    response = question_from(PEAKS).respond({"vein": ("skin",), "muscle": ("vein",)})

    assert response == Response(chosen=(("muscle", ("vein",)), ("vein", ("skin",))))


def test_feedback_gives_the_reason_of_each_pair_and_of_a_chosen_side_that_fits_nothing() -> None:
    question = question_from(PEAKS)
    response = answer(question, {"vein": ("vein",), "mouth": ("skin",)})

    remarks = question.remarks(response, {"left": ("mouth", "vein", "muscle"), "right": ()})

    assert [(remark.slot, remark.key, remark.is_right, remark.was_chosen) for remark in remarks] == [
        ("mouth", None, False, True),
        ("mouth", "skin", False, True),
        ("vein", None, True, True),
        ("muscle", None, False, False),
    ]
    assert [remark.answer.text if remark.answer else None for remark in remarks] == [
        "After an hour",
        None,
        "During the infusion",
        "Within half an hour",
    ]
    assert remarks[1].why == SourceText("No route peaks so late.", 7)


def test_its_texts_and_keys_are_those_of_both_sides() -> None:
    question = question_from(PEAKS)

    assert len(list(question.texts())) == 11
    assert question.keys() == {"vein", "muscle", "mouth", "skin"}


def test_an_also_entry_without_an_id_is_counted_on_from_the_pairs() -> None:
    keys = """
    type: matching
    pairs:
      - {id: a, left: A, right: B, why: So.}
      - {id: c, left: C, right: D, why: So.}
    also:
      - {right: E, why: So.}
    """
    assert problems_of(keys) == [
        "6: warning: there is no id, so answers cannot be carried to a later text; "
        "add 'id: answer-3' or a word of your own"
    ]


def test_mistakes_in_pairs_are_all_found_at_once() -> None:
    keys = """
    type: matching
    pairs:
      - {id: a, left: A, right: One, why: So.}
      - {id: a, left: A, right: Two, why: So.}
      - {id: b, left: B, why: So.}
    also:
      - {id: a, right: one, why: So.}
    """
    assert problems_of(keys) == [
        "4: error: the id 'a' stands twice in this question (first in line 3); change one",
        "4: error: this says the same as line 3; change one of them",
        "5: error: 'right' is missing; add 'right: ...'",
        "7: error: the id 'a' stands twice in this question (first in line 3); change one",
        "7: error: this says the same as line 3; change it or leave it out",
    ]


def test_one_pair_or_none_is_an_error() -> None:
    assert problems_of("type: matching\npairs: [{id: a, left: A, right: B, why: So.}]") == [
        "2: error: there are fewer than two pairs; add another one"
    ]
    assert problems_of("type: matching") == [
        "1: error: 'pairs' is missing; add 'pairs:' with at least two entries of 'id', 'left', 'right' and 'why'"
    ]
