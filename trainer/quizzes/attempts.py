"""The rules of attempts: who may start one, when it is due, and when reasons are shown."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias, assert_never
from zoneinfo import ZoneInfo

from trainer.quizzes.policy import Counts
from trainer.quizzes.quiz import Feedback, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """What one person has done at one quiz. Times are aware UTC.

    `used` counts every attempt, an open one too; `granted` are attempts given beyond the terms.
    """

    used: int
    granted: int
    open: bool
    last_submitted_at: datetime | None
    passed: bool
    being_marked: bool = False

    def left(self, terms: Terms) -> int:
        """How many attempts may still be started."""
        return max(0, terms.attempts + self.granted - self.used)


@dataclass(frozen=True, slots=True)
class MayStart:
    """A new attempt may be started."""


@dataclass(frozen=True, slots=True)
class MustWait:
    """A new attempt may be started from `until` on."""

    until: datetime


@dataclass(frozen=True, slots=True)
class OpensLater:
    """No attempt may be started before the first hour of a day."""

    on: date


@dataclass(frozen=True, slots=True)
class HasClosed:
    """The last day on which an attempt could be started is over; a later one can be given to a person."""

    on: date


@dataclass(frozen=True, slots=True)
class IsOpen:
    """An attempt is open and can be continued."""


@dataclass(frozen=True, slots=True)
class IsBeingMarked:
    """An attempt waits for a person to mark it; until then nobody knows whether another is needed."""


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """All attempts are used; more can be granted."""


@dataclass(frozen=True, slots=True)
class AlreadyPassed:
    """The quiz is passed and is not taken again."""


Permission: TypeAlias = MayStart | MustWait | OpensLater | HasClosed | IsOpen | IsBeingMarked | NoneLeft | AlreadyPassed


def permission(attempts: Attempts, terms: Terms, now: datetime, today: date) -> Permission:
    """What a person may do next. A granted attempt adds to the number and does not shorten the wait.

    `terms` are those that hold for the person, `today` is the day where the course is held. Where the last
    attempt counts, a quiz that was passed may be taken again.
    """
    left = attempts.left(terms)
    if attempts.open:
        return IsOpen()
    if attempts.passed and not (terms.policy.counts is Counts.LAST and left):
        return AlreadyPassed()
    if attempts.being_marked:
        return IsBeingMarked()
    if not left:
        return NoneLeft()
    if terms.policy.opens and today < terms.policy.opens:
        return OpensLater(terms.policy.opens)
    if terms.policy.closes and today > terms.policy.closes:
        return HasClosed(terms.policy.closes)
    if attempts.last_submitted_at is not None:
        until = attempts.last_submitted_at + timedelta(hours=terms.wait_hours)
        if now < until:
            return MustWait(until)
    return MayStart()


def due_at(started_at: datetime, terms: Terms, zone: ZoneInfo) -> datetime | None:
    """When an attempt is closed: when its time is over, at the latest at the end of the closing day in `zone`.

    None without any limit. Times are aware UTC.
    """
    limits = []
    if terms.minutes is not None:
        limits.append(started_at + timedelta(minutes=terms.minutes))
    if terms.policy.closes is not None:
        limits.append(datetime.combine(terms.policy.closes + timedelta(days=1), time(), zone).astimezone(UTC))
    return min(limits, default=None)


def takes_answers_until(due: datetime | None, terms: Terms) -> datetime | None:
    """Until when answers are still taken: the grace is for what was sent in time and arrives late."""
    return None if due is None else due + timedelta(minutes=terms.policy.grace_minutes)


def is_over(due: datetime | None, terms: Terms, now: datetime) -> bool:
    """Whether an attempt takes no answers any more."""
    until = takes_answers_until(due, terms)
    return until is not None and now >= until


def shows_reasons(terms: Terms, attempts: Attempts, *, is_submitted: bool) -> bool:
    """Whether reasons are shown for the answers given in one attempt.

    After-each is about answers already given for good, so it does not wait for the submission.
    After-pass waits until the quiz is passed, or no attempt is left and none is open: a last open
    attempt must not be answered from the reasons of the one before. Points-only keeps a pool fit to be asked again.
    """
    match terms.feedback:
        case Feedback.AFTER_EACH:
            return True
        case Feedback.AFTER_SUBMISSION:
            return is_submitted
        case Feedback.AFTER_PASS:
            is_over = not attempts.open and not attempts.being_marked and not attempts.left(terms)
            return is_submitted and (attempts.passed or is_over)
        case Feedback.POINTS_ONLY:
            return False
        case _:
            assert_never(terms.feedback)
