"""What the address of a cohort's page asks for: an order, and which part."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from trainer.curriculum.needing import SILENT_DAYS
from trainer.curriculum.state import State

LONGEST_WORDS: Final = 100
_NAMES: Final = 5000
_BACKWARDS: Final = "-"


class Sort(StrEnum):
    """By what people are put in order."""

    NAME = "name"
    DONE = "done"
    ACTIVE = "active"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An order, forwards or backwards; and only people with a state in an area, or whose name holds some words.

    `silent_days` is no part of an address: after so many days without anything done somebody is silent.
    """

    sort: Sort = Sort.NAME
    is_backwards: bool = False
    state: State | None = None
    area: str = ""
    words: str = ""
    silent_days: int = SILENT_DAYS

    @property
    def is_part(self) -> bool:
        """Whether anything is left out."""
        return bool(self.state or self.area or self.words)

    @property
    def order(self) -> str:
        """The order as addresses write it."""
        return f"{_BACKWARDS if self.is_backwards else ''}{self.sort}"

    def by(self, sort: str) -> "Asked":
        """The same in another order; in the opposite one where it is this one."""
        return replace(self, sort=Sort(sort), is_backwards=sort == self.sort and not self.is_backwards)

    def arguments(self) -> dict[str, str]:
        """What an address says to ask for this; nothing for what goes without saying."""
        said = {
            "sort": "" if self.order == Sort.NAME else self.order,
            "state": self.state.value if self.state else "",
            "area": self.area,
            "q": self.words,
        }
        return {name: value for name, value in said.items() if value}


_SORTS: Final = {each.value for each in Sort}
_STATES: Final = {each.value for each in State}


def asked_by(arguments: Mapping[str, str], silent_days: int = SILENT_DAYS) -> Asked:
    """What an address asks for; a value that means nothing asks for nothing."""
    order = arguments.get("sort", "")
    sort = order.removeprefix(_BACKWARDS)
    state = arguments.get("state", "")
    words = "".join(each for each in arguments.get("q", "")[:LONGEST_WORDS] if each.isprintable())
    return Asked(
        sort=Sort(sort) if sort in _SORTS else Sort.NAME,
        is_backwards=order.startswith(_BACKWARDS) and sort in _SORTS,
        state=State(state) if state in _STATES else None,
        area=arguments.get("area", "")[:LONGEST_WORDS],
        words=" ".join(words.split()),
        silent_days=silent_days,
    )


@lru_cache(_NAMES)
def plain(words: str) -> str:
    """Words without accents and in small letters, by which names are found and put in order."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def has_words(name: str, words: str) -> bool:
    """Whether a name holds every one of the words."""
    folded = plain(name)
    return all(each in folded for each in plain(words).split())
