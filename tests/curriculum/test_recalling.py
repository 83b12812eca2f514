"""Which questions a daily review asks, and what is told of how much is kept."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.curriculum.small_outline import TERMS, quiz_outline
from trainer.curriculum.recalling import (
    Remembered,
    forecast,
    forecast_of_people,
    in_order,
    left_today,
    minutes_words,
    rests,
)
from trainer.curriculum.standing import QuizStanding
from trainer.quizzes.quiz import Feedback, Terms

TODAY = date(2026, 11, 24)
ITEM = "quiz:risk"


def known(stability: float, days_ago: int) -> Remembered:
    return Remembered(stability=stability, last_on=TODAY - timedelta(days=days_ago))


NEW = Remembered(stability=None, last_on=None)


@pytest.mark.parametrize(
    ("terms", "reached", "rest"),
    [
        (TERMS, QuizStanding(item=ITEM, attempts=1, submitted=1), False),
        (TERMS, QuizStanding(item=ITEM, attempts=2, submitted=1, open_attempt=UUID(int=1)), True),
        (Terms(feedback=Feedback.AFTER_EACH), QuizStanding(item=ITEM, attempts=1, open_attempt=UUID(int=1)), True),
        (Terms(feedback=Feedback.AFTER_PASS), QuizStanding(item=ITEM, attempts=3, submitted=3), False),
        (Terms(feedback=Feedback.AFTER_PASS), QuizStanding(item=ITEM, attempts=3, submitted=3, granted=1), True),
        (Terms(feedback=Feedback.AFTER_PASS), QuizStanding(item=ITEM, attempts=1, submitted=1, is_passed=True), False),
    ],
)
def test_a_question_rests_while_its_quiz_keeps_its_reasons_back(
    terms: Terms, reached: QuizStanding, rest: bool
) -> None:
    assert rests(quiz_outline("risk", terms), reached) is rest


def test_the_most_likely_forgotten_is_asked_first() -> None:
    due = [("firm", known(20, 5), "a"), ("weak", known(2, 5), "b"), ("new", NEW, "c"), ("as weak", known(2, 5), "a")]
    assert in_order(due, TODAY) == ("new", "as weak", "weak", "firm")


def test_a_review_is_a_few_questions_however_many_are_due() -> None:
    assert [left_today(each, 0, 1) for each in (0, 3, 8, 500)] == [0, 3, 8, 8]
    assert [left_today(500, reviewed, 1) for reviewed in (3, 8, 9)] == [5, 0, 0]
    assert [left_today(500, reviewed, 2) for reviewed in (8, 15, 16)] == [8, 1, 0]
    assert [minutes_words(each) for each in (1, 4, 5, 8)] == ["about a minute"] * 2 + ["about two minutes"] * 2


def test_a_forecast_is_the_mean_of_what_was_reviewed() -> None:
    # After as many days as the stability, 0.9 is left; after 30 days more, (1 + 0.98034649 (10 + 30) / 10)^-0.1542.
    told = forecast([known(10, 10), NEW], TODAY)
    assert told is not None
    assert told.reviewed == 1
    assert told.now == pytest.approx(0.9, abs=1e-12)
    assert told.later == pytest.approx(0.7821321148742, abs=1e-12)
    assert forecast([NEW], TODAY) is None
    assert forecast([], TODAY) is None


def test_of_fewer_than_five_people_nothing_is_told() -> None:
    each = [known(10, 10)]
    four, five = (dict.fromkeys(range(many), each) for many in (4, 5))
    assert forecast_of_people({**four, 9: [NEW]}, TODAY).now is None
    told = forecast_of_people(five, TODAY)
    assert told.people == 5
    assert told.now == pytest.approx(0.9, abs=1e-12)


def test_each_person_counts_alike_however_much_they_keep() -> None:
    kept = {number: [known(10, 10)] for number in range(4)} | {4: [known(10, 0)] * 100}
    assert forecast_of_people(kept, TODAY).now == pytest.approx((4 * 0.9 + 1) / 5, abs=1e-12)
