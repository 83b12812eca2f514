"""An author's YAML is read into values that know their line, and nothing is guessed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeAlias

import pytest

from trainer.yaml_text import Fields, Report, SourceText, nearest, read_yaml

Problems: TypeAlias = Callable[[], list[str]]


class ReadFields(Protocol):
    """Reads a text that must be YAML."""

    def __call__(self, text: str, first_line: int = 1) -> Fields: ...


class Colour(StrEnum):
    """A closed list of words."""

    RED = "red"
    GREEN = "green"


@pytest.fixture
def report() -> Report:
    return Report("a.yml")


@pytest.fixture
def fields_of(report: Report) -> ReadFields:
    """Reads a text that must be YAML."""

    def read(text: str, first_line: int = 1) -> Fields:
        fields = read_yaml(text, report, first_line=first_line)
        assert fields is not None, report.problems
        return fields

    return read


@pytest.fixture
def problems(report: Report) -> Problems:
    """What has been reported so far, as 'line: message'."""
    return lambda: [f"{problem.line}: {problem.message}" for problem in report.problems]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("a: hello", "hello", 1),
        ("a: 'hello'", "hello", 1),
        ("\n\na: hello", "hello", 3),
        ("a:\n  hello\n  you", "hello you", 2),
        ("a: |\n  hello\n  you\n", "hello\nyou", 2),
        ("a: |\n\n\n  hello\n", "hello", 4),
        ("a: >-\n  hello\n  you\n", "hello you", 2),
        ("a: >-\n\n  hello\n", "hello", 3),
        ("a: 'yes'", "yes", 1),
        ("a: no", "no", 1),
        ("a: 'true'", "true", 1),
        ("a: C:\\dir", "C:\\dir", 1),
        ("a: '{{who}}'", "{{who}}", 1),
    ],
)
def test_words_are_read_with_the_line_on_which_they_begin(
    fields_of: ReadFields, problems: Problems, text: str, words: str, line: int
) -> None:
    assert fields_of(text).text("a") == SourceText(words, line)
    assert problems() == []


def test_lines_are_counted_in_the_file_of_which_the_text_is_a_part(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: x\nb: 5\nc:\n  - d: e\n", first_line=40)

    assert fields.line == 40
    assert fields.text("a") == SourceText("x", 40)
    assert fields.groups("c")[0].text("d") == SourceText("e", 43)
    fields.text("b")
    assert problems() == ["41: 'b' must be text, found a number '5'; write it in single quotes"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("5", "a number '5'; write it in single quotes"),
        ("5.0", "a number '5.0'; write it in single quotes"),
        ("true", "yes/no (true or false) 'true'; write it in single quotes"),
        ("2027-11-01", "a date '2027-11-01'; write it in single quotes"),
        ("[a]", "a list; write a text"),
        ("{a: b}", "a group of keys; write a text"),
        ("!!python/name:os.system x", "something else 'x'; write it in single quotes"),
    ],
)
def test_what_is_no_text_is_never_converted(fields_of: ReadFields, problems: Problems, value: str, found: str) -> None:
    assert fields_of(f"a: {value}").text("a") is None
    assert problems() == [f"1: 'a' must be text, found {found}"]


@pytest.mark.parametrize("value", ["", "null", "~", "\n\n# a comment\n"])
def test_an_empty_value_is_a_problem_at_its_key(fields_of: ReadFields, problems: Problems, value: str) -> None:
    fields = fields_of(f"x: y\na: {value}\nb: c\n")

    assert fields.text("a") is None
    assert problems() == ["2: 'a' is empty; write its value or leave the key out"]


def test_empty_words_are_a_problem(fields_of: ReadFields, problems: Problems) -> None:
    assert fields_of("a: '  '").text("a") is None
    assert problems() == ["1: 'a' is empty; write the text or leave the key out"]


def test_a_missing_key_names_its_cure(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("b: c")

    assert fields.text("a") is None
    assert fields.text("a", cure="add it") is None
    assert fields.text("a", required=False) is None
    assert fields.words("a", required=False) == ""
    assert problems() == ["1: 'a' is missing; add 'a: ...'", "1: 'a' is missing; add it"]


def test_a_list_of_words_keeps_its_lines_and_reports_its_empty_entries(
    fields_of: ReadFields, problems: Problems
) -> None:
    fields = fields_of("a:\n  - x\n  -\n  - 5\n  - y\nb: z\n")

    assert fields.texts("a") == (SourceText("x", 2), SourceText("y", 5))
    assert fields.texts("b") == ()
    assert fields.texts("c") == ()
    assert problems() == [
        "3: an entry of 'a' must be text, found nothing; write a text",
        "4: an entry of 'a' must be text, found a number '5'; write it in single quotes",
        "6: 'b' must be a list, found text",
    ]


@pytest.mark.parametrize("value", ["time-to-peak", "2-hours", "a", "'true'", "'1'"])
def test_an_id_is_lower_case_letters_digits_and_hyphens(fields_of: ReadFields, problems: Problems, value: str) -> None:
    assert fields_of(f"a: {value}").id("a") == value.strip("'")
    assert problems() == []


@pytest.mark.parametrize("value", ["Time", "-a", "a_b", "ä", "'a b'", "'a\n\n  b'", "'٣'"])
def test_anything_else_is_no_id(fields_of: ReadFields, problems: Problems, value: str) -> None:
    assert fields_of(f"a: {value}").id("a") is None
    assert len(problems()) == 1
    assert problems()[0].endswith("is not an id; use lower-case letters, digits and hyphens")


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("+3", 3), ("007", 7), ("0", 0), ("10", 10)])
def test_a_whole_number_is_read(fields_of: ReadFields, value: str, number: int) -> None:
    assert fields_of(f"a: {value}").integer("a", None, least=0, most=10) == number


@pytest.mark.parametrize("value", ["11", "-1", "3.0", "1e1", "0x3", "1_0", "three", "'3'", "true", "[3]", "9" * 5_000])
def test_what_is_no_whole_number_within_bounds_leaves_the_default(
    fields_of: ReadFields, problems: Problems, value: str
) -> None:
    assert fields_of(f"a: {value}").integer("a", 5, least=0, most=10) == 5
    assert len(problems()) == 1
    assert problems()[0].startswith("1: 'a' must be a whole number from 0 to 10, found ")
    assert len(problems()[0]) < 120


@pytest.mark.parametrize(("value", "number"), [("3.50", "3.50"), ("-0.1", "-0.1"), ("1e3", "1e3"), ("12", "12")])
def test_a_number_is_kept_exactly(fields_of: ReadFields, value: str, number: str) -> None:
    assert fields_of(f"a: {value}").number("a") == Decimal(number)


@pytest.mark.parametrize("value", [".nan", "-.inf", "1e999", "1e-999", "'3'", "3 h", "3,5", "1:30", "0b1", "9" * 31])
def test_what_is_no_number_is_a_problem(fields_of: ReadFields, problems: Problems, value: str) -> None:
    assert fields_of(f"a: {value}").number("a") is None
    assert problems()[0].startswith("1: 'a' must be a number, found ")


def test_only_true_and_false_are_yes_and_no(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: true\nb: False\nc: yes\nd: 1\n")

    assert [fields.yes_no(key, None) for key in "abcde"] == [True, False, None, None, None]
    assert fields.yes_no("f", True) is True
    assert problems() == [
        "3: 'c' must be true or false, found text 'yes'",
        "4: 'd' must be true or false, found a number '1'",
    ]


def test_a_date_is_read_bare_or_quoted_and_in_one_form_only(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: 2027-11-01\nb: '2027-11-01'\nc: 20271101\nd: 2027-W44-1\ne: 2027-13-01\nf: [1]\n")

    assert fields.date("a") == fields.date("b") == date(2027, 11, 1)
    assert [fields.date(key) for key in "cdefg"] == [None] * 5
    assert [problem.partition(",")[0] for problem in problems()] == [
        f"{line}: '{key}' must be a date such as 2027-11-01" for line, key in enumerate("cdef", start=3)
    ]


def test_a_word_of_a_closed_list_names_the_nearest(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: green\nb: gren\nc: mauve\n")

    assert fields.one_of("a", Colour, Colour.RED) is Colour.GREEN
    assert [fields.one_of(key, Colour, Colour.RED) for key in "bcd"] == [Colour.RED] * 3
    assert problems() == [
        "2: 'gren' is not a choice for 'b'; did you mean 'green'?",
        "3: 'mauve' is not a choice for 'c'; known are: red, green",
    ]


def test_groups_are_read_and_what_is_none_is_a_problem(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: {x: y}\nb: [{x: y}, z]\nc: words\n")

    group = fields.group("a")
    assert group is not None
    assert group.words("x") == "y"
    assert [group.words("x") for group in fields.groups("b")] == ["y"]
    assert fields.group("c") is None
    assert fields.group("d", required=True) is None
    assert (fields.is_text("c"), fields.is_text("a"), fields.is_text("d")) == (True, False, False)
    assert problems() == [
        "2: an entry of 'b' must be a group of keys, found text",
        "3: 'c' must be a group of keys, found text",
        "1: 'd' is missing; add 'd:' with its keys below",
    ]


def test_a_key_that_was_never_asked_for_is_reported_with_the_nearest_known(
    fields_of: ReadFields, problems: Problems
) -> None:
    fields = fields_of("title: x\ntilte: y\nother: z\n")

    fields.text("title")
    fields.has("minutes")
    fields.finish()

    assert problems() == [
        "2: unknown key 'tilte'; did you mean 'title'?",
        "3: unknown key 'other'; known are: minutes, title",
    ]


def test_asking_for_all_keys_makes_them_known(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("b: x\na: y\n")

    assert fields.keys() == ("b", "a")
    fields.finish()
    assert problems() == []


def test_a_key_twice_is_an_error_and_the_first_counts(fields_of: ReadFields, problems: Problems) -> None:
    fields = fields_of("a: x\nb: y\na: z\n")

    assert fields.words("a") == "x"
    assert problems() == ["3: the key 'a' stands twice (first in line 1); keep one"]


def test_a_key_that_is_a_list_is_an_error(fields_of: ReadFields, problems: Problems) -> None:
    fields_of("? [a]\n: x\n")

    assert problems() == ["1: a key must be a word, not a list or a group"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: there is nothing here; write the keys that the format asks for"),
        ("# only a comment\n", "1: there is nothing here; write the keys that the format asks for"),
        ("- a\n", "1: expected keys with values here, found a list"),
        ("words", "1: expected keys with values here, found text"),
        (
            "a: &x [b]\nc: *x\n",
            "1: anchors (&), aliases (*) and very deep nesting are not used here; write the text out",
        ),
        (
            "a: b\nc: &x d\n",
            "2: anchors (&), aliases (*) and very deep nesting are not used here; write the text out",
        ),
        (
            "a: [&x b, &x c]\n",
            "1: anchors (&), aliases (*) and very deep nesting are not used here; write the text out",
        ),
        (
            'a: b\nc: "\\frac{1}{2}"\n',
            "2: a backslash in double quotes changes the letter after it; write the text in single quotes or after '|'",
        ),
        ("- " * 3_000, "1: lists or groups are nested too deeply here; write them with fewer levels"),
    ],
)
def test_a_text_that_means_something_else_than_it_shows_is_refused(
    report: Report, problems: Problems, text: str, problem: str
) -> None:
    assert read_yaml(text, report) is None
    assert problems() == [problem]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: b: c", 1), ("a: b\n\tc: d", 2), ("a: 'b", 1), ("a: {b: c", 1), ("a: b\n---\nc: d\n", 2), ("a: \x07", 1)],
)
def test_a_text_that_is_no_yaml_is_one_problem_near_its_place(report: Report, text: str, line: int) -> None:
    assert read_yaml(text, report) is None
    (problem,) = report.problems
    assert problem.line == line
    assert problem.message.startswith("this is not valid YAML (")


def test_the_nearest_word_is_named_or_all_of_them() -> None:
    assert nearest("single-chioce", ["numeric", "single-choice"]) == "did you mean 'single-choice'?"
    assert nearest("essay", ["numeric", "single-choice"]) == "known are: numeric, single-choice"
