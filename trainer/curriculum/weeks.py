"""The weeks of a trend, from Monday to Monday where the course is held."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week: its Monday, and the moments between which it lies, the second no more part of it."""

    monday: date
    begins: datetime
    ends: datetime


def last_weeks(count: int, today: date, zone: ZoneInfo) -> tuple[Week, ...]:
    """The week of a day and those before it, the earliest first."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count - 1, -2, -1)]
    moments = [datetime.combine(day, time(), zone).astimezone(UTC) for day in mondays]
    return tuple(
        Week(monday=day, begins=begins, ends=ends)
        for day, begins, ends in zip(mondays, moments, moments[1:], strict=False)
    )
