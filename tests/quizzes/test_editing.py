"""A field of a quiz's source is set or removed, and all that the author wrote around it stays."""

from decimal import Decimal

import pytest

from trainer.quizzes.editing import QUIZ, Change, change, remove_field, set_field
from trainer.quizzes.editing_fields import Value
from trainer.quizzes.editing_form import read_form
from trainer.quizzes.editing_places import ENTRY_KEYS, GROUPS, TYPE_KEYS, Place
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.parsing import read_quiz
from trainer.quizzes.questions import TYPES

LONG = "A text of so many words that it can stand in no single line and has to be folded, because a line ends at 120."
QUESTION = Place(question="q")


def quiz(question: str, terms: str = "") -> str:
    lines = "".join(f"    {line}\n" if line else "\n" for line in question.splitlines())
    return f"title: T\n{terms}questions:\n  - id: q\n{lines}"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("prompt: Who?", "What?", "prompt: What?"),
        ("prompt: Who?  # ask", "What: who?", "prompt: 'What: who?'  # ask"),
        ("prompt: 'Who?'", "What?", "prompt: 'What?'"),
        ("prompt: 'Who?'", "It's", "prompt: 'It''s'"),
        ('prompt: "Who?"', "It's", 'prompt: "It\'s"'),
        ('prompt: "Who?"', 'A "word"', "prompt: 'A \"word\"'"),
        ("prompt: Who?", "true", "prompt: 'true'"),
        ("prompt: Who?", "2027-01-01", "prompt: '2027-01-01'"),
        ("prompt: Who?", "{{gap}} first", "prompt: '{{gap}} first'"),
        ("prompt: Who?", "", "prompt: ''"),
        ("prompt:", "Who?", "prompt: Who?"),
        ("prompt: >-\n  Who\n  is it?", "Who?", "prompt: >-\n  Who?"),
        ("prompt: > # ask\n    Who\n    is it?\n", "What?", "prompt: > # ask\n    What?\n"),
        ("prompt: Who?", LONG, f"prompt: >-\n  {LONG}"),
        ("prompt: Who?", "One\n\nTwo", "prompt: |-\n  One\n\n  Two"),
        ("prompt: |\n  One\n\n  Two", "One\n- a\n  - b", "prompt: |\n  One\n  - a\n    - b"),
        ("prompt: Who?", " a\nb", "prompt: |2-\n   a\n  b"),
        ("prompt: Who?", "a\r\nb", "prompt: |-\n  a\n  b"),
        ("prompt:\n  Who?", "What?", "prompt:\n  What?"),
        ("prompt: Who?", "\U0001f642 \u00e9", "prompt: \U0001f642 \u00e9"),
    ],
)
def test_a_text_keeps_its_style_where_it_can(before: str, value: str, after: str) -> None:
    assert set_field(quiz(before), QUESTION, "prompt", value) == quiz(after)


def test_only_the_line_of_a_changed_word_is_written_anew() -> None:
    before = "prompt: >-\n  Short line\n  that the author likes\n  this way."

    edited = set_field(quiz(before), QUESTION, "prompt", "Short line that an author likes this way.")

    assert edited == quiz("prompt: >-\n  Short line\n  that an author likes\n  this way.")


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("pass_mark", 75, "pass_mark: 75"),
        ("gate", True, "gate: true"),
        ("minutes", 20, "minutes: 20"),
        ("page", "one", "page: one"),
        ("module", "../curriculum/a/b.md", "module: ../curriculum/a/b.md"),
    ],
)
def test_a_term_of_the_quiz_is_added_in_its_place_and_removed_again(key: str, value: Value, line: str) -> None:
    source = quiz("type: numeric")

    edited = set_field(source, QUIZ, key, value)

    assert edited == source.replace("title: T\n", f"title: T\n{line}\n")
    assert remove_field(edited, QUIZ, key) == source


