"""What an attempt earned on each objective is told as far as its result tells it, and no further."""

from fractions import Fraction

import pytest

from trainer.curriculum.shares import Share, best_of, shares_of
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.quiz import Quiz

QUESTION = """\
  - id: {id}
    type: true-false
    objective: {objective}
    points: {points}
    prompt: Is {id} so?
    answer: true
    why: {{'true': Yes., 'false': No.}}
"""
MODULE = "pharmacology/routes"
COMPARE, EXPLAIN = (MODULE, "compare"), (MODULE, "explain")


def quiz() -> Quiz:
    """Two questions on comparing, of one and of two points, and one on explaining."""
    head = "title: Routes\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n"
    questions = (("first", "compare", 1), ("second", "compare", 2), ("third", "explain", 1))
    made = "".join(
        QUESTION.format(id=name, objective=objective, points=points) for name, objective, points in questions
    )
    found, problems = parse_quiz("quizzes/routes.yml", head + made)
    assert found is not None, problems
    return found


def share(attempt: int, earned: int, of: int = 4) -> Share:
    """A share whose points are told."""
    return Share(attempt=attempt, questions=2, points=Fraction(earned), possible=Fraction(of), is_full=earned == of)


def kept_back(attempt: int, *, is_full: bool) -> Share:
    """A share whose points are not told."""
    return Share(attempt=attempt, questions=2, points=None, possible=None, is_full=is_full)


def test_the_points_of_an_objective_are_those_of_its_questions_together() -> None:
    shares = shares_of(quiz(), MODULE, 2, {"first": 100, "second": 150, "third": 100}, tells_points=True)

    assert shares == {
        COMPARE: Share(attempt=2, questions=2, points=Fraction(5, 2), possible=Fraction(3), is_full=False),
        EXPLAIN: Share(attempt=2, questions=1, points=Fraction(1), possible=Fraction(1), is_full=True),
    }


def test_an_objective_of_which_no_question_was_drawn_has_no_share() -> None:
    assert list(shares_of(quiz(), MODULE, 1, {"third": 0}, tells_points=True)) == [EXPLAIN]


def test_while_points_are_kept_back_nothing_is_told_but_whether_it_was_all() -> None:
    little = shares_of(quiz(), MODULE, 1, {"first": 0, "second": 50, "third": 100}, tells_points=False)
    nearly_all = shares_of(quiz(), MODULE, 1, {"first": 100, "second": 199, "third": 100}, tells_points=False)

    assert little == nearly_all
    assert little == {
        COMPARE: Share(attempt=1, questions=2, points=None, possible=None, is_full=False),
        EXPLAIN: Share(attempt=1, questions=1, points=None, possible=None, is_full=True),
    }
    assert [each.rank for each in little.values()] == [0, 1]


@pytest.mark.parametrize(
    ("shares", "best"),
    [
        ((), None),
        ((share(1, 3), share(2, 1)), 1),
        ((share(1, 1), share(2, 3)), 2),
        ((share(1, 3), share(2, 3)), 1),
        ((share(1, 3), share(2, 2, of=2)), 2),
        ((kept_back(1, is_full=False), kept_back(2, is_full=True)), 2),
        ((kept_back(1, is_full=False), kept_back(2, is_full=False)), 1),
    ],
)
def test_the_best_share_is_the_greatest_part_and_the_first_of_equal_ones(
    shares: tuple[Share, ...], best: int | None
) -> None:
    found = best_of(shares)

    assert (found.attempt if found else None) == best


def test_a_question_that_the_revision_never_held_is_refused() -> None:
    with pytest.raises(LookupError):
        shares_of(quiz(), MODULE, 1, {"fourth": 100}, tells_points=True)
