"""The rules of attempts: who may start one, when it is due, and when reasons are shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

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
class IsOpen:
    """An attempt is open and can be continued."""


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """All attempts are used; more can be granted."""


@dataclass(frozen=True, slots=True)
class AlreadyPassed:
    """The quiz is passed and is not taken again."""


Permission: TypeAlias = MayStart | MustWait | IsOpen | NoneLeft | AlreadyPassed


def permission(attempts: Attempts, terms: Terms, now: datetime) -> Permission:
    """What a person may do next. A granted attempt adds to the number and does not shorten the wait."""
    if attempts.open:
        return IsOpen()
    if attempts.passed:
        return AlreadyPassed()
    if not attempts.left(terms):
        return NoneLeft()
    if attempts.last_submitted_at is not None:
        until = attempts.last_submitted_at + timedelta(hours=terms.wait_hours)
        if now < until:
            return MustWait(until)
    return MayStart()


def due_at(started_at: datetime, terms: Terms) -> datetime | None:
    """When an attempt is closed; None without a limit."""
    return None if terms.minutes is None else started_at + timedelta(minutes=terms.minutes)


def shows_reasons(terms: Terms, attempts: Attempts, *, is_submitted: bool) -> bool:
    """Whether reasons are shown for the answers given in one attempt.

    After-each is about answers already given for good, so it does not wait for the submission.
    After-pass waits until the quiz is passed, or no attempt is left and none is open: a last open
    attempt must not be answered from the reasons of the one before.
    """
    match terms.feedback:
        case Feedback.AFTER_EACH:
            return True
        case Feedback.AFTER_SUBMISSION:
            return is_submitted
        case Feedback.AFTER_PASS:
            is_over = not attempts.open and not attempts.left(terms)
            return is_submitted and (attempts.passed or is_over)
        case _:
            assert_never(terms.feedback)
