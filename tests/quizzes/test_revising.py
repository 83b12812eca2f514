"""A new revision may replace an old one where every id keeps its type, and its words."""

import pytest

from tests.quizzes.reading import usable_quiz
from trainer.problem import Problem
from trainer.quizzes.questions.question import Response
from trainer.quizzes.revising import may_replace, unknown_keys

MODULE = "module: ../curriculum/a/b.md\n"
NUMERIC = "- {id: %s, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.}"
TRUE_FALSE = "- {id: %s, type: true-false, objective: o, prompt: So?, answer: true, why: {true: A., false: B.}}"


def test_questions_may_be_added_changed_removed_and_moved() -> None:
    old = usable_quiz(MODULE, "\n".join((NUMERIC % "a", NUMERIC % "b")))
    new = usable_quiz(MODULE, "\n".join((TRUE_FALSE % "c", (NUMERIC % "b").replace("answer: 1", "answer: 2"))))

    assert may_replace(old, new) == ()


def test_an_id_that_changes_its_type_is_a_problem() -> None:
    old = usable_quiz(MODULE, "\n".join((NUMERIC % "a", NUMERIC % "b")))
    new = usable_quiz(MODULE, "\n".join((NUMERIC % "a", TRUE_FALSE % "b")))

    assert may_replace(old, new) == (
        Problem(
            "quizzes/q.yml",
            5,
            "the question 'b' was numeric and is now true-false; give the question a new id",
        ),
    )


CHOICE = """
- id: a
  type: single-choice
  objective: o
  prompt: Which?
  options:
    - {id: one, text: The first, correct: true, why: So.}
    - {id: two, text: The  second, why: No.}
"""
PAIRS = """
- id: a
  type: matching
  objective: o
  prompt: Which?
  pairs:
    - {id: one, left: Vein, right: At once, why: So.}
    - {id: two, left: Muscle, right: Later, why: So.}
"""
ITEMS = """
- id: a
  type: ordering
  objective: o
  prompt: Which?
  items:
    - {id: one, text: Ask, why: So.}
    - {id: two, text: Call, why: So.}
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "words"),
    [
        (CHOICE, ("The first", "The  second"), ("The second", "The first"), ("one", "two")),
        (PAIRS, ("At once", "Later"), ("Later", "At once"), ("one", "two")),
        (PAIRS, ("Vein", "Muscle"), ("Muscle", "Vein"), ("one", "two")),
        (ITEMS, ("Ask", "Call"), ("Call", "Ask"), ("one", "two")),
    ],
)
def test_texts_that_changed_places_between_ids_are_refused_with_the_id(
    text: str, old: tuple[str, str], new: tuple[str, str], words: tuple[str, str]
) -> None:
    changed = text.replace(old[0], "@").replace(old[1], new[1]).replace("@", new[0])

    problems = may_replace(usable_quiz(MODULE, text), usable_quiz(MODULE, changed))

    assert [problem.message.partition(", so that")[0] for problem in problems] == [
        f"in the question 'a' the id '{words[0]}' now has the words that '{words[1]}' had",
        f"in the question 'a' the id '{words[1]}' now has the words that '{words[0]}' had",
    ]


def test_a_key_may_be_corrected_a_text_improved_and_an_option_added_or_taken_out() -> None:
    old = usable_quiz(MODULE, CHOICE)
    better = CHOICE.replace("The first, correct: true", "The very first").replace("second,", "second, correct: true,")
    other = CHOICE.replace("id: two, text: The  second", "id: three, text: The third")

    assert may_replace(old, usable_quiz(MODULE, better)) == ()
    assert may_replace(old, usable_quiz(MODULE, other)) == ()


def test_ids_that_an_answer_names_and_a_question_lacks_are_told() -> None:
    (choice,), (pairs,) = usable_quiz(MODULE, CHOICE).questions, usable_quiz(MODULE, PAIRS).questions

    assert unknown_keys(choice, Response(chosen=(("choice", ("two",)),))) == ()
    assert unknown_keys(choice, Response(chosen=(("choice", ("three",)),))) == ("three",)
    assert unknown_keys(pairs, Response(chosen=(("one", ("three",)), ("four", ("one",))))) == ("three", "four")
