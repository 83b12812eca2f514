"""Being sure is worth what the table says, and it agrees with being right or not."""

from fractions import Fraction

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.calibration import Level, calibrate
from trainer.quizzes.certainty import Certainty, CertaintyTable
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.scoring import Given, score

TABLE = CertaintyTable()


def test_the_usual_marks_are_those_that_were_published() -> None:
    assert [TABLE.mark(each, is_right=True) for each in Certainty] == [1, 2, 3]
    assert [TABLE.mark(each, is_right=False) for each in Certainty] == [0, -2, -6]


def test_the_usual_marks_ask_for_two_thirds_and_four_fifths() -> None:
    assert TABLE.thresholds() == (Fraction(2, 3), Fraction(4, 5))
    assert TABLE.rewards_honesty


def test_marks_that_risk_nothing_more_do_not_reward_honesty() -> None:
    assert not CertaintyTable(wrong=(0, 0, 0)).rewards_honesty
    assert not CertaintyTable(right=(1, 2, 3), wrong=(0, -6, -7)).rewards_honesty


def answers(*given: tuple[str, Certainty | None]) -> dict[str, Given]:
    return {
        f"q{number}": Given(response=Response(chosen=(("value", (value,)),)) if value else BLANK, certainty=certainty)
        for number, (value, certainty) in enumerate(given)
    }


def test_an_attempt_is_calibrated_by_level_and_a_blank_is_left_out() -> None:
    quiz = usable_quiz(
        "module: ../curriculum/a/b.md\n",
        "\n".join(
            f"- {{id: q{number}, type: numeric, objective: o, prompt: '?', answer: 1, why: So.}}" for number in range(5)
        ),
    )
    given = answers(("1", Certainty.HIGH), ("2", Certainty.HIGH), ("1", Certainty.MIDDLE), ("1", None), ("", None))
    result = score(quiz, [Placed(id=f"q{number}", arrangement={}) for number in range(5)], given)

    found = calibrate(TABLE, result.marked, given)

    assert found.marks == {"q0": 3, "q1": -6, "q2": 2, "q3": 1}
    assert found.average == 0
    assert (found.total, found.confident_errors) == (0, 1)
    assert found.levels == (
        Level(certainty=Certainty.LOW, answers=1, right=1),
        Level(certainty=Certainty.MIDDLE, answers=1, right=1),
        Level(certainty=Certainty.HIGH, answers=2, right=1),
    )


def test_nothing_answered_has_no_average() -> None:
    assert calibrate(TABLE, (), {}).average is None


def test_what_is_right_at_a_later_try_was_wrong_when_it_was_sure() -> None:
    quiz = usable_quiz(
        "module: ../curriculum/a/b.md\ntries: 2\ntry_cost: 0\n",
        "- {id: q, type: numeric, objective: o, prompt: '?', answer: 1, why: So.}",
    )
    given = {"q": Given(response=Response(chosen=(("value", ("1",)),)), tried=2, certainty=Certainty.HIGH)}
    result = score(quiz, [Placed(id="q", arrangement={})], given)

    assert result.points == 1
    assert calibrate(TABLE, result.marked, given).marks == {"q": -6}
