"""Reads a day as people write it, where it can mean one day only."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTS: Final = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_WORDS: Final = re.compile(r"([0-9]{1,2})\.? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_SLASHES: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2,4})")


def read_day(typed: str) -> date | str:
    """The day, or in a sentence why it is none."""
    found = _ISO.fullmatch(typed)
    if found:
        return _day(typed, *map(int, found.groups()))
    if found := _DOTS.fullmatch(typed):
        day, month, year = map(int, found.groups())
        return _day(typed, year, month, day)
    if found := _WORDS.fullmatch(typed):
        month = _month(found[2].casefold())
        if month:
            return _day(typed, int(found[3]), month, int(found[1]))
    if _SLASHES.fullmatch(typed):
        return f"“{typed}” is read differently in different countries. Write the day like 2026-09-14."
    return f"“{typed[:40]}” is not a day. Write it like 2026-09-14."


def _month(name: str) -> int:
    whole = "september" if name == "sept" else name
    return next((place for place, month in enumerate(_MONTHS, start=1) if whole in (month, month[:3])), 0)


def _day(typed: str, year: int, month: int, day: int) -> date | str:
    try:
        found = date(year, month, day)
    except ValueError:
        return f"There is no day {typed}. Write one like 2026-09-14."
    if not 2000 <= found.year <= 2100:
        return f"The year of {typed} cannot be right. Write the day like 2026-09-14."
    return found
