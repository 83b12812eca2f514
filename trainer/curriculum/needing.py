"""What the people of a cohort need somebody for today, in words."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.quoting import quoted
from trainer.curriculum.requirements.requirement import many
from trainer.curriculum.standing import QuizStanding
from trainer.curriculum.state import attempts_at, is_stuck, terms_for

SILENT_DAYS: Final = 14
"""After so many days without anything done somebody is silent, unless the site's settings say otherwise."""
_FAILED: Final = 2
_NAMED: Final = 3  # titles in a sentence


class NeedKind(Enum):
    """What somebody needs, the most urgent first."""

    SAFETY = "safety"
    SIGN_OFF = "sign-off"
    ASKS = "asks"
    STUCK = "stuck"
    OVERDUE = "overdue"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A quiz at which somebody cannot go on alone: how often it was not passed, and how many attempts are left."""

    slug: str
    title: str
    failed: int
    left: int
    is_asked_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What a cohort's dates and deeds say of one person.

    `ends_on` is the person's own last day, `last_on` when the person last did anything, `since` the day from which
    silence counts: when the course began for them, or went on after a pause. `left` are titles of what is overdue.
    """

    troubles: tuple[Trouble, ...]
    left: tuple[str, ...]
    ends_on: date | None
    last_on: date | None
    since: date
    is_complete: bool
    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that somebody needs, in words; `quiz` is the slug of the quiz that it is about, if any."""

    kind: NeedKind
    why: str
    quiz: str = ""


def trouble_at(quiz: QuizOutline, reached: QuizStanding) -> Trouble | None:
    """The trouble that somebody has with a quiz: not passed in two attempts, or none left; None where there is none."""
    attempts = attempts_at(quiz, reached)
    if reached.is_excused or attempts.passed or attempts.open or attempts.being_marked:
        return None
    if reached.submitted < _FAILED and not is_stuck(quiz, reached):
        return None
    return Trouble(
        slug=quiz.slug,
        title=quiz.title,
        failed=reached.submitted,
        left=attempts.left(terms_for(quiz, reached)),
        is_asked_for=reached.is_asked_for and is_stuck(quiz, reached),
    )


def needs_of(way: Way, today: date, silent_days: int = SILENT_DAYS) -> tuple[Need, ...]:
    """What one person needs today, the most urgent first."""
    needs = [_asks(each) for each in way.troubles if each.is_asked_for]
    if way.is_complete or way.is_paused:
        return tuple(needs)
    needs += [_stuck(each) for each in way.troubles if not each.is_asked_for]
    silence = _silence(way, today, silent_days)
    if way.left:
        needs.append(Need(kind=NeedKind.OVERDUE, why=f"{_overdue(way)} {silence}".rstrip()))
    elif silence:
        needs.append(Need(kind=NeedKind.SILENT, why=silence))
    return tuple(needs)


def missed_safety(title: str, slug: str, questions: int, day: date) -> Need:
    """The need of somebody whose last attempt at a quiz missed safety-critical questions."""
    one = questions == 1
    what = "a safety-critical question" if one else f"{questions} safety-critical questions"
    why = f"Missed {what} of {quoted(title)} on {day_in_words(day)}, and has not put {'it' if one else 'them'} right."
    return Need(kind=NeedKind.SAFETY, why=why, quiz=slug)


def day_in_words(day: date) -> str:
    """A day as pages say it, such as '3 November 2026'."""
    return f"{day.day} {day:%B %Y}"


def _asks(trouble: Trouble) -> Need:
    why = f"Asks for another attempt at {quoted(trouble.title)}, {_not_passed(trouble)}."
    return Need(kind=NeedKind.ASKS, why=why, quiz=trouble.slug)


def _stuck(trouble: Trouble) -> Need:
    left = f"{many(trouble.left, 'attempt is', 'attempts are')} left" if trouble.left else "no attempt is left"
    why = f"{quoted(trouble.title)} is {_not_passed(trouble)}; {left}."
    return Need(kind=NeedKind.STUCK, why=why, quiz=trouble.slug)


def _not_passed(trouble: Trouble) -> str:
    return f"not passed after {many(trouble.failed, 'attempt', 'attempts')}"


def _overdue(way: Way) -> str:
    named = ", ".join(map(quoted, way.left[:_NAMED]))
    more = f" and {len(way.left) - _NAMED} more" if len(way.left) > _NAMED else ""
    until = f" by {day_in_words(way.ends_on)}" if way.ends_on else ""
    return f"{named}{more} {'was' if len(way.left) == 1 else 'were'} to be done{until}."


def _silence(way: Way, today: date, silent_days: int) -> str:
    """How long nothing was done, where that is long."""
    quiet = (today - max(way.since, way.last_on or way.since)).days
    if quiet < silent_days:
        return ""
    if way.last_on is None:
        return f"Has done nothing yet, {quiet} days after {day_in_words(way.since)}, when the course began."
    return f"Has done nothing for {(today - way.last_on).days} days, since {day_in_words(way.last_on)}."
