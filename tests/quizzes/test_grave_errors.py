"""Which errors must not stay: safety-critical ones and those that somebody was sure of, until they are put right."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.grave_errors import GraveError, HandedIn, Outcome, grave_errors

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
RIGHT = Outcome(question="dose", objective="m#o", is_right=True, is_safety_critical=True)
MISSED = Outcome(question="dose", objective="m#o", is_right=False, is_safety_critical=True)
WRONG = Outcome(question="dose", objective="m#o", is_right=False, is_safety_critical=False)
SURE = Outcome(question="dose", objective="m#o", is_right=False, is_safety_critical=False, was_sure=True)


def attempt(
    number: int, *outcomes: Outcome, path: str = "quizzes/a.yml", day: int = 0, is_pre_test: bool = False
) -> HandedIn:
    at = BEGAN + timedelta(days=day or number)
    return HandedIn(id=UUID(int=number), path=path, number=number, at=at, outcomes=outcomes, is_pre_test=is_pre_test)


def told(*attempts: HandedIn) -> list[tuple[str, int, int, bool, bool, int | None]]:
    """Question, attempt, times, safety-critical, sure, and the day on which it was put right."""
    return [_told(error) for error in grave_errors(attempts)]


def _told(error: GraveError) -> tuple[str, int, int, bool, bool, int | None]:
    day = None if error.put_right_at is None else (error.put_right_at - BEGAN).days
    number = error.attempt.number
    return error.question, number, error.times, error.is_safety_critical, error.was_sure, day


def test_a_missed_safety_critical_question_is_grave_however_sure_somebody_was() -> None:
    assert told(attempt(1, MISSED)) == [("dose", 1, 1, True, False, None)]


def test_another_wrong_answer_is_grave_only_where_it_was_given_as_sure() -> None:
    assert told(attempt(1, WRONG)) == []
    assert told(attempt(1, SURE)) == [("dose", 1, 1, False, True, None)]


def test_a_later_attempt_in_which_the_question_is_right_puts_it_right() -> None:
    assert told(attempt(1, MISSED), attempt(2, RIGHT)) == [("dose", 1, 1, True, False, 2)]


def test_a_later_attempt_without_the_question_puts_nothing_right() -> None:
    other = Outcome(question="route", objective="m#o", is_right=True, is_safety_critical=True)

    assert told(attempt(1, MISSED), attempt(2, other)) == [("dose", 1, 1, True, False, None)]


def test_the_same_question_of_another_quiz_puts_nothing_right() -> None:
    assert told(attempt(1, MISSED), attempt(1, RIGHT, path="quizzes/b.yml", day=5)) == [
        ("dose", 1, 1, True, False, None)
    ]


def test_who_is_wrong_again_and_less_sure_has_put_nothing_right() -> None:
    assert told(attempt(1, SURE), attempt(2, WRONG)) == [("dose", 2, 2, False, True, None)]


def test_an_error_made_again_after_it_was_right_is_open_again() -> None:
    assert told(attempt(1, MISSED), attempt(2, RIGHT), attempt(3, MISSED)) == [("dose", 3, 1, True, False, None)]
    assert told(attempt(1, SURE), attempt(2, RIGHT), attempt(3, WRONG)) == []


def test_whether_a_question_is_safety_critical_follows_its_latest_attempt() -> None:
    assert told(attempt(1, MISSED), attempt(2, WRONG)) == []


def test_what_a_pre_test_missed_is_grave_only_for_who_was_sure() -> None:
    sure_and_critical = Outcome(
        question="dose", objective="m#o", is_right=False, is_safety_critical=True, was_sure=True
    )

    assert told(attempt(1, MISSED, is_pre_test=True)) == []
    assert told(attempt(1, sure_and_critical, is_pre_test=True)) == [("dose", 1, 1, True, True, None)]


def test_a_later_quiz_puts_a_pre_test_right_where_all_on_the_objective_is_right() -> None:
    before = attempt(1, SURE, path="quizzes/begin.yml", is_pre_test=True)
    one = Outcome(question="a", objective="m#o", is_right=True, is_safety_critical=False)
    two = Outcome(question="b", objective="m#o", is_right=False, is_safety_critical=False)
    elsewhere = Outcome(question="c", objective="m#p", is_right=True, is_safety_critical=False)

    assert told(before, attempt(1, one, elsewhere, day=3)) == [("dose", 1, 1, False, True, 3)]
    assert told(before, attempt(1, one, two, day=3)) == [("dose", 1, 1, False, True, None)]
    assert told(before, attempt(1, elsewhere, day=3)) == [("dose", 1, 1, False, True, None)]


def test_the_latest_comes_first() -> None:
    other = Outcome(question="route", objective=None, is_right=False, is_safety_critical=True)

    assert [each[0] for each in told(attempt(1, MISSED), attempt(1, other, path="quizzes/b.yml", day=4))] == [
        "route",
        "dose",
    ]


ATTEMPTS = st.lists(
    st.lists(
        st.builds(
            Outcome,
            question=st.sampled_from("abc"),
            objective=st.sampled_from(["m#o", "m#p", None]),
            is_right=st.booleans(),
            is_safety_critical=st.booleans(),
            was_sure=st.booleans(),
        ),
        unique_by=lambda outcome: outcome.question,
    ),
    max_size=6,
)


@given(ATTEMPTS)
def test_an_attempt_in_which_all_is_right_leaves_nothing_open_that_it_asked(rounds: list[list[Outcome]]) -> None:
    all_right = [
        Outcome(question=each, objective=None, is_right=True, is_safety_critical=False) for each in ("a", "b", "c")
    ]
    every = [attempt(number, *outcomes) for number, outcomes in enumerate([*rounds, all_right], start=1)]

    assert all(not error.is_open for error in grave_errors(every))


@given(ATTEMPTS, st.randoms())
def test_in_which_order_attempts_are_read_changes_nothing(rounds: list[list[Outcome]], chance: Random) -> None:
    every = [attempt(number, *outcomes) for number, outcomes in enumerate(rounds, start=1)]
    shuffled = list(every)
    chance.shuffle(shuffled)

    assert grave_errors(shuffled) == grave_errors(every)


@given(ATTEMPTS)
def test_what_is_open_was_wrong_when_it_was_last_asked(rounds: list[list[Outcome]]) -> None:
    every = [attempt(number, *outcomes) for number, outcomes in enumerate(rounds, start=1)]
    last = {outcome.question: outcome for each in every for outcome in each.outcomes}

    for error in grave_errors(every):
        assert error.is_open is not last[error.question].is_right
