"""How a quiz behaves while it is taken: tries with their cost, and what cannot be paired."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import quiz_from, usable_quiz
from trainer.quizzes.behaviour import Behaviour
from trainer.quizzes.certainty import CertaintyTable, Shown
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import Response
from trainer.quizzes.scoring import Given, score

MODULE = "module: ../curriculum/a/b.md\n"
NUMBER = "- {id: q, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.%s}"


def problems_with(terms: str, more: str = "") -> list[str]:
    return [each.partition(": ")[2] for each in quiz_from(MODULE + terms, NUMBER % more)[1]]


def test_a_quiz_without_a_word_about_it_has_one_try_and_asks_no_certainty() -> None:
    assert usable_quiz(MODULE).terms.behaviour == Behaviour(tries=1, try_cost=33, certainty=None)


def test_each_further_try_costs_and_never_gives() -> None:
    behaviour = Behaviour(tries=4, try_cost=40)

    assert [behaviour.part_left(tried) for tried in (1, 2, 3, 4)] == [1, Fraction(3, 5), Fraction(1, 5), 0]


def test_a_right_answer_at_the_second_try_earns_what_is_left() -> None:
    quiz = usable_quiz(MODULE + "tries: 3\ntry_cost: 25\n", NUMBER % ", points: 2")
    right = Response(chosen=(("value", ("1",)),))

    earned = [
        score(quiz, [Placed(id="q", arrangement={})], {"q": Given(response=right, tried=tried)}).points
        for tried in (1, 2, 3)
    ]

    assert earned == [2, Fraction(3, 2), 1]


def test_certainty_is_asked_with_the_usual_marks_or_with_ones_own() -> None:
    usual = usable_quiz(MODULE + "certainty: beside\n").terms.behaviour.certainty
    own = usable_quiz(MODULE + "certainty: in-result\ncertainty_right: 1 3 4\ncertainty_wrong: 0 -3 -9\n")

    assert usual == CertaintyTable(right=(1, 2, 3), wrong=(0, -2, -6), shown=Shown.BESIDE)
    assert own.terms.behaviour.certainty == CertaintyTable(right=(1, 3, 4), wrong=(0, -3, -9), shown=Shown.IN_RESULT)


@pytest.mark.parametrize(
    ("terms", "more", "problem"),
    [
        (
            "tries: 2\nfeedback: after-pass\n",
            "",
            "error: after each try one is told whether it was right, which 'after-pass' keeps back; use "
            "'feedback: after-each' or 'after-submission', or remove 'tries'",
        ),
        (
            "tries: 2\n",
            ", safety_critical: true",
            "error: 'q' is safety-critical, which a second try could not put right; remove 'tries' from the quiz, or "
            "move the question",
        ),
        (
            "",
            ", hints: [Count again.]",
            "error: a hint is shown between two tries, and there is one; add 'tries: 2' to the quiz",
        ),
        (
            "tries: 2\n",
            ", hints: [Count again., Use your fingers.]",
            "error: a hint follows a try that was not the last, so there can be 1; remove some",
        ),
        (
            "try_cost: 10\n",
            "",
            "error: there is one try at a question, so none costs anything; add 'tries' or remove this",
        ),
        (
            "certainty_right: 1 2 3\n",
            "",
            "error: nobody is asked how sure they are; add 'certainty: beside' or remove this",
        ),
        (
            "certainty: beside\ncertainty_right: one two three\n",
            "",
            "error: 'certainty_right' must be three whole numbers, for low, middle and high, as in 1 2 3",
        ),
        (
            "certainty: beside\ncertainty_wrong: 0 -1 -1\n",
            "",
            "warning: with these marks saying how sure one is does not pay; each level should gain more and risk more, "
            "the highest most, as 1 2 3 and 0 -2 -6 do",
        ),
    ],
)
def test_an_impossible_pairing_is_a_problem_with_a_cure(terms: str, more: str, problem: str) -> None:
    assert problem in problems_with(terms, more)