def test_new_fields_of_a_question_stand_in_the_order_of_the_format() -> None:
    source = quiz("type: numeric\nprompt: >-\n  How many?\nanswer: 3\nwhy: So.")

    edited = change(
        source,
        [
            Change(place=QUESTION, key="cite", value=["a2020", "b, c"]),
            Change(place=QUESTION, key="tolerance", value=Decimal("0.50")),
            Change(place=QUESTION, key="objective", value="count"),
            Change(place=QUESTION, key="safety_critical", value=True),
            Change(place=QUESTION, key="answer", value=4),
            Change(place=QUESTION, key="why", value=None),
        ],
    )

    assert edited == quiz(
        "type: numeric\nobjective: count\nsafety_critical: true\nprompt: >-\n  How many?\n"
        "answer: 4\ntolerance: 0.50\ncite: [a2020, 'b, c']"
    )


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("cite: ['a', b] # two", ["a", "c"], "cite: ['a', c] # two"),
        ("cite: [a]", [], "cite: []"),
        ("cite:\n  - a # first\n  - 'b'", ["c", "a"], "cite:\n  - c\n  - a # first"),
        ("cite: [a,\n  b]", ["a", "b", "c"], "cite: [a, b, c]"),
        ("cite: a", ["b"], "cite: [b]"),
    ],
)
def test_a_list_of_words_keeps_its_form(before: str, value: list[str], after: str) -> None:
    assert set_field(quiz(before), QUESTION, "cite", value) == quiz(after)


def test_a_field_in_braces_stays_there() -> None:
    source = quiz("type: single-choice\noptions:\n  - {id: a, text: A, correct: true} # right\n  - {id: b}")
    place = Place(question="q", part="options", entry="a")

    with_why = set_field(source, place, "why", "Because, of: it")

    assert with_why == source.replace("correct: true}", "correct: true, why: 'Because, of: it'}")
    assert remove_field(with_why, place, "why") == source
    assert remove_field(source, place, "text") == source.replace("text: A, ", "")
    assert set_field(source, Place(question="q", part="options", entry="b"), "text", "B") == source.replace(
        "{id: b}", "{id: b, text: B}"
    )


def test_a_text_of_several_lines_comes_out_of_its_braces() -> None:
    source = quiz("options:\n  - {id: a, text: A, correct: true} # right\n  - {id: b}")

    edited = set_field(source, Place(question="q", part="options", entry="a"), "text", "- one\n- two")

    assert edited == quiz(
        "options:\n  - id: a # right\n    text: |-\n      - one\n      - two\n    correct: true\n  - {id: b}"
    )


def test_the_first_reason_of_a_true_false_question_begins_their_group() -> None:
    source = quiz("type: true-false\nanswer: true\ncite: [a]")

    first = set_field(source, Place(question="q", part="why"), "false", "No.")
    both = set_field(first, Place(question="q", part="why"), "true", "Yes.")

    assert both == quiz("type: true-false\nanswer: true\nwhy:\n  true: Yes.\n  false: No.\ncite: [a]")


def test_the_key_beside_a_dash_leaves_the_dash_to_the_next() -> None:
    source = "title: T\nquestions:\n  - prmpt: x\n    # why\n    type: numeric\n    id: a\n"

    assert remove_field(source, Place(question="a"), "prmpt") == (
        "title: T\nquestions:\n    # why\n  - type: numeric\n    id: a\n"
    )


def test_a_missing_last_line_break_stays_missing() -> None:
    source = quiz("type: numeric\nwhy: So.").removesuffix("\n")

    assert set_field(source, QUESTION, "cite", ["a"]) == f"{source}\n    cite: [a]"
    assert remove_field(source, QUESTION, "why") == source.removesuffix("\n    why: So.")


@pytest.mark.parametrize(
    ("place", "key", "value", "said"),
    [
        (QUESTION, "type", "numeric", "keeps its type"),
        (QUESTION, "id", "other", "an id stays"),
        (QUESTION, "options", "x", "is a list"),
        (QUESTION, "toleranc", "1", "has no place here"),
        (QUESTION, "tolerance", 1, "has no place here"),
        (QUESTION, "prompt", None, ""),
        (QUESTION, "id", None, "cannot be left out"),
        (QUESTION, "options", None, "cannot be left out"),
        (QUIZ, "questions", None, "cannot be left out"),
        (QUIZ, "pasmark", 80, "did you mean 'pass_mark'?"),
        (Place(question="other"), "prompt", "x", "there is no question 'other' here"),
        (Place(question="q", part="options", entry="z"), "text", "x", "there is no entry of 'options' 'z' here"),
        (Place(question="q", part="pairs", entry="a"), "left", "x", "'pairs' has no place here"),
        (Place(question="q", part="gaps", entry="who"), "why", "x", "there is no gap 'who' here"),
        (QUESTION, "prompt", "a\x07b", "this text cannot be kept"),
        (QUESTION, "points", Decimal("NaN"), "not a number"),
    ],
)
def test_what_cannot_be_is_said(place: Place, key: str, value: Value | None, said: str) -> None:
    source = quiz("type: single-choice\nprompt: Who?\noptions:\n  - {id: a, text: A}\n  - {id: b, text: B}")
    if not said:
        assert remove_field(source, place, key) == source.replace("    prompt: Who?\n", "")
        return

    with pytest.raises(CannotEdit) as refused:
        change(source, [Change(place=place, key=key, value=value)])

    assert said in refused.value.message


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("title: 'T\nquestions: []\n", 3),
        ("title: T\n  questions: []\n", 2),
        ("", 1),
        ("# nothing\n", 1),
        ("- a\n", 1),
        ("title: &a T\nmodule: *a\n", 1),
        ("title: T\nmodule: x\ntitle: U\n", 3),
        ("title: a\x00b\n", 1),
    ],
)
def test_a_broken_source_is_refused_once_with_its_line(source: str, line: int) -> None:
    with pytest.raises(CannotEdit) as refused:
        set_field(source, QUIZ, "title", "Other")

    assert refused.value.line == line
    assert refused.value.message


