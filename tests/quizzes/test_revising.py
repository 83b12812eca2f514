"""A new revision may replace an old one where every id keeps its type."""

from tests.quizzes.reading import usable_quiz
from trainer.problem import Problem
from trainer.quizzes.revising import may_replace

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
