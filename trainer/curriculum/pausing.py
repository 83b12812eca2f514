"""What a pause means for the days by which something is due."""

from datetime import date, timedelta


def last_day(ends_on: date | None, paused_on: date | None, days_paused: int) -> date | None:
    """The last day of somebody whose cohort ends on `ends_on`; None where there is none, or while they pause."""
    if ends_on is None or paused_on is not None:
        return None
    return ends_on + timedelta(days=days_paused)


def days_between(paused_on: date, resumed_on: date) -> int:
    """By how many days a pause moves what is due: none where it ends on the day on which it began."""
    return max(0, (resumed_on - paused_on).days)
