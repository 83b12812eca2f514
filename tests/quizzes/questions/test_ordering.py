"""Ordering: items to bring into their right order."""

from fractions import Fraction
from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control, Response

STEPS = """
type: ordering
items:
  - {id: stop, text: Stop the session, why: Safety first.}
  - {id: call, text: Call the prescriber, why: They decide.}
  - {id: note, text: Write it down, why: Last.}
"""


def test_each_place_is_a_slot_that_offers_every_item() -> None:
    slots = question_from(STEPS).slots({"items": ("note", "stop", "call")})

    assert [slot.name for slot in slots] == ["1", "2", "3"]
    assert {slot.control for slot in slots} == {Control.SELECT}
    assert {tuple(choice.key for choice in slot.choices) for slot in slots} == {("note", "stop", "call")}


def test_shuffled_items_never_stand_in_the_right_order() -> None:
    question = question_from(STEPS)

    orders = {question.arrange(Random(seed), shuffle=True)["items"] for seed in range(300)}

    assert orders == {
        ("stop", "note", "call"),
        ("call", "stop", "note"),
        ("call", "note", "stop"),
        ("note", "stop", "call"),
        ("note", "call", "stop"),
    }


def test_items_that_are_not_shuffled_stand_by_the_alphabet() -> None:
    assert question_from(STEPS).arrange(Random(1), shuffle=False) == {"items": ("call", "stop", "note")}


@pytest.mark.parametrize(
    ("order", "mark"),
    [
        (("stop", "call", "note"), Fraction(1)),
        (("call", "stop", "note"), Fraction(1, 3)),
        (("note", "stop", "call"), Fraction(0)),
        (("stop",), Fraction(1, 3)),
        ((), Fraction(0)),
    ],
)
def test_the_share_of_items_at_their_right_place_is_earned(order: tuple[str, ...], mark: Fraction) -> None:
    question = question_from(STEPS)
    places = {str(place): (key,) for place, key in enumerate(order, start=1)}

    assert question.mark(answer(question, places), {}) == mark


def test_one_item_in_two_places_is_refused() -> None:
    assert question_from(STEPS).respond({"1": ("stop",), "3": ("stop",)}) == (
        "One item stands in two places; choose each item once."
    )


def test_a_half_filled_order_is_saved() -> None:
    assert question_from(STEPS).respond({"2": ("stop",), "3": ()}) == Response(chosen=(("2", ("stop",)),))
    assert question_from(STEPS).mark(BLANK, {}) == 0


def test_a_place_that_is_not_there_is_refused() -> None:
    assert isinstance(question_from(STEPS).respond({"4": ("stop",)}), str)
    assert isinstance(question_from(STEPS).respond({"1": ("stop", "call")}), str)


def test_feedback_goes_through_the_right_order() -> None:
    question = question_from(STEPS)

    remarks = question.remarks(answer(question, {"1": ("stop",), "2": ("note",)}), {"items": ()})

    assert [(remark.slot, remark.key, remark.is_right, remark.was_chosen) for remark in remarks] == [
        ("1", None, True, True),
        ("2", None, False, True),
        ("3", None, False, False),
    ]
    assert [remark.answer and remark.answer.text for remark in remarks] == [
        "Stop the session",
        "Call the prescriber",
        "Write it down",
    ]
    assert [remark.why and remark.why.text for remark in remarks] == ["Safety first.", "They decide.", "Last."]


def test_its_texts_and_keys_are_those_of_its_items() -> None:
    assert len(list(question_from(STEPS).texts())) == 6
    assert question_from(STEPS).keys() == {"stop", "call", "note"}


def test_mistakes_in_items_are_all_found_at_once() -> None:
    keys = """
    type: ordering
    items:
      - {id: a, text: One, why: So.}
      - {id: a, text: ONE}
      - {text: 2, why: So.}
    """
    assert problems_of(keys) == [
        "4: error: the id 'a' stands twice in this question (first in line 3); change one",
        "4: warning: there is no reason; add 'why: ...' so that feedback can teach",
        "4: error: this says the same as line 3; change one of them",
        "5: error: 'text' must be text, found a number '2'; write it in single quotes",
        "5: warning: there is no id, so answers cannot be carried to a later text; "
        "add 'id: answer-3' or a word of your own",
    ]


def test_one_item_or_none_is_an_error() -> None:
    assert problems_of("type: ordering\nitems: [{id: a, text: A, why: So.}]") == [
        "2: error: there are fewer than two items; add another one"
    ]
    assert problems_of("type: ordering") == [
        "1: error: 'items' is missing; add 'items:' with at least two entries below, in the right order"
    ]
