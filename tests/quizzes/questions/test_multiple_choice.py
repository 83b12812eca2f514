"""Multiple choice: any number of several options is right."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control, Response

SIGNS = """
type: multiple-choice
options:
  - {id: chest-pain, text: Chest pain, correct: true, why: The heart.}
  - {id: bladder, text: Bladder pain, correct: true, why: The bladder.}
  - {id: tears, text: Tears, why: They are welcome.}
  - {id: yawning, text: Yawning, why: It passes.}
"""
ALL = ("chest-pain", "bladder", "tears", "yawning")


def test_it_asks_for_any_number_of_its_options() -> None:
    (slot,) = question_from(SIGNS).slots({"choice": ALL})

    assert slot.control is Control.CHECKBOX
    assert [choice.key for choice in slot.choices] == list(ALL)


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        (("chest-pain", "bladder"), Fraction(1)),
        (("chest-pain",), Fraction(1, 2)),
        (("chest-pain", "bladder", "tears"), Fraction(1, 2)),
        (("chest-pain", "tears"), Fraction(0)),
        (("tears", "yawning"), Fraction(0)),
        (ALL, Fraction(0)),
        ((), Fraction(0)),
    ],
)
def test_right_options_chosen_less_wrong_ones_earn_their_part(chosen: tuple[str, ...], mark: Fraction) -> None:
    question = question_from(SIGNS)

    assert question.mark(answer(question, {"choice": chosen}), {}) == mark


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [(("chest-pain", "bladder"), 1), (("chest-pain",), 0), (("chest-pain", "bladder", "tears"), 0), ((), 0)],
)
def test_all_or_nothing_gives_no_part(chosen: tuple[str, ...], mark: int) -> None:
    question = question_from(SIGNS + "credit: all-or-nothing\n")

    assert question.mark(answer(question, {"choice": chosen}), {}) == mark


def test_the_order_of_choosing_and_repeats_make_no_difference() -> None:
    question = question_from(SIGNS)

    assert question.respond({"choice": ("tears", "bladder", "tears")}) == Response(
        chosen=(("choice", ("bladder", "tears")),)
    )
    assert question.respond({"choice": ()}) == BLANK


def test_an_option_that_a_later_revision_took_out_counts_for_nothing() -> None:
    response = Response(chosen=(("choice", ("bladder", "gone")),))

    assert question_from(SIGNS).mark(response, {}) == Fraction(1, 2)


def test_no_right_option_is_an_error() -> None:
    assert problems_of(SIGNS.replace("correct: true, ", "")) == [
        "2: error: no option is marked correct; add 'correct: true' to those that are"
    ]


def test_only_right_options_are_worth_a_warning() -> None:
    keys = """
    type: multiple-choice
    options:
      - {id: a, text: A, correct: true, why: Yes.}
      - {id: b, text: B, correct: true, why: Yes.}
    """
    assert problems_of(keys) == [
        "2: warning: all options are correct, so choosing everything is right; add one that is wrong"
    ]


def test_an_unknown_way_of_giving_credit_is_an_error() -> None:
    assert problems_of(SIGNS + "credit: per-options\n") == [
        "7: error: 'per-options' is not a choice for 'credit'; did you mean 'per-option'?"
    ]
