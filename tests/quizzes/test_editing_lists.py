"""Questions and their entries are added, copied, moved and removed in a quiz's source."""

from pathlib import Path

import pytest

from tests.quizzes.editing import QUIZZES, load, source_of
from trainer.problem import is_blocking
from trainer.quizzes.editing import set_field
from trainer.quizzes.editing_entries import (
    add_entry,
    add_gap,
    give_ids,
    move_entry,
    remove_entry,
    remove_gap,
    shift_entry,
)
from trainer.quizzes.editing_form import read_form
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_parts import add_part, remove_part, shift_part
from trainer.quizzes.editing_places import TYPE_KEYS, Place
from trainer.quizzes.editing_questions import (
    add_question,
    duplicate_question,
    move_question,
    remove_question,
    shift_question,
)
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.parsing import read_quiz

TWO = """\
title: T
questions:

  # First heading

  # said of a
  - id: a
    type: true-false
    prompt: A
    # said at the end of a

  # Second heading

  - id: b
    type: single-choice
    options:
      - {id: x, text: X} # said of x
      - {id: y, text: 'Y'}
      - id: z
        text: Z
"""
OPTIONS = Place(question="b", part="options")


def ids_of(source: str) -> list[str]:
    return [question.key for question in read_form(source).questions]


def options_of(source: str) -> list[str | None]:
    return [entry.place.entry for question in read_form(source).questions for entry in question.entries]


def option(key: str) -> Place:
    return Place(question="b", part="options", entry=key)


