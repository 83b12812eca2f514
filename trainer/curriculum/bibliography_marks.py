"""Reads from a source's fields whether it was retracted or superseded."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from trainer.curriculum.suggestions import suggestion
from trainer.yaml_text import Report, nearest

STATUS: Final = "status"
SUPERSEDED_BY: Final = "superseded_by"
NOTE: Final = "status_note"
DAY: Final = "status_date"
FIELDS: Final = (STATUS, SUPERSEDED_BY, NOTE, DAY)
"""The fields of an entry that say whether its source still holds: our own, which BibTeX passes over."""
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Status(StrEnum):
    """Why a claim can no longer rest on a source."""

    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of a source: `by` is the key of what took its place, `day` a year, a month or a day (2010-02-02).

    `line` and `by_line` are where it is written; two marks that say the same are equal wherever they stand.
    """

    status: Status
    by: str = ""
    note: str = ""
    day: str = ""
    line: int = field(default=1, compare=False)
    by_line: int = field(default=1, compare=False)


def read_mark(key: str, fields: Mapping[str, str], lines: Mapping[str, int], report: Report) -> Mark | None:
    """The mark of an entry, given its fields as plain words and the lines on which they stand."""
    if not any(name in fields for name in FIELDS):
        return None
    written = fields.get(STATUS, "")
    if written not in set(Status):
        first = next(name for name in FIELDS if name in fields)
        report.error(lines[first], _unknown(key, written))
        return None
    mark = Mark(
        status=Status(written),
        by=fields.get(SUPERSEDED_BY, ""),
        note=fields.get(NOTE, ""),
        day=fields.get(DAY, ""),
        line=lines[STATUS],
        by_line=lines.get(SUPERSEDED_BY, lines[STATUS]),
    )
    if mark.day and not is_day(mark.day):
        cure = "write a year, a month or a day, such as 'status_date = {2010-02-02}'"
        report.error(lines[DAY], f"'{mark.day[:40]}' is no day of the calendar; {cure}")
    if mark.status is Status.RETRACTED and not mark.note:
        cure = "add 'status_note = {...}' with the reason and where it was announced"
        report.warn(mark.line, f"the entry '{key}' does not say why it was retracted; {cure}")
    if mark.status is Status.SUPERSEDED and not (mark.by or mark.note):
        cure = "add 'superseded_by = {key}', or 'status_note = {...}'"
        report.warn(mark.line, f"the entry '{key}' does not say by what it was superseded; {cure}")
    return mark


def is_day(words: str) -> bool:
    """Whether words are a year, a month or a day of the calendar, as in 2010-02-02."""
    found = _DAY.fullmatch(words)
    try:
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False


def check_successors(marks: Mapping[str, Mark], known: Iterable[str], report: Report) -> None:
    """Report marks whose `by` is no other entry, or leads back to where it began."""
    keys = sorted(known)
    for key, mark in marks.items():
        if not mark.by:
            continue
        if mark.by == key:
            report.error(mark.by_line, f"the entry '{key}' cannot be superseded by itself; name the other source")
        elif mark.by not in keys:
            cure = suggestion(mark.by, keys, "add the entry, or write its key as it stands there")
            report.error(mark.by_line, f"there is no entry '{mark.by[:60]}' to supersede '{key}'; {cure}")
        elif _leads_back(key, marks):
            report.error(mark.by_line, f"'{key}' is superseded in a circle; let one of the sources be the newest")


def _leads_back(key: str, marks: Mapping[str, Mark]) -> bool:
    seen = {key}
    mark = marks.get(key)
    while mark and mark.by and mark.by not in seen:
        seen.add(mark.by)
        mark = marks.get(mark.by)
    return bool(mark and mark.by == key)


def _unknown(key: str, written: str) -> str:
    if written:
        return f"'{written[:40]}' is not what became of a source; {nearest(written, list(Status))}"
    return (
        f"the entry '{key}' does not say what became of it; add 'status = {{retracted}}' or 'status = {{superseded}}'"
    )
