"""Every field of the quizzes that are shipped can be changed within its own lines, then changed back."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.quizzes.editing import (
    QUIZZES,
    Known,
    changed_lines,
    cut,
    fields_of,
    load,
    own_lines,
    source_of,
    value_at,
    without,
)
from trainer.quizzes.editing import Change, change, set_field
from trainer.quizzes.editing_fields import Value
from trainer.quizzes.parsing import parse_quiz

OTHER_CHOICE = {
    "purpose": "final",
    "page": "all",
    "feedback": "after-each",
    "credit": "all-or-nothing",
    "module": "../curriculum/pharmacology/other.md",
    "read_again": "../curriculum/pharmacology/other.md#other",
    "objective": "other-objective",
}
KEPT = ("id", "type")


def value_of(known: Known) -> Value:
    """The value that stands there, as a form gives it."""
    value = known.value
    if isinstance(value, float):
        return Decimal(str(value))
    assert isinstance(value, str | bool | int | list)
    return value


def other(known: Known) -> Value:
    """Another value that is valid there: a text with one word changed, of the same length."""
    value = value_of(known)
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case str():
            if known.key in OTHER_CHOICE:
                return OTHER_CHOICE[known.key]
            words = value.split(" ")
            middle = len(words) // 2
            return " ".join((*words[:middle], "x" * len(words[middle]), *words[middle + 1 :]))
        case _:
            return [*value, "another: entry"]


def test_all_shipped_quizzes_with_all_types_are_there() -> None:
    known = [known for path in QUIZZES for known in fields_of(source_of(path))]

    assert {str(each.value) for each in known if each.key == "type"} == {
        "single-choice",
        "multiple-choice",
        "true-false",
        "numeric",
        "matching",
        "ordering",
        "fill-in",
    }
    assert len(known) > 1_000


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_a_field_changes_within_its_own_lines_and_back(path: Path) -> None:
    whole = source_of(path)
    tried = 0
    for number in range(whole.count("    type: ")):
        source = cut(whole, number)
        before = load(source)
        for known in fields_of(source):
            if known.key in KEPT or (number and not known.place.question):
                continue
            wanted = other(known)

            edited = set_field(source, known.place, known.key, wanted)

            after = load(edited)
            assert value_at(after, known.path) == (float(wanted) if isinstance(wanted, Decimal) else wanted)
            assert without(after, known.path) == without(before, known.path), known
            assert changed_lines(source, edited) <= own_lines(source, known), known
            assert set_field(edited, known.place, known.key, value_of(known)) == source, known
            tried += 1
    assert tried == sum(known.key not in KEPT for known in fields_of(whole))


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_every_field_of_a_whole_quiz_changes_at_once_and_back(path: Path) -> None:
    source = source_of(path)
    fields = [known for known in fields_of(source) if known.key not in KEPT]

    edited = change(source, [Change(place=each.place, key=each.key, value=other(each)) for each in fields])

    after = load(edited)
    for known in fields:
        wanted = other(known)
        assert value_at(after, known.path) == (float(wanted) if isinstance(wanted, Decimal) else wanted)
    back = change(edited, [Change(place=each.place, key=each.key, value=value_of(each)) for each in fields])
    assert back == source


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_setting_what_stands_there_changes_no_byte(path: Path) -> None:
    source = source_of(path)
    fields = [known for known in fields_of(source) if known.key != "id" and known.key != "type"]

    assert change(source, [Change(place=each.place, key=each.key, value=value_of(each)) for each in fields]) == source


def test_a_changed_prompt_is_what_the_quiz_is_read_with() -> None:
    path = next(path for path in QUIZZES if path.stem == "routes")
    source = source_of(path)
    known = next(known for known in fields_of(source) if known.key == "prompt")

    quiz, problems = parse_quiz("quizzes/routes.yml", set_field(source, known.place, "prompt", "Which share: about?"))

    assert quiz is not None
    assert problems == ()
    assert quiz.questions[0].common.prompt.text == "Which share: about?"
