"""Decides of what somebody is told by mail, and when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

MORNING: Final = time(7)
"""From this hour on, where the course is held, digests and reminders are written."""
DAYS_BEFORE: Final = 30
"""So many days before a last day the first reminder comes, unless the site's settings say otherwise."""
TOLD_AFTERWARDS: Final = timedelta(days=14)
"""For so many days after a last day somebody is told that it has passed; later it is no news."""


class Rhythm(StrEnum):
    """How often somebody wants to be written to."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


class NoticeKind(StrEnum):
    """What somebody is told of; each has a text in templates/mail/ of the same name."""

    DUE_IN_A_MONTH = "due-in-a-month"
    DUE_IN_A_WEEK = "due-in-a-week"
    OVERDUE = "overdue"
    WAITING = "waiting"
    RETURNED = "returned"
    TAKEN_BACK = "taken-back"
    CHANGED = "changed"
    GRANTED = "granted"
    EASED = "eased"
    COMPLETE = "complete"
    FOLLOW_UP = "follow-up"
    RECALL = "recall"
    CERTIFICATE = "certificate"
    REVOKED = "revoked"
    ANSWER = "answer"
    TO_MARK = "to-mark"
    MARKED = "marked"
    CORRECTED = "corrected"
    REVIEW_SOON = "review-soon"
    REVIEW_OVERDUE = "review-overdue"
    REVIEW_RETURNED = "review-returned"
    ERASURE = "erasure"
    ERASURE_REFUSED = "erasure-refused"


REQUIRED: Final = frozenset({NoticeKind.REVOKED, NoticeKind.ERASURE, NoticeKind.ERASURE_REFUSED})
"""What is told at once whatever somebody chose, since they have to know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What decides whether somebody is reminded of the last day of their cohort.

    `ends_on` is their own last day, None where there is none; `told` are the reminders that they had of that day.
    """

    ends_on: date | None
    is_paused: bool = False
    is_complete: bool = False
    told: frozenset[NoticeKind] = frozenset()


def deadline_reminder(deadline: Deadline, today: date, days_before: int = DAYS_BEFORE) -> NoticeKind | None:
    """The reminder that is due, each once and a missed one never late; None while nothing is to be said."""
    if deadline.ends_on is None or deadline.is_paused or deadline.is_complete:
        return None
    kind = _stage(deadline.ends_on, today, days_before)
    return None if kind is None or kind in deadline.told else kind


def _stage(ends_on: date, today: date, days_before: int) -> NoticeKind | None:
    left = ends_on - today
    if left < timedelta(0):
        return NoticeKind.OVERDUE if -left <= TOLD_AFTERWARDS else None
    if left <= timedelta(days=7):
        return NoticeKind.DUE_IN_A_WEEK
    return NoticeKind.DUE_IN_A_MONTH if left <= timedelta(days=days_before) else None


def is_morning(at: datetime, zone: ZoneInfo) -> bool:
    """Whether the day has begun for people, so that reminders may be written."""
    return at.astimezone(zone).time() >= MORNING


def due_at(rhythm: Rhythm, kind: NoticeKind, at: datetime, today: date, zone: ZoneInfo) -> datetime | None:
    """When somebody is told of what happened `at`; None where they chose not to be told."""
    if kind in REQUIRED or rhythm is Rhythm.AT_ONCE:
        return at
    match rhythm:
        case Rhythm.DAILY:
            return _morning_after(today, zone)
        case Rhythm.WEEKLY:
            return _morning_after(today + timedelta(days=6 - today.weekday()), zone)
        case Rhythm.NONE:
            return None


def _morning_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), MORNING, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing as a message tells it: `count` times the same, about `title`, to be seen at `path`."""

    kind: NoticeKind
    title: str
    path: str
    day: date | None = None
    count: int = 1


def gathered(notices: Iterable[Told]) -> tuple[Told, ...]:
    """The same told together, each where it came first."""
    counted: Counter[Told] = Counter()
    for notice in notices:
        counted[replace(notice, count=1)] += notice.count
    return tuple(replace(notice, count=count) for notice, count in counted.items())
