"""The only place that asks what time it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Now:
    """A moment (aware, in UTC), the day it is then where the course is held, and the zone of that place."""

    at: datetime
    today: date
    zone: ZoneInfo = ZoneInfo("UTC")


def now(zone: ZoneInfo) -> Now:
    """The present moment."""
    at = datetime.now(UTC)
    return Now(at, at.astimezone(zone).date(), zone)
