"""Fill in: gaps in a sentence, each a list to choose from or a few words to type."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.parsing import parse_question
from trainer.quizzes.questions.parts.gaps import gap_names
from trainer.quizzes.questions.question import BLANK, Control, Response
from trainer.yaml_text import Report, SourceText, read_yaml

CALL = """
type: fill-in
prompt: 'Call the {{who}} {{when}}.'
gaps:
  when: {accept: [at once, first], why: It cannot wait.}
  who:
    options:
      - {id: p, text: prescriber, correct: true, why: They decide.}
      - {id: f, text: family, why: They do not.}
"""


def test_gaps_are_slots_in_the_prompts_order() -> None:
    who, when = question_from(CALL).slots({"who": ("f", "p")})

    assert (who.name, who.control) == ("who", Control.SELECT)
    assert [choice.key for choice in who.choices] == ["f", "p"]
    assert (when.name, when.control, when.choices) == ("when", Control.TEXT, ())


def test_only_lists_are_arranged() -> None:
    question = question_from(CALL)

    assert question.arrange(Random(1), shuffle=False) == {"who": ("p", "f")}
    assert {question.arrange(Random(seed), shuffle=True)["who"] for seed in range(20)} == {("p", "f"), ("f", "p")}


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ({"who": ("p",), "when": ("first",)}, Fraction(1)),
        ({"who": ("f",), "when": ("first",)}, Fraction(1, 2)),
        ({"who": ("p",)}, Fraction(1, 2)),
        ({"who": ("f",), "when": ("later",)}, Fraction(0)),
        ({}, Fraction(0)),
    ],
)
def test_each_gap_earns_an_equal_share(values: Mapping[str, tuple[str, ...]], mark: Fraction) -> None:
    question = question_from(CALL)

    assert question.mark(answer(question, values), {}) == mark


@pytest.mark.parametrize("typed", ["at once", "At Once", "  at \t once ", "at once.", "at once!?", "AT ONCE"])
def test_typed_words_may_differ_in_case_space_and_final_marks(typed: str) -> None:
    question = question_from(CALL)

    assert question.mark(answer(question, {"when": (typed,)}), {}) == Fraction(1, 2)


def test_letters_composed_in_two_ways_and_curly_apostrophes_read_the_same() -> None:
    question = question_from("""
    type: fill-in
    prompt: 'In the {{place}}.'
    gaps: {place: {accept: ["patient's café"], why: So.}}
    """)

    assert question.mark(answer(question, {"place": ("Patient\u2019s cafe\u0301",)}), {}) == 1


@pytest.mark.parametrize("typed", ["", "   ", "...", "once", "at-once"])
def test_other_words_earn_nothing(typed: str) -> None:
    question = question_from(CALL)

    assert question.mark(answer(question, {"when": (typed,)}), {}) == 0


def test_words_stand_apart_from_keys() -> None:
    assert question_from(CALL).respond({"who": ("p",), "when": (" At  once. ",)}) == Response(
        chosen=(("who", ("p",)),), written=(("when", "At once."),)
    )
    assert question_from(CALL).respond({"who": (), "when": ("  ",)}) == BLANK


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a" * 201, "Write at most 200 characters."),
        ("a" * 1_000_000, "Write at most 200 characters."),
        ("first\x00", "This holds a character that cannot be read; type the words again."),
        ("\ud800", "This holds a character that cannot be read; type the words again."),
    ],
)
def test_words_that_cannot_be_kept_are_refused(typed: str, sentence: str) -> None:
    assert question_from(CALL).respond({"when": (typed,)}) == sentence


def test_two_hundred_characters_are_kept() -> None:
    assert question_from(CALL).respond({"when": ("ü" * 200,)}) == Response(written=(("when", "ü" * 200),))


def test_unknown_gaps_keys_and_repeats_are_refused() -> None:
    question = question_from(CALL)

    assert isinstance(question.respond({"where": ("p",)}), str)
    assert isinstance(question.respond({"who": ("first",)}), str)
    assert isinstance(question.respond({"who": ("p", "f")}), str)
    assert isinstance(question.respond({"when": ("first", "last")}), str)


def test_feedback_gives_reasons_of_options_and_the_first_accepted_words() -> None:
    question = question_from(CALL)

    remarks = question.remarks(answer(question, {"who": ("f",), "when": ("later",)}), {"who": ("f", "p")})

    assert [(remark.slot, remark.key, remark.is_right, remark.was_chosen) for remark in remarks] == [
        ("who", "f", False, True),
        ("who", "p", True, False),
        ("when", None, False, True),
    ]
    assert remarks[2].answer == SourceText("at once", 4)
    assert remarks[2].why == SourceText("It cannot wait.", 4)


def test_its_texts_and_keys_are_those_of_its_gaps() -> None:
    question = question_from(CALL)

    assert [text.text for text in question.texts()] == [
        "prescriber",
        "They decide.",
        "family",
        "They do not.",
        "at once",
        "It cannot wait.",
    ]
    assert question.keys() == {"who", "when", "p", "f"}


def test_the_names_of_a_prompts_gaps_are_found_in_order() -> None:
    assert gap_names("The {{second}}, the {{first}}, {{ no }}, {{No}}, {one} and {{a-1}}.") == (
        "second",
        "first",
        "a-1",
    )


def test_prompt_and_gaps_must_name_the_same_gaps_once() -> None:
    keys = """
    type: fill-in
    prompt: |
      Call the {{who}}
      and {{whom}}, then {{who}} and {{ When }}.
    gaps:
      who: {accept: [prescriber], why: So.}
      where: {accept: [here], why: So.}
    """
    assert problems_of(keys) == [
        "4: error: '{{ When }}' is no gap; use lower-case letters, digits and hyphens only, as in {{who}}",
        "4: error: the gap '{{whom}}' is not declared; add 'whom:' under 'gaps:'",
        "4: error: the gap '{{who}}' stands twice in the prompt; name the second anew",
        "7: error: the prompt has no gap 'where'; write {{where}} in it or remove this one",
    ]


def test_a_gap_needs_either_options_or_accepted_words() -> None:
    keys = """
    type: fill-in
    prompt: '{{a}} {{b}} {{c}} {{d}}'
    gaps:
      a: {why: So.}
      b: {accept: [x], options: [{id: x, text: X, correct: true, why: So.}], why: So.}
      c: {accept: [], why: So.}
      d: {accept: ['...', 5], why: So.}
    """
    assert problems_of(keys) == [
        "4: error: the gap 'a' needs either 'options:' or 'accept:'; keep or add one of them",
        "5: error: the gap 'b' needs either 'options:' or 'accept:'; keep or add one of them",
        "6: error: 'accept' holds no answer; write the answers that are right, as in accept: [prescriber]",
        "7: error: an entry of 'accept' must be text, found a number '5'; write it in single quotes",
        "7: error: write an accepted answer with a word and at most 200 characters",
    ]


@pytest.mark.parametrize(("length", "count"), [(200, 0), (201, 1)])
def test_accepted_words_are_as_long_as_an_answer_may_be(length: int, count: int) -> None:
    words = "a" * length

    assert (
        len(problems_of(f"type: fill-in\nprompt: '{{{{a}}}}'\ngaps: {{a: {{accept: [{words}], why: So.}}}}")) == count
    )


def test_option_ids_are_unique_in_the_whole_question() -> None:
    keys = """
    type: fill-in
    prompt: '{{a}} {{b}}'
    gaps:
      a: {options: [{id: x, text: X, correct: true, why: So.}, {id: y, text: Y, why: So.}]}
      b: {options: [{id: x, text: X, correct: true, why: So.}, {id: z, text: Z, why: So.}]}
    """
    assert problems_of(keys) == ["5: error: the id 'x' stands twice in this question (first in line 4); change one"]


def test_a_question_without_gaps_is_an_error() -> None:
    assert problems_of("type: fill-in") == [
        "1: error: 'gaps' is missing; add 'gaps:' with an entry for each {{gap}} of the prompt"
    ]
    assert problems_of("type: fill-in\ngaps: {}") == [
        "2: error: there are no gaps; write {{who}} in the prompt and 'who:' with its options here"
    ]


@pytest.mark.parametrize("gaps", ["{who: {accept: [prescriber], why: So.}, whom: {why: So.}}", "{who: {accept: [x]}}"])
def test_a_prompt_with_a_gap_of_which_nothing_can_be_read_makes_no_question(gaps: str) -> None:
    fields = read_yaml(f"id: q\ntype: fill-in\nprompt: 'Call {{{{who}}}} {{{{whom}}}}.'\ngaps: {gaps}\n", Report("x"))
    assert fields is not None

    assert parse_question(fields) is None
