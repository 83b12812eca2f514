"""Panel rating: how near one's ratings come to those of an expert panel."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK

SESSION = """
type: panel-rating
prompt: 'Rate what the guide does in this passage.'
panel: Five supervisors rated it in 2026, each alone.
least: 1
most: 7
low: not at all
high: fully
none_from: 2
aspects:
  - {id: presence, text: Stays present, ratings: 6 5 6 7 6, why: The guide waits.}
  - {id: steering, text: Steers the content, ratings: 1 2 3 2, why: A question leads a little.}
"""


@pytest.mark.parametrize(
    ("presence", "steering", "mark"),
    [
        ("6", "2", Fraction(1)),
        ("5", "2", Fraction(3, 4)),
        ("7", "3", Fraction(1, 2)),
        ("4", "7", Fraction(0)),
        ("6", "7", Fraction(1, 2)),
    ],
)
def test_each_step_away_from_the_panels_middle_costs(presence: str, steering: str, mark: Fraction) -> None:
    question = question_from(SESSION)

    assert question.mark(answer(question, {"presence": (presence,), "steering": (steering,)}), {}) == mark


def test_anything_between_the_two_middle_ratings_is_the_middle() -> None:
    question = question_from(SESSION.replace("1 2 3 2", "1 2 4 5"))

    for rating in ("2", "3", "4"):
        assert question.mark(answer(question, {"presence": ("6",), "steering": (rating,)}), {}) == 1
    assert question.mark(answer(question, {"presence": ("6",), "steering": ("5",)}), {}) == Fraction(3, 4)


def test_a_blank_item_earns_nothing() -> None:
    question = question_from(SESSION)

    assert question.mark(BLANK, {}) == 0
    assert question.mark(answer(question, {"presence": ("6",)}), {}) == Fraction(1, 2)


def test_feedback_tells_the_panels_ratings_and_why() -> None:
    question = question_from(SESSION)

    said = question.remarks(answer(question, {"presence": ("5",)}), {})

    assert [(remark.slot, remark.is_right, remark.was_chosen) for remark in said] == [
        ("presence", False, True),
        ("steering", False, False),
    ]
    assert said[0].answer is not None
    assert said[0].answer.text == "6, the middle of the panel (its ratings: 5, 6, 6, 6, 7)"
    assert question.note is not None
    assert question.note.text == "Five supervisors rated it in 2026, each alone."


def test_the_ends_of_the_scale_say_what_they_mean() -> None:
    (first, _) = question_from(SESSION).slots({})

    assert [choice.text.text for choice in first.choices] == ["1 (not at all)", "2", "3", "4", "5", "6", "7 (fully)"]


def test_a_number_beyond_the_scale_is_refused() -> None:
    question = question_from(SESSION)

    assert isinstance(question.respond({"presence": ("8",)}), str)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("6 5 6 7 6", "6 5"), "error: a panel has at least 3 members; add their ratings"),
        (("6 5 6 7 6", "6 5 9"), "error: a rating lies outside the scale from 1 to 7; change it"),
        (("6 5 6 7 6", "6 high 6"), "error: 'ratings' must be whole numbers with spaces between them, as in 5 5 6"),
        (("most: 7", "most: 40"), "error: a scale has from 3 to 11 steps; change 'least' or 'most'"),
        (
            ("panel: Five supervisors rated it in 2026, each alone.\n", ""),
            "error: 'panel' is missing; add 'panel: ...' with who rated, how many, and when",
        ),
    ],
)
def test_what_makes_no_question_says_what_to_change(change: tuple[str, str], problem: str) -> None:
    problems = [each.partition(": ")[2] for each in problems_of(SESSION.replace(*change))]

    assert problem in problems
