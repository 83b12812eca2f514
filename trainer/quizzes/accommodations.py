"""What is eased for one person at a quiz, and the terms that then hold for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Final

from trainer.quizzes.quiz import Terms

USUAL_TIME: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodation:
    """Further time, attempts and days. `time_factor` is in hundredths: 150 is half as much again as usual."""

    time_factor: int = USUAL_TIME
    attempts: int = 0
    closes: date | None = None


NOTHING_EASED: Final = Accommodation()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccommodationFact:
    """What is eased at the quiz with this path, or at every quiz where it is None."""

    path: str | None
    eases: Accommodation


def eased(terms: Terms, accommodation: Accommodation) -> Terms:
    """The terms for a person: never harder than those of everybody, whatever the accommodation says.

    The closing day of an accommodation outranks the quiz's own. Minutes are rounded up.
    """
    minutes = terms.minutes
    if minutes is not None:
        minutes = ceil(minutes * max(USUAL_TIME, accommodation.time_factor) / USUAL_TIME)
    closes = terms.policy.closes
    if closes is not None and accommodation.closes is not None:
        closes = max(closes, accommodation.closes)
    return replace(
        terms,
        minutes=minutes,
        attempts=terms.attempts + max(0, accommodation.attempts),
        policy=replace(terms.policy, closes=closes),
    )


def together(accommodations: Sequence[Accommodation]) -> Accommodation:
    """What several accommodations ease: the longest time, all attempts, the latest day."""
    days = [each.closes for each in accommodations if each.closes]
    return Accommodation(
        time_factor=max((each.time_factor for each in accommodations), default=USUAL_TIME),
        attempts=sum(each.attempts for each in accommodations),
        closes=max(days, default=None),
    )


def eased_at(path: str, accommodations: Sequence[AccommodationFact]) -> Accommodation:
    """What is eased at the quiz with a path."""
    return together([each.eases for each in accommodations if each.path in (None, path)])