def test_a_question_moves_with_its_comments_and_headings_stay() -> None:
    edited = move_question(TWO, "a", 1)

    assert edited == (
        "title: T\nquestions:\n\n  # First heading\n\n  - id: b\n    type: single-choice\n    options:\n"
        "      - {id: x, text: X} # said of x\n      - {id: y, text: 'Y'}\n      - id: z\n        text: Z\n\n"
        "  # Second heading\n\n  # said of a\n  - id: a\n    type: true-false\n    prompt: A\n"
        "    # said at the end of a\n"
    )
    assert shift_question(edited, "a", -1) == TWO


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_moving_there_and_back_gives_the_same_bytes(path: Path) -> None:
    source = source_of(path)
    ids = ids_of(source)
    for place in (0, len(ids) // 2, len(ids) - 1):
        away = (place + 3) % len(ids)

        moved = move_question(source, ids[place], away)

        assert ids_of(moved) == [
            *(others := [key for key in ids if key != ids[place]])[:away],
            ids[place],
            *others[away:],
        ]
        assert sorted(moved.splitlines()) == sorted(source.splitlines())
        assert move_question(moved, ids[place], place) == source


def test_moving_in_files_of_other_shapes_gives_the_same_bytes_too() -> None:
    for source in (TWO.replace("\n", "\r\n"), TWO.removesuffix("\n"), "title: T\nquestions: [{id: a}, {id: b}]\n"):
        moved = move_question(source, "b", 0)

        assert ids_of(moved) == ["b", "a"]
        assert move_question(moved, "b", 1) == source


def test_nothing_moves_beyond_the_ends() -> None:
    with pytest.raises(CannotEdit, match="this is the first one already"):
        shift_question(TWO, "a", -1)
    with pytest.raises(CannotEdit, match="this is the last one already"):
        shift_question(TWO, "b", 1)


def test_a_removed_question_leaves_headings_and_even_gaps() -> None:
    without_a = "title: T\nquestions:\n\n  # First heading\n\n  # Second heading\n\n  - id: b\n"

    assert remove_question(TWO, "a").startswith(without_a)
    assert remove_question(TWO, "b") == TWO[: TWO.index("\n\n  - id: b")] + "\n"
    assert load(remove_question(remove_question(TWO, "a"), "b")) == {"title": "T", "questions": []}


@pytest.mark.parametrize("type_name", TYPE_KEYS)
def test_a_new_question_lacks_nothing_but_its_words(type_name: str) -> None:
    source = "title: T\nmodule: ../curriculum/a/b.md\nquestions:\n  - id: what\n    type: numeric\n"
    has_gaps = type_name in ("fill-in", "calculated")
    prompt = "What {{who}}?" if has_gaps else "What?"

    added = add_question(source, type_name, {"prompt": prompt, "objective": "o"}, at=0, retired=["what-2", "option"])

    _, problems = read_quiz("quizzes/q.yml", added.source)
    own_lines = added.source[: added.source.index("  - id: what\n")].count("\n")
    errors = [each.message for each in problems if is_blocking(each) and each.line <= own_lines]
    assert [message for message in errors if "is empty; write the text" not in message] == []
    assert errors != [] or type_name in ("true-false", "numeric", "calculated")
    assert ids_of(added.source) == [added.key, "what"]
    assert added.key == ("what-who" if has_gaps else "what-3")
    question = read_form(added.source).questions[0]
    keys = [str(entry.place.entry) for entry in question.entries] + [part.key for part in question.parts]
    assert len(set(keys)) == len(keys) == (0 if type_name in ("true-false", "numeric", "calculated") else 2)
    assert not any(key.startswith("~") or key == "option" for key in keys)
    assert remove_question(added.source, added.key) == source


def test_a_question_is_added_to_a_quiz_without_any() -> None:
    wanted = "questions:\n  - id: question\n    type: numeric\n    objective: ''\n    prompt: ''\n    answer: 0\n"

    for source in ("title: T\n", "title: T\nquestions:\n", "title: T\nquestions: []\n"):
        assert add_question(source, "numeric", {}).source == f"title: T\n{wanted}"
    with pytest.raises(CannotEdit, match="did you mean 'single-choice'"):
        add_question("title: T\n", "single-choise", {})
    with pytest.raises(CannotEdit, match="has no 'tolerance'"):
        add_question("title: T\n", "ordering", {"tolerance": 1})


def test_a_copy_stands_below_its_question_with_new_ids() -> None:
    added = duplicate_question(TWO, "b", retired=["b-2", "x-2"])

    assert added.key == "b-3"
    assert added.source == TWO + (
        "\n  - id: b-3\n    type: single-choice\n    options:\n      - {id: x-3, text: X} # said of x\n"
        "      - {id: y-2, text: 'Y'}\n      - id: z-2\n        text: Z\n"
    )
    assert ids_of(duplicate_question(TWO, "a").source) == ["a", "a-2", "b"]


def test_an_option_is_added_in_the_form_of_its_neighbour() -> None:
    in_braces = add_entry(TWO, OPTIONS, {"text": "Well, maybe", "correct": True}, at=1)
    in_lines = add_entry(TWO, OPTIONS, {"text": "X"})

    assert in_braces.key == "well-maybe"
    assert in_braces.source == TWO.replace(
        "# said of x\n", "# said of x\n      - {id: well-maybe, text: 'Well, maybe', correct: true}\n"
    )
    assert in_lines.key == "x-2"
    assert in_lines.source == f"{TWO}      - id: x-2\n        text: X\n"
    with pytest.raises(CannotEdit, match="'pairs' has no place here"):
        add_entry(TWO, Place(question="b", part="pairs"), {})
    with pytest.raises(CannotEdit, match="there is no place 9"):
        add_entry(TWO, OPTIONS, {}, at=8)


def test_options_move_and_go() -> None:
    moved = shift_entry(TWO, option("x"), 2)

    assert options_of(moved) == ["y", "z", "x"]
    assert move_entry(moved, option("x"), 0) == TWO
    assert remove_entry(TWO, option("y")) == TWO.replace("      - {id: y, text: 'Y'}\n", "")
    assert remove_entry(TWO, option("z")) == TWO.replace("      - id: z\n        text: Z\n", "")
    none = remove_entry(remove_entry(remove_entry(TWO, option("y")), option("x")), option("z"))
    assert none.endswith("    options: []\n")
    assert add_entry(none, OPTIONS, {"text": "A"}).source.endswith("    options:\n      - id: a\n        text: A\n")


def test_a_list_that_may_be_missing_comes_and_goes() -> None:
    source = (
        "questions:\n  - id: a\n    type: matching\n    pairs:\n      - {id: one, left: L, right: R}\n    cite: [x]\n"
    )
    also = Place(question="a", part="also")

    added = add_entry(source, also, {"right": "One"})

    assert added.source == source.replace("    cite", "    also:\n      - id: one-2\n        right: One\n    cite")
    assert remove_entry(added.source, Place(question="a", part="also", entry="one-2")) == source


def test_gaps_come_and_go_with_their_options() -> None:
    source = "questions:\n  - id: a\n    type: fill-in\n    gaps:\n      who:\n        accept: [me]\n    cite: [x]\n"
    gap = Place(question="a", part="options", gap="when")

    added = add_gap(source, "a", "when", {"options": [{"text": "Now", "correct": True}, {"text": "Later"}]})
    more = add_entry(added, gap, {"text": "Now"})

    assert added == source.replace(
        "    cite",
        "      when:\n        options:\n          - id: now\n            text: Now\n            correct: true\n"
        "          - id: later\n            text: Later\n    cite",
    )
    assert options_of(more.source) == ["now", "later", "now-2"]
    assert remove_gap(added, "a", "when") == source
    with pytest.raises(CannotEdit, match="there is a gap 'who' already"):
        add_gap(source, "a", "who")
    with pytest.raises(CannotEdit, match="cannot name a gap"):
        add_gap(source, "a", "Who?")


def test_entries_without_an_id_are_given_one() -> None:
    source = "questions:\n  - id: a\n    type: ordering\n    items:\n      - text: One\n      - {id: one, text: Two}\n"

    copy = duplicate_question(source, "a").source
    assert copy.endswith("      - id: one-3\n        text: One\n      - {id: one-2, text: Two}\n")
    assert give_ids(source, "a") == source.replace("- text: One", "- id: one-2\n        text: One")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At once, or later?", "at-once-or-later"),
        ("It's *über* alles [@source2020]", "its-uber-alles"),
        ("See [the label](../a/b.md#c)", "see-the-label"),
        ("After about twenty minutes and then some more words", "after-about-twenty-minutes-and-then-some"),
        ("Только", "option"),
        ("", "option"),
        ("Taken", "taken-3"),
    ],
)
def test_an_id_is_made_of_words(text: str, expected: str) -> None:
    assert fresh_id(text, {"taken", "taken-2"}, otherwise="option") == expected


