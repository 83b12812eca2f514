"""Who may start an attempt, when it is due, and when reasons are shown."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from trainer.quizzes.attempts import (
    AlreadyPassed,
    Attempts,
    HasClosed,
    IsBeingMarked,
    IsOpen,
    MayStart,
    MustWait,
    NoneLeft,
    OpensLater,
    Permission,
    due_at,
    permission,
    shows_reasons,
    takes_answers_until,
)
from trainer.quizzes.policy import Counts, Policy
from trainer.quizzes.quiz import Feedback, Terms

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TERMS = Terms(attempts=3, wait_hours=24)
NEW = Attempts(used=0, granted=0, open=False, last_submitted_at=None, passed=False)
TRIED_ONCE = replace(NEW, used=1, last_submitted_at=NOON)


def may(attempts: Attempts, terms: Terms, now: datetime) -> Permission:
    """What a person may do where the course is held in UTC."""
    return permission(attempts, terms, now, now.date())


def test_the_first_attempt_may_start_at_once() -> None:
    assert may(NEW, TERMS, NOON) == MayStart()


def test_the_next_attempt_waits_to_the_second() -> None:
    tomorrow = NOON + timedelta(hours=24)

    assert may(TRIED_ONCE, TERMS, NOON) == MustWait(tomorrow)
    assert may(TRIED_ONCE, TERMS, tomorrow - timedelta(seconds=1)) == MustWait(tomorrow)
    assert may(TRIED_ONCE, TERMS, tomorrow) == MayStart()


def test_without_a_wait_the_next_attempt_may_start_at_once() -> None:
    assert may(TRIED_ONCE, replace(TERMS, wait_hours=0), NOON) == MayStart()


def test_an_open_attempt_is_continued_even_where_it_is_the_last() -> None:
    assert may(replace(TRIED_ONCE, open=True), TERMS, NOON) == IsOpen()
    assert may(replace(TRIED_ONCE, used=3, open=True), TERMS, NOON) == IsOpen()


def test_when_all_are_used_none_is_left() -> None:
    assert may(replace(TRIED_ONCE, used=3), TERMS, NOON + timedelta(days=9)) == NoneLeft()


def test_a_granted_attempt_adds_to_the_number_and_does_not_shorten_the_wait() -> None:
    granted = replace(TRIED_ONCE, used=3, granted=1)

    assert granted.left(TERMS) == 1
    assert may(granted, TERMS, NOON) == MustWait(NOON + timedelta(hours=24))
    assert may(granted, TERMS, NOON + timedelta(hours=24)) == MayStart()


def test_later_terms_with_fewer_attempts_leave_none_and_not_less_than_none() -> None:
    assert replace(TRIED_ONCE, used=3).left(replace(TERMS, attempts=1)) == 0


def test_a_passed_quiz_is_not_taken_again() -> None:
    assert may(replace(TRIED_ONCE, passed=True), TERMS, NOON) == AlreadyPassed()


def test_an_attempt_is_due_when_its_minutes_are_over() -> None:
    assert due_at(NOON, replace(TERMS, minutes=20), ZoneInfo("UTC")) == datetime(2027, 3, 1, 12, 20, tzinfo=UTC)
    assert due_at(NOON, TERMS, ZoneInfo("UTC")) is None


@pytest.mark.parametrize(
    ("feedback", "while_open", "when_submitted"),
    [
        (Feedback.AFTER_EACH, True, True),
        (Feedback.AFTER_SUBMISSION, False, True),
        (Feedback.AFTER_PASS, False, False),
        (Feedback.POINTS_ONLY, False, False),
    ],
)
def test_reasons_are_shown_as_the_terms_say(feedback: Feedback, while_open: bool, when_submitted: bool) -> None:
    terms = replace(TERMS, feedback=feedback)

    assert shows_reasons(terms, TRIED_ONCE, is_submitted=False) is while_open
    assert shows_reasons(terms, TRIED_ONCE, is_submitted=True) is when_submitted


def test_reasons_of_a_gate_are_shown_when_it_is_passed_or_no_attempt_is_left() -> None:
    terms = replace(TERMS, feedback=Feedback.AFTER_PASS)

    assert shows_reasons(terms, replace(TRIED_ONCE, passed=True), is_submitted=True)
    assert shows_reasons(terms, replace(TRIED_ONCE, used=3), is_submitted=True)
    assert not shows_reasons(terms, replace(TRIED_ONCE, used=3, granted=1), is_submitted=True)


def test_reasons_that_are_never_shown_stay_so_when_it_is_passed_and_over() -> None:
    terms = replace(TERMS, feedback=Feedback.POINTS_ONLY)

    assert not shows_reasons(terms, replace(TRIED_ONCE, used=3, passed=True), is_submitted=True)


def test_the_last_open_attempt_cannot_be_answered_from_the_reasons_of_the_one_before() -> None:
    terms = replace(TERMS, feedback=Feedback.AFTER_PASS)

    assert not shows_reasons(terms, replace(TRIED_ONCE, used=3, open=True), is_submitted=True)


def test_attempts_start_from_the_first_day_to_the_end_of_the_last() -> None:
    terms = replace(TERMS, policy=Policy(opens=date(2027, 3, 1), closes=date(2027, 3, 3)))

    assert may(NEW, terms, datetime(2027, 2, 28, 23, 59, tzinfo=UTC)) == OpensLater(date(2027, 3, 1))
    assert may(NEW, terms, datetime(2027, 3, 1, tzinfo=UTC)) == MayStart()
    assert may(NEW, terms, datetime(2027, 3, 3, 23, 59, tzinfo=UTC)) == MayStart()
    assert may(NEW, terms, datetime(2027, 3, 4, tzinfo=UTC)) == HasClosed(date(2027, 3, 3))
    assert may(replace(NEW, used=1, open=True), terms, datetime(2027, 3, 4, tzinfo=UTC)) == IsOpen()


def test_an_attempt_ends_with_the_closing_day_where_its_time_would_go_on() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    terms = replace(TERMS, minutes=90, policy=Policy(closes=date(2027, 3, 3)))
    midnight = datetime(2027, 3, 3, 23, tzinfo=UTC)

    assert due_at(datetime(2027, 3, 3, 22, 30, tzinfo=UTC), terms, vienna) == midnight
    assert due_at(datetime(2027, 3, 3, 20, tzinfo=UTC), terms, vienna) == datetime(2027, 3, 3, 21, 30, tzinfo=UTC)
    assert due_at(NOON, replace(terms, minutes=None), vienna) == midnight


def test_the_grace_takes_what_arrives_late() -> None:
    terms = replace(TERMS, minutes=20, policy=Policy(grace_minutes=2))

    assert takes_answers_until(NOON, terms) == NOON + timedelta(minutes=2)
    assert takes_answers_until(None, terms) is None


def test_where_the_last_attempt_counts_a_passed_quiz_is_taken_again_while_attempts_are_left() -> None:
    terms = replace(TERMS, wait_hours=0, policy=Policy(counts=Counts.LAST))

    assert may(replace(TRIED_ONCE, passed=True), terms, NOON) == MayStart()
    assert may(replace(TRIED_ONCE, used=3, passed=True), terms, NOON) == AlreadyPassed()


def test_nobody_starts_another_attempt_while_one_is_being_marked() -> None:
    waiting = replace(TRIED_ONCE, being_marked=True)

    assert may(waiting, TERMS, NOON + timedelta(days=2)) == IsBeingMarked()
    assert not shows_reasons(
        replace(TERMS, attempts=1, feedback=Feedback.AFTER_PASS), replace(waiting, used=1), is_submitted=True
    )
