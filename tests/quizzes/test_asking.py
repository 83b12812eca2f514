"""A form tells nothing of the right answer, and only its own values are accepted."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeAlias

import pytest

from trainer.quizzes.asking import ask, read
from trainer.quizzes.codes import code
from trainer.quizzes.drawing import Placed, draw
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.questions.question import BLANK, Control, Question, Response
from trainer.quizzes.quiz import Quiz

Signs: TypeAlias = tuple[Question, Placed]

SALT = "5a17"
NOT_OURS = "This answer does not belong to the question as it stands; load the page again and answer once more."


def shown(value: object) -> list[str]:
    """Every piece of text in a structure but the fields that must not be shown."""
    if is_dataclass(value):
        open_fields = [field.name for field in fields(value) if not field.name.startswith("secret_")]
        return [text for name in open_fields for text in shown(getattr(value, name))]
    if isinstance(value, tuple):
        return [text for entry in value for text in shown(entry)]
    return [str(value.value if isinstance(value, Enum) else value)]


@pytest.fixture
def signs(routes: Quiz) -> Signs:
    """A multiple choice question and its place."""
    return routes.question("signs"), Placed(
        id="signs", arrangement={"choice": ("yawning", "tears", "no-urine", "chest-pain")}
    )


def name_of(slot: str, question: str = "signs") -> str:
    return code(SALT, "slot", question, slot)


def value_of(key: str, slot: str = "choice", question: str = "signs") -> str:
    return code(SALT, "choice", question, slot, key)


def test_a_code_is_twelve_hexadecimal_digits_of_its_salt_and_parts() -> None:
    assert code("salt", "a", "b") == code("salt", "a", "b")
    assert len({code("salt", "a", "b"), code("salt", "ab"), code("salt", "b", "a"), code("other", "a", "b")}) == 4
    assert all(letter in "0123456789abcdef" for letter in code("s" * 1_000, "\ud800"))
    assert len(code("", "")) == 12


def test_a_question_is_asked_in_its_attempts_order(signs: Signs) -> None:
    question, placed = signs

    asked = ask(question, placed, SALT)

    assert asked.type == "multiple-choice"
    assert asked.prompt.text == "Which of these call for the prescriber?"
    assert not asked.is_safety_critical
    (slot,) = asked.slots
    assert slot.control is Control.CHECKBOX
    assert slot.name == name_of("choice")
    assert [choice.text.text for choice in slot.choices] == ["Yawning", "Tears", "Pain on passing water", "Chest pain"]
    assert [choice.value for choice in slot.choices] == [
        value_of(key) for key in ("yawning", "tears", "no-urine", "chest-pain")
    ]
    assert not any(choice.is_chosen for choice in slot.choices)


def test_the_answer_saved_so_far_is_filled_in(routes: Quiz, signs: Signs) -> None:
    question, placed = signs
    asked = ask(question, placed, SALT, Response(chosen=(("choice", ("chest-pain", "tears")),)))
    assert [choice.is_chosen for choice in asked.slots[0].choices] == [False, True, False, True]

    hours = Placed(id="hours", arrangement={})
    asked = ask(routes.question("hours"), hours, SALT, Response(chosen=(("value", ("3.5",)),)))
    assert (asked.slots[0].typed, asked.slots[0].unit) == ("3.5", "h")

    whom = Placed(id="whom", arrangement={"who": ("f", "p")})
    asked = ask(routes.question("whom"), whom, SALT, Response(written=(("when", "At once"),)))
    assert [slot.typed for slot in asked.slots] == ["", "At once"]


def test_nothing_that_is_shown_or_printed_holds_an_authors_id(routes: Quiz) -> None:
    for placed in draw(routes, seed=3, salt=SALT).questions:
        question = routes.question(placed.id)
        asked = ask(question, placed, SALT)

        assert {placed.id, *question.keys()}.isdisjoint(shown(asked)) or question.type == "true-false"
        assert "secret" not in repr(asked)


def test_the_form_is_the_same_whichever_option_is_right(one_of_each: str) -> None:
    swapped = one_of_each
    for right, wrong in [
        ("twenty minutes\n        correct: true", "twenty minutes\n        correct: false"),
        ("text: At once,", "text: At once, correct: true,"),
        ("text: Chest pain, correct: true,", "text: Chest pain,"),
        ("text: Yawning,", "text: Yawning, correct: true,"),
        ("answer: false", "answer: true"),
        ("answer: 3\n", "answer: 7\n"),
        ("text: prescriber, correct: true,", "text: prescriber,"),
        ("text: family,", "text: family, correct: true,"),
        ("accept: [first, at once]", "accept: [never, ever]"),
    ]:
        assert right in swapped
        swapped = swapped.replace(right, wrong)
    one, problems = parse_quiz("quizzes/routes.yml", one_of_each)
    other, other_problems = parse_quiz("quizzes/routes.yml", swapped)
    assert problems == other_problems == ()
    assert one is not None
    assert other is not None

    layout = draw(one, seed=3, salt=SALT)
    assert draw(other, seed=3, salt=SALT) == layout
    for placed in layout.questions:
        assert ask(one.question(placed.id), placed, SALT) == ask(other.question(placed.id), placed, SALT)


def test_the_order_of_a_matching_or_ordering_form_is_not_the_authors(routes: Quiz) -> None:
    steps = routes.question("steps")
    asked = ask(steps, Placed(id="steps", arrangement={"items": ("note", "call", "ask")}), SALT)
    assert [choice.text.text for choice in asked.slots[0].choices] == [
        "Write it down",
        "Call the prescriber",
        "Ask the patient",
    ]

    peaks = routes.question("peaks")
    asked = ask(
        peaks, Placed(id="peaks", arrangement={"left": ("muscle", "vein"), "right": ("skin", "vein", "muscle")}), SALT
    )
    assert [slot.label and slot.label.text for slot in asked.slots] == ["Muscle", "Vein"]
    codes = [choice.value for slot in asked.slots for choice in slot.choices] + [slot.name for slot in asked.slots]
    assert len(set(codes)) == len(codes) == 8


def test_a_form_is_read_back(signs: Signs) -> None:
    question, placed = signs
    form = {name_of("choice"): [value_of("tears"), value_of("chest-pain")], "csrf_token": ["x"]}

    assert read(question, placed, SALT, form) == Response(chosen=(("choice", ("chest-pain", "tears")),))


def test_everything_may_be_chosen(signs: Signs) -> None:
    question, placed = signs
    form = {name_of("choice"): [value_of(key) for key in ("tears", "chest-pain", "yawning", "no-urine")]}

    assert read(question, placed, SALT, form) == Response(
        chosen=(("choice", ("chest-pain", "no-urine", "tears", "yawning")),)
    )


def test_what_is_missing_or_empty_is_blank(signs: Signs) -> None:
    question, placed = signs

    assert read(question, placed, SALT, {}) == BLANK
    assert read(question, placed, SALT, {name_of("choice"): []}) == BLANK
    assert read(question, placed, SALT, {name_of("choice"): [""]}) == BLANK


@pytest.mark.parametrize(
    "sent",
    [
        ["chest-pain"],
        ["0"],
        [value_of("chest-pain", question="im-peak")],
        [code("other", "choice", "signs", "choice", "tears")],
        [value_of("tears"), "x"],
        [value_of("tears")] * 5,
        ["\ud800"],
        ["a" * 2_000],
    ],
)
def test_a_value_that_the_form_did_not_hold_is_refused(signs: Signs, sent: list[str]) -> None:
    question, placed = signs

    assert read(question, placed, SALT, {name_of("choice"): sent}) == NOT_OURS


def test_a_huge_value_is_refused(signs: Signs, routes: Quiz) -> None:
    question, placed = signs
    assert read(question, placed, SALT, {name_of("choice"): ["a" * 1_000_000]}) == (
        "This answer is too long; shorten it."
    )
    form = {name_of("value", "hours"): ["9" * 1_000_000]}
    assert read(routes.question("hours"), Placed(id="hours", arrangement={}), SALT, form) == (
        "This answer is too long; shorten it."
    )


def test_two_values_of_a_radio_are_refused(routes: Quiz) -> None:
    peak = routes.question("im-peak")
    sent = [value_of(key, question="im-peak") for key in ("at-once", "within-20")]

    assert read(peak, Placed(id="im-peak", arrangement={}), SALT, {name_of("choice", "im-peak"): sent}) == (
        "Choose one answer only here."
    )


def test_two_numbers_are_refused(routes: Quiz) -> None:
    form = {name_of("value", "hours"): ["3", "4"]}

    assert read(routes.question("hours"), Placed(id="hours", arrangement={}), SALT, form) == NOT_OURS


def test_the_sentence_of_the_type_reaches_the_person(routes: Quiz) -> None:
    form = {name_of("value", "hours"): ["three"]}

    assert read(routes.question("hours"), Placed(id="hours", arrangement={}), SALT, form) == (
        "Write one number in digits, such as 3 or 3.5, with or without 'h' after it, of at most 30 characters."
    )


def test_a_gap_is_found_by_its_secret_name(routes: Quiz) -> None:
    asked = ask(routes.question("whom"), Placed(id="whom", arrangement={"who": ("p", "f")}), SALT)

    assert [slot.secret_name for slot in asked.slots] == ["who", "when"]
    assert replace(asked.slots[0], secret_name="x").name == asked.slots[0].name
