"""Numeric: a number within a tolerance."""

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Control, Response
from trainer.yaml_text import SourceText

HOURS = """
type: numeric
answer: 3
tolerance: 0.5
unit: h
why: It was measured.
"""
WRITE_A_NUMBER = "Write one number in digits, such as 3 or 3.5, with or without 'h' after it, of at most 30 characters."


def test_it_asks_for_a_number_with_its_unit() -> None:
    (slot,) = question_from(HOURS).slots({})

    assert (slot.name, slot.control, slot.unit, slot.choices) == ("value", Control.NUMBER, "h", ())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        ("  3.50 ", "3.5"),
        ("+3.5", "3.5"),
        ("3.5 h", "3.5"),
        ("3.5h", "3.5"),
        ("3,5 H", "3.5"),
        ("3", "3"),
        ("03", "3"),
        ("3.", "3"),
        (".5", "0.5"),
        ("-0", "0"),
        ("-0.50", "-0.5"),
        ("0,125", "0.125"),
        ("1000", "1000"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_number_may_be_typed_in_many_ways_and_is_kept_in_one(typed: str, stored: str) -> None:
    assert question_from(HOURS).respond({"value": (typed,)}) == Response(chosen=(("value", (stored,)),))


@pytest.mark.parametrize(
    "typed",
    [
        "three",
        "h",
        "3 hours",
        "3 h h",
        "3.5.1",
        "3 5",
        "--3",
        "+-3",
        "3-4",
        "1e3",
        "1e999",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "½",
        "３",
        "٣",
        "−3",
        "3\x00",
        "\ud800",
        ".",
        "9" * 31,
        "9" * 100_000,
    ],
)
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    assert question_from(HOURS).respond({"value": (typed,)}) == WRITE_A_NUMBER


@pytest.mark.parametrize("typed", ["1,000", "-12,500 h", "100,000"])
def test_a_comma_that_may_mean_thousands_is_asked_back(typed: str) -> None:
    assert question_from(HOURS).respond({"value": (typed,)}) == (
        "This could be read in two ways; write the number without a comma, such as 1000 or 1.5."
    )


@pytest.mark.parametrize("typed", [(), ("",), ("   ",)])
def test_nothing_typed_is_a_blank_that_earns_nothing(typed: tuple[str, ...]) -> None:
    question = question_from(HOURS)

    assert question.respond({"value": typed}) == BLANK
    assert question.mark(BLANK, {}) == 0


@pytest.mark.parametrize(
    ("typed", "mark"), [("3", 1), ("2.5", 1), ("3.5", 1), ("2.49", 0), ("3.5000000000000000000001", 0), ("-3", 0)]
)
def test_the_tolerance_includes_its_ends_exactly(typed: str, mark: int) -> None:
    question = question_from(HOURS)

    assert question.mark(answer(question, {"value": (typed,)}), {}) == mark


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    question = question_from("type: numeric\nanswer: 0.1\ntolerance: 0.2\nwhy: So.")

    assert question.mark(answer(question, {"value": ("0.3",)}), {}) == 1


def test_a_tolerance_of_nothing_may_be_written_out() -> None:
    assert problems_of("type: numeric\nanswer: 3\ntolerance: 0\nwhy: So.") == []


def test_without_a_tolerance_only_the_number_itself_is_right() -> None:
    question = question_from("type: numeric\nanswer: 30\nunit: '%'\nwhy: So.")

    assert question.mark(answer(question, {"value": ("30.0 %",)}), {}) == 1
    assert question.mark(answer(question, {"value": ("30.1",)}), {}) == 0


def test_feedback_gives_the_right_number_and_its_range() -> None:
    question = question_from(HOURS)

    (remark,) = question.remarks(answer(question, {"value": ("9",)}), {})

    assert (remark.slot, remark.key, remark.is_right, remark.was_chosen) == ("value", None, False, True)
    assert remark.answer == SourceText("3 h (from 2.5 to 3.5 is right)", 2)
    assert remark.why == SourceText("It was measured.", 5)
    assert [text.text for text in question.texts()] == ["3 h (from 2.5 to 3.5 is right)", "It was measured."]


@pytest.mark.parametrize(("written", "shown"), [("1e3", "1000"), ("0.10", "0.1"), ("-2", "-2"), ("0", "0")])
def test_the_right_number_reads_plainly_however_it_was_written(written: str, shown: str) -> None:
    (remark,) = question_from(f"type: numeric\nanswer: {written}\nwhy: So.").remarks(BLANK, {})

    assert remark.answer is not None
    assert remark.answer.text == shown
    assert not remark.was_chosen


@pytest.mark.parametrize("written", [".nan", ".inf", "1e999", "three", "'3'", "0x10", "[3]", "1:30"])
def test_an_answer_that_is_no_number_is_an_error(written: str) -> None:
    (problem,) = problems_of(f"type: numeric\nanswer: {written}\nwhy: So.")

    assert problem.startswith("2: error: 'answer' must be a number, found ")


def test_missing_answers_and_negative_tolerances_are_errors() -> None:
    assert problems_of("type: numeric\ntolerance: -1") == [
        "1: error: 'answer' is missing; add 'answer: ...' with a number",
        "1: warning: there is no reason; add 'why: ...' so that feedback can teach",
        "2: error: 'tolerance' is less than 0; write how far an answer may lie from the right one",
    ]