def test_what_has_no_id_is_named_by_its_place_and_can_be_given_one() -> None:
    source = quiz("type: ordering\nitems:\n  - text: A\n  - {text: B}")

    edited = change(
        source,
        [
            Change(place=Place(question="q", part="items", entry="~1"), key="id", value="a"),
            Change(place=Place(question="q", part="items", entry="~2"), key="text", value="C"),
        ],
    )

    assert edited == quiz("type: ordering\nitems:\n  - id: a\n    text: A\n  - {text: C}")


def test_the_keys_that_can_be_set_are_those_that_the_reader_knows(one_of_each: str) -> None:
    assert set(TYPE_KEYS) == set(TYPES)
    form = read_form(one_of_each)
    tried = 0
    for question in form.questions:
        own = [(question.own, key) for key in TYPE_KEYS[question.type] - GROUPS if not question.reasons]
        entries = [(each, key) for each in question.entries for key in ENTRY_KEYS[str(each.place.part)]]
        gaps = [(each, key) for each in question.gaps for key in ("accept", "why") if "accept" in each.fields]
        for group, key in (*own, (question.own, "points"), *entries, *gaps):
            if key != "id":
                edited = set_field(one_of_each, group.place, key, ["x"] if key == "accept" else "x")
                _, problems = read_quiz("quizzes/routes.yml", edited)
                assert [str(each) for each in problems if "unknown key" in each.message] == []
                tried += 1
    assert tried > 40


def test_a_form_shows_what_stands_in_a_source_with_mistakes() -> None:
    source = quiz("type: fill-in\nprompt: >\n  Call\n  {{who}}.\ngaps:\n  who:\n    options:\n      - text: A\n"
                  "  when: {accept: [first, '2'], why: So.}\nwhy: x\ncite: [a, b]")  # fmt: skip

    form = read_form(source)

    (question,) = form.questions
    assert (question.key, question.type, question.own.line) == ("q", "fill-in", 3)
    assert question.own.fields["prompt"] == "Call {{who}}."
    assert question.own.fields["cite"] == ("a", "b")
    assert [(each.place.entry, each.place.gap, each.fields) for each in question.entries] == [
        ("~1", "who", {"text": "A"})
    ]
    assert question.gaps[1].fields == {"accept": ("first", "2"), "why": "So."}
    assert form.own.fields == {"title": "T"}


def test_a_form_shows_the_first_of_a_list_that_stands_twice() -> None:
    form = read_form(quiz("type: ordering\nitems: [{id: a}]\nitems: [{id: b}, c]"))

    assert [each.place.entry for each in form.questions[0].entries] == ["a"]


def test_a_key_without_a_colon_is_refused() -> None:
    with pytest.raises(CannotEdit, match="the key 'true' has no colon"):
        set_field(quiz("type: true-false\nwhy: {true, false: No.}"), Place(question="q", part="why"), "false", "x")


def test_of_two_entries_with_one_id_the_second_is_named_by_its_place() -> None:
    source = quiz("type: ordering\nitems:\n  - {id: a, text: A}\n  - {id: a, text: B}")
    second = Place(question="q", part="items", entry="~2")

    assert set_field(source, second, "text", "C") == source.replace("text: B", "text: C")
    assert set_field(source, second, "id", "b") == source.replace("{id: a, text: B", "{id: b, text: B")