def test_the_parts_of_a_case_are_added_moved_changed_and_taken_away() -> None:
    source = add_question("title: T\nquestions: []\n", "case", {"prompt": "An evening"}).source

    added = add_part(source, "an-evening", "numeric")

    assert added.key == "an-evening.question-3"
    (case,) = read_form(added.source).questions
    assert [(part.key, part.type) for part in case.parts] == [
        ("an-evening.question", "single-choice"),
        ("an-evening.question-2", "single-choice"),
        ("an-evening.question-3", "numeric"),
    ]
    moved = shift_part(added.source, added.key, -1)
    assert [part.key for part in read_form(moved).questions[0].parts] == [
        "an-evening.question",
        "an-evening.question-3",
        "an-evening.question-2",
    ]
    changed = set_field(moved, Place(question=added.key), "answer", 7)
    assert read_form(changed).questions[0].parts[1].own.fields["answer"] == "7"
    assert remove_part(added.source, added.key) == source


def test_a_part_has_no_objective_and_no_parts_of_its_own() -> None:
    source = add_question("title: T\nquestions: []\n", "case", {"prompt": "An evening"}).source

    with pytest.raises(CannotEdit, match="cannot be part of a case"):
        add_part(source, "an-evening", "case")
    assert "objective" not in read_form(source).questions[0].parts[0].own.fields
