"""A table as it was read: rows by their numbers, cells by their columns, and what is wrong with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 5000
MOST_ADDRESSES: Final = 10_000


class Subject(StrEnum):
    """What the rows of a table are."""

    PEOPLE = "people"
    COHORTS = "cohorts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that cannot be used: in which row of the file (0 for the whole), in which column, what to write."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of the file, counted from 1, with its cells as texts from the left."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What stands in a file. `notes` say how it was read, where one could take it otherwise."""

    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row below the headings: its number in the file, and by the key of its column each cell that is not empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows with known columns."""

    subject: Subject
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def to_text(rows: tuple[Row, ...]) -> str:
    """Rows as they are kept until they are carried out."""
    return json.dumps([[row.number, dict(row.cells)] for row in rows], ensure_ascii=False)


def from_text(kept: str) -> tuple[Row, ...]:
    """The rows that were kept."""
    return tuple(Row(number=number, cells=cells) for number, cells in json.loads(kept))
