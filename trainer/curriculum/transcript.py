"""What a transcript is made of: fields, tables and cells, each cell a value with its one text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Points:
    """Points of a quiz, in whole hundredths."""

    hundredths: int


Value: TypeAlias = str | int | bool | Points | date | datetime | None
"""What a cell can hold. None is nothing: it has not happened, or is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value with the text by which page and CSV show it."""

    value: Value
    text: str

    @property
    def machine(self) -> str:
        """A moment or a day as machines read it; empty for anything else."""
        plain = plain_of(self.value)
        return str(plain) if isinstance(self.value, date) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of a transcript's head."""

    key: str
    heading: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `key` names it for programs, also where other tables have the same column."""

    key: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one kind. `empty` is the sentence that stands where there are none."""

    key: str
    caption: str
    empty: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What somebody did in a course, from which the page, the CSV and the JSON are made.

    `is_not` says what it is not; `zone` names the zone of every day and of every time in a text.
    """

    course: str
    zone: str
    is_not: str
    head: tuple[Field, ...]
    totals: tuple[str, ...]
    tables: tuple[Table, ...]


def cell(value: Value, zone: tzinfo) -> Cell:
    """A value with its text, times on the clocks of `zone`."""
    return Cell(value=value, text=text_of(value, zone))


def text_of(value: Value, zone: tzinfo) -> str:
    """The one text of a value. Days and times are written by ISO 8601, so that spreadsheets know and sort them."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case Points():
            return f"{value.hundredths / 100:.2f}".rstrip("0").rstrip(".")
        case _:
            return str(value)


def plain_of(value: Value) -> str | int | float | bool | None:
    """A value as JSON holds it: times in UTC to the second, points as a number."""
    match value:
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return value.isoformat()
        case Points():
            whole, rest = divmod(value.hundredths, 100)
            return value.hundredths / 100 if rest else whole
        case _:
            return value
