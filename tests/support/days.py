"""The days on which tests take place."""

from datetime import UTC, datetime, timedelta

from trainer.clock import Now


def november(day: int, hour: int = 9) -> Now:
    """A morning of November 2026; days after the thirtieth are those of December."""
    at = datetime(2026, 11, 1, hour, tzinfo=UTC) + timedelta(days=day - 1)
    return Now(at, at.date())
