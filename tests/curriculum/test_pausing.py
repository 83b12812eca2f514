"""What a pause does to the last day, and a day to a pause."""

from datetime import date

from trainer.curriculum.pausing import days_between, last_day

ENDS = date(2026, 12, 1)


def test_the_last_day_moves_by_the_days_paused() -> None:
    assert last_day(ENDS, None, 0) == date(2026, 12, 1)
    assert last_day(ENDS, None, 9) == date(2026, 12, 10)


def test_there_is_no_last_day_while_somebody_pauses_or_without_a_cohort() -> None:
    assert last_day(ENDS, date(2026, 11, 20), 9) is None
    assert last_day(None, None, 9) is None


def test_a_pause_counts_its_nights() -> None:
    assert days_between(date(2026, 11, 3), date(2026, 11, 3)) == 0
    assert days_between(date(2026, 11, 3), date(2026, 11, 17)) == 14


def test_a_clock_that_was_set_back_takes_no_days_away() -> None:
    assert days_between(date(2026, 11, 3), date(2026, 11, 2)) == 0
