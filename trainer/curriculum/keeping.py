"""Which saved versions of a document are kept, and for how long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

KEPT_FOR: Final = timedelta(days=90)
"""For so long every saved version is kept; of a draft that is still written on, the last of each day before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedVersion:
    """A version that somebody saved, by its number."""

    number: int
    at: datetime


def superfluous(
    versions: Iterable[SavedVersion], needed: Collection[int], now: datetime, *, is_living: bool
) -> frozenset[SavedVersion]:
    """The versions of one document that need not be kept any longer, of those that are given.

    `needed` ones always stay; `is_living` tells that there is a draft of the document now.
    """
    old = [version for version in versions if version.at < now - KEPT_FOR]
    last_of_day: dict[date, int] = {}
    for version in sorted(old, key=lambda each: each.number):
        last_of_day[version.at.date()] = version.number
    kept = {*needed, *(last_of_day.values() if is_living else ())}
    return frozenset(version for version in old if version.number not in kept)
