"""What is eased for one person outranks the terms of everybody."""

from dataclasses import replace
from datetime import date

from trainer.quizzes.accommodations import NOTHING_EASED, Accommodation, eased, together
from trainer.quizzes.policy import Policy
from trainer.quizzes.quiz import Terms

TERMS = Terms(attempts=2, minutes=25, policy=Policy(closes=date(2027, 3, 3)))


def test_time_attempts_and_the_last_day_are_eased() -> None:
    theirs = eased(TERMS, Accommodation(time_factor=150, attempts=1, closes=date(2027, 4, 1)))

    assert (theirs.minutes, theirs.attempts, theirs.policy.closes) == (38, 3, date(2027, 4, 1))
    assert theirs.pass_mark == TERMS.pass_mark


def test_nothing_is_ever_harder_than_for_everybody() -> None:
    assert eased(TERMS, NOTHING_EASED) == TERMS
    assert eased(TERMS, Accommodation(time_factor=50, attempts=-1, closes=date(2027, 1, 1))) == TERMS


def test_a_quiz_without_limits_stays_without() -> None:
    free = replace(TERMS, minutes=None, policy=Policy())

    theirs = eased(free, Accommodation(time_factor=200, closes=date(2027, 4, 1)))

    assert (theirs.minutes, theirs.policy.closes) == (None, None)


def test_several_accommodations_hold_together() -> None:
    later = Accommodation(time_factor=150, attempts=2, closes=date(2027, 5, 1))

    both = together([Accommodation(time_factor=125, attempts=1), later])

    assert both == Accommodation(time_factor=150, attempts=3, closes=date(2027, 5, 1))
    assert together([]) == NOTHING_EASED
