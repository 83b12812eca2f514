"""Marks are added up exactly, and safety is not averaged away."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import Response
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.scoring import Given, Result, hundredths, percent, score

ALL = ("im-peak", "signs", "transfer", "hours", "peaks", "steps", "whom")
RIGHT = {
    "im-peak": Response(chosen=(("choice", ("within-20",)),)),
    "signs": Response(chosen=(("choice", ("chest-pain", "no-urine")),)),
    "transfer": Response(chosen=(("choice", ("false",)),)),
    "hours": Response(chosen=(("value", ("3",)),)),
    "peaks": Response(chosen=(("muscle", ("muscle",)), ("vein", ("vein",)))),
    "steps": Response(chosen=(("1", ("ask",)), ("2", ("call",)), ("3", ("note",)))),
    "whom": Response(chosen=(("who", ("p",)),), written=(("when", "first"),)),
}


def scored(quiz: Quiz, drawn: Iterable[str], responses: Mapping[str, Response]) -> Result:
    """An attempt at those questions, each answered at the first try."""
    placed = [Placed(id=each, arrangement={}) for each in drawn]
    return score(quiz, placed, {key: Given(response=response) for key, response in responses.items()})


def test_everything_right_earns_everything(routes: Quiz) -> None:
    result = scored(routes, ALL, RIGHT)

    assert (result.points, result.maximum) == (Fraction(8), Fraction(8))
    assert result.passed
    assert result.missed_critical == ()
    assert result.missed_objectives == ()


def test_points_are_weighed_and_part_of_them_can_be_earned(routes: Quiz) -> None:
    half = RIGHT | {"signs": Response(chosen=(("choice", ("chest-pain",)),))}

    result = scored(routes, ALL, half)

    signs = result.marked[1]
    assert signs.id == "signs"
    assert (signs.fraction, signs.points, signs.possible) == (Fraction(1, 2), Fraction(1), Fraction(2))
    assert (result.points, result.maximum) == (Fraction(7), Fraction(8))
    assert result.passed
    assert result.missed_objectives == ("compare-routes",)


def test_a_missed_safety_critical_question_fails_whatever_the_rest(routes: Quiz) -> None:
    for missed in ({}, {"im-peak": Response(chosen=(("choice", ("at-once",)),))}):
        answers = {key: value for key, value in RIGHT.items() if key != "im-peak"} | missed

        result = scored(routes, ALL, answers)

        assert (result.points, result.maximum) == (Fraction(7), Fraction(8))
        assert not result.passed
        assert result.missed_critical == ("im-peak",)


def test_less_than_all_points_of_a_safety_critical_question_is_a_miss() -> None:
    quiz = usable_quiz(
        "module: ../curriculum/a/b.md\npass_mark: 50\n",
        """
        - id: q
          type: multiple-choice
          objective: o
          safety_critical: true
          prompt: Which?
          options:
            - {id: a, text: A, correct: true, why: So.}
            - {id: b, text: B, correct: true, why: So.}
            - {id: c, text: C, why: So.}
        """,
    )

    result = scored(quiz, ("q",), {"q": Response(chosen=(("choice", ("a",)),))})

    assert result.points * 2 == result.maximum
    assert not result.passed


@pytest.mark.parametrize(("right", "passed"), [(4, True), (3, False)])
def test_the_pass_mark_itself_passes(right: int, passed: bool) -> None:
    questions = [
        f"- {{id: q{n}, type: numeric, objective: o, prompt: '?', answer: 1, why: So., points: 0.1}}" for n in range(5)
    ]
    quiz = usable_quiz("module: ../curriculum/a/b.md\n", "\n".join(questions))
    answers = {f"q{n}": Response(chosen=(("value", ("1",)),)) for n in range(right)}

    result = scored(quiz, [f"q{n}" for n in range(5)], answers)

    assert result.maximum == Fraction(1, 2)
    assert result.passed is passed


def test_a_hundredth_below_the_pass_mark_fails() -> None:
    question = "- {id: q%s, type: numeric, objective: o, prompt: '?', answer: 1, why: So., points: %s}"
    quiz = usable_quiz("module: ../curriculum/a/b.md\n", "\n".join((question % (1, "79.99"), question % (2, "20.01"))))

    result = scored(quiz, ("q1", "q2"), {"q1": Response(chosen=(("value", ("1",)),))})

    assert percent(result.points, result.maximum) == 79
    assert not result.passed


def test_only_drawn_questions_count(routes: Quiz) -> None:
    result = scored(routes, ("hours", "steps"), RIGHT)

    assert [marked.id for marked in result.marked] == ["hours", "steps"]
    assert (result.points, result.maximum) == (Fraction(2), Fraction(2))
    assert result.passed


def test_a_blank_attempt_earns_nothing_and_fails(routes: Quiz) -> None:
    result = scored(routes, ALL, {})

    assert (result.points, result.maximum) == (Fraction(0), Fraction(8))
    assert not result.passed
    assert result.missed_objectives == ("compare-routes", "translate-doses")


def test_a_question_that_the_quiz_lacks_is_a_broken_promise(routes: Quiz) -> None:
    with pytest.raises(LookupError):
        scored(routes, ("else",), {})


@pytest.mark.parametrize(
    ("points", "stored"),
    [
        (Fraction(0), 0),
        (Fraction(1), 100),
        (Fraction(1, 3), 33),
        (Fraction(2, 3), 67),
        (Fraction(1, 8), 13),
        (Fraction(1, 200), 1),
        (Fraction(5, 2), 250),
    ],
)
def test_stored_points_are_hundredths_with_a_half_rounded_up(points: Fraction, stored: int) -> None:
    assert hundredths(points) == stored


@pytest.mark.parametrize(
    ("points", "maximum", "shown"),
    [
        (Fraction(7996, 100), Fraction(100), 79),
        (Fraction(4), Fraction(5), 80),
        (Fraction(2), Fraction(3), 66),
        (Fraction(999, 1000), Fraction(1), 99),
        (Fraction(0), Fraction(8), 0),
        (Fraction(8), Fraction(8), 100),
        (Fraction(0), Fraction(0), 0),
    ],
)
def test_a_percentage_is_rounded_down(points: Fraction, maximum: Fraction, shown: int) -> None:
    assert percent(points, maximum) == shown
