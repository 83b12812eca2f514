"""How long questions take is estimated from when answers were saved."""

from datetime import UTC, datetime, timedelta

from trainer.quizzes.statistics.times import Saves, TimeSpent, times_spent

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def saves(*answers: tuple[str, int]) -> Saves:
    return Saves(began_at=NINE, answers=[(question, NINE + timedelta(seconds=at)) for question, at in answers])


def test_the_time_since_the_last_save_belongs_to_the_question_saved() -> None:
    assert times_spent([saves(("a", 20), ("b", 50))]) == {
        "a": TimeSpent(seconds=20, n=1),
        "b": TimeSpent(seconds=30, n=1),
    }


def test_coming_back_to_a_question_adds_to_its_time() -> None:
    assert times_spent([saves(("a", 20), ("b", 50), ("a", 60))])["a"] == TimeSpent(seconds=30, n=1)


def test_a_long_break_of_one_person_counts_for_little() -> None:
    attempts = [saves(("a", 20)), saves(("a", 30)), saves(("a", 36_000))]
    assert times_spent(attempts) == {"a": TimeSpent(seconds=30, n=3)}


def test_a_clock_that_went_back_takes_no_time_away() -> None:
    assert times_spent([saves(("a", -5), ("b", 10))]) == {
        "a": TimeSpent(seconds=0, n=1),
        "b": TimeSpent(seconds=10, n=1),
    }
