"""What holds of tries and certainty, whatever somebody answers."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.behaviour import Behaviour
from trainer.quizzes.calibration import calibrate
from trainer.quizzes.certainty import Certainty, CertaintyTable
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.scoring import Given, Result, score

COUNT = 4
DRAWN = [Placed(id=f"q{number}", arrangement={}) for number in range(COUNT)]
levels = st.none() | st.sampled_from(Certainty)
responses = st.sampled_from([BLANK, *(Response(chosen=(("value", (value,)),)) for value in "12")])
answers = st.builds(Given, response=responses, tried=st.integers(1, 5), certainty=levels)
quickly = settings(max_examples=60, deadline=None)


def quiz_with(terms: str) -> Quiz:
    return usable_quiz(
        f"module: ../curriculum/a/b.md\npass_mark: 50\n{terms}",
        "\n".join(
            f"- {{id: q{number}, type: numeric, objective: o, prompt: '?', answer: 1, why: So.}}"
            for number in range(COUNT)
        ),
    )


ASKS, ASKS_NOT = quiz_with("certainty: in-result\ntries: 5\ntry_cost: 20\n"), quiz_with("tries: 5\ntry_cost: 20\n")


def scored(quiz: Quiz, every: list[Given]) -> Result:
    return score(quiz, DRAWN, {placed.id: each for placed, each in zip(DRAWN, every, strict=True)})


@quickly
@given(every=st.lists(answers, min_size=COUNT, max_size=COUNT), said=st.lists(levels, min_size=COUNT, max_size=COUNT))
def test_saying_how_sure_one_is_changes_no_point_and_no_pass(every: list[Given], said: list[Certainty | None]) -> None:
    otherwise = [
        Given(response=each.response, tried=each.tried, certainty=sure) for each, sure in zip(every, said, strict=True)
    ]

    assert scored(ASKS, every) == scored(ASKS, otherwise) == scored(ASKS_NOT, every)


@quickly
@given(tried=st.integers(1, 9), certainty=levels)
def test_a_blank_earns_nothing_and_brings_no_certainty_mark(tried: int, certainty: Certainty | None) -> None:
    every = [Given(tried=tried, certainty=certainty)] * COUNT
    result = scored(ASKS, every)

    assert result.points == 0
    assert not result.passed
    assert calibrate(CertaintyTable(), result.marked, {"q0": every[0]}).marks == {}


@quickly
@given(tries=st.integers(1, 5), cost=st.integers(0, 100), tried=st.integers(1, 9))
def test_a_further_try_never_earns_more_and_never_less_than_nothing(tries: int, cost: int, tried: int) -> None:
    behaviour = Behaviour(tries=tries, try_cost=cost)

    assert 1 >= behaviour.part_left(tried) >= behaviour.part_left(tried + 1) >= 0


@quickly
@given(cost=st.integers(0, 99), tried=st.integers(1, 5), fraction=st.fractions(0, 1, max_denominator=12))
def test_what_a_try_had_cost_can_be_told_from_what_it_earned(cost: int, tried: int, fraction: Fraction) -> None:
    behaviour = Behaviour(tries=5, try_cost=cost)
    left = behaviour.part_left(tried)

    assert behaviour.before_cost(fraction * left, tried) == (fraction if left else None)


@quickly
@given(every=st.lists(answers, min_size=COUNT, max_size=COUNT))
def test_certainty_marks_stay_within_the_table_and_levels_add_up(every: list[Given]) -> None:
    given_answers = {placed.id: each for placed, each in zip(DRAWN, every, strict=True)}

    found = calibrate(CertaintyTable(), scored(ASKS, every).marked, given_answers)

    assert all(-6 <= mark <= 3 for mark in found.marks.values())
    assert sum(level.answers for level in found.levels) == len(found.marks)
    assert all(level.right <= level.answers for level in found.levels)
