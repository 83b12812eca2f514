"""Finds the columns of a table by their headings, and gives each cell to its column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.bulk.table import MOST_ROWS, Fault, Record, Records, Row, Subject, Table

_LONGEST: Final = 4000  # characters in a cell, which may hold a list of addresses
_SPACES: Final = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key, its heading as we write it, other headings that mean the same, and what stands in it."""

    key: str
    heading: str
    others: frozenset[str]
    is_needed: bool
    help: str


_PEOPLE: Final = (
    Column(
        key="address",
        heading="Address",
        others=frozenset({"e mail", "email", "e mail address", "email address", "mail"}),
        is_needed=True,
        help="The e-mail address; nobody stands twice with the same role in the same course or cohort.",
    ),
    Column(
        key="name",
        heading="Name",
        others=frozenset({"full name"}),
        is_needed=False,
        help="Offered to those who have no account yet when they join; they can write it as they want to.",
    ),
    Column(
        key="role",
        heading="Role",
        others=frozenset(),
        is_needed=False,
        help="Trainee, instructor, reviewer or supervisor; trainee where it is empty. Administrators are made by hand.",
    ),
    Column(
        key="cohort",
        heading="Cohort",
        others=frozenset({"group"}),
        is_needed=False,
        help="The name of a cohort that is there. It decides the course, too.",
    ),
    Column(
        key="course",
        heading="Course",
        others=frozenset(),
        is_needed=False,
        help="The short name of a course. Needed where no cohort is named, or where two courses have one of that name.",
    ),
)
_COHORTS: Final = (
    Column(
        key="name",
        heading="Name",
        others=frozenset({"cohort", "group"}),
        is_needed=True,
        help="What the cohort is called; no two of a course have the same name.",
    ),
    Column(
        key="course",
        heading="Course",
        others=frozenset(),
        is_needed=True,
        help="The short name of the course.",
    ),
    Column(
        key="first day",
        heading="First day",
        others=frozenset({"start", "starts", "starts on", "from"}),
        is_needed=True,
        help="Such as 2026-09-14, 14.9.2026 or 14 September 2026.",
    ),
    Column(
        key="last day",
        heading="Last day",
        others=frozenset({"end", "ends", "ends on", "until", "to"}),
        is_needed=True,
        help="What is not done then is overdue.",
    ),
    Column(
        key="supervisors",
        heading="Supervisors",
        others=frozenset({"supervisor", "supervisors' addresses", "supervisor addresses"}),
        is_needed=False,
        help="Their e-mail addresses, with a comma or a space between them.",
    ),
)
COLUMNS: Final[Mapping[Subject, Sequence[Column]]] = {Subject.PEOPLE: _PEOPLE, Subject.COHORTS: _COHORTS}


def to_table(subject: Subject, read: Records) -> Table:
    """The rows of a file by column. Without the headings nothing else can be told, so that they come first."""
    filled = [record for record in read.records if any(cell.strip() for cell in record.cells)]
    if not filled:
        empty = Fault(row=0, column="", words="There is nothing in it. The first row names the columns.")
        return Table(subject=subject, faults=read.faults or (empty,), notes=read.notes)
    columns, faults = _columns(subject, filled[0])
    if faults:
        return Table(subject=subject, faults=(*read.faults, *faults), notes=read.notes)
    below = filled[1:]
    if not below or len(below) > MOST_ROWS:
        words = (
            f"There are {len(below):,} rows, and at most {MOST_ROWS:,} are taken at once. Divide the table."
            if below
            else "There are headings, and no row below them."
        )
        return Table(subject=subject, faults=(*read.faults, Fault(row=0, column="", words=words)), notes=read.notes)
    headings = {column.key: column.heading for column in COLUMNS[subject]}
    wrong = [fault for record in below for fault in _wrong(columns, headings, record)]
    rows = tuple(_row(columns, record) for record in below)
    named = [_with_heading(fault, columns, headings) for fault in read.faults]
    return Table(subject=subject, rows=rows, faults=(*named, *wrong), notes=read.notes)


def _columns(subject: Subject, headings: Record) -> tuple[list[str | None], list[Fault]]:
    """The key of each column from the left, None where there is no heading."""
    known = {name: column.key for column in COLUMNS[subject] for name in (_plain(column.heading), *column.others)}
    names = ", ".join(f"“{column.heading}”" for column in COLUMNS[subject])
    keys: list[str | None] = []
    faults = []
    for cell in headings.cells:
        key = known.get(_plain(cell))
        if key is None and cell.strip():
            words = f"Nothing is known of a column “{_short(cell)}”. Delete it, or call it one of {names}."
            faults.append(Fault(row=headings.number, column=_short(cell), words=words))
        elif key in keys and key is not None:
            words = f"Two columns are called “{_short(cell)}”, or mean the same. Keep one."
            faults.append(Fault(row=headings.number, column=_short(cell), words=words))
        keys.append(key)
    for column in COLUMNS[subject]:
        if column.is_needed and column.key not in keys:
            words = f"No column is called “{column.heading}”. The first row names the columns: {names}."
            faults.append(Fault(row=headings.number, column=column.heading, words=words))
    return keys, faults


def _wrong(columns: Sequence[str | None], headings: Mapping[str, str], record: Record) -> Iterator[Fault]:
    for place, cell in enumerate(record.cells):
        key = columns[place] if place < len(columns) else None
        if key is None:
            if cell.strip():
                words = f"“{_short(cell)}” stands in a column without a heading. Name the column, or delete the cell."
                yield Fault(row=record.number, column="", words=words)
        elif len(cell) > _LONGEST:
            words = f"This is longer than {_LONGEST:,} characters. Is a quotation mark missing?"
            yield Fault(row=record.number, column=headings[key], words=words)
        elif not _is_visible(cell):
            words = "This holds a character that cannot be seen. Type it anew."
            yield Fault(row=record.number, column=headings[key], words=words)


def _is_visible(cell: str) -> bool:
    return all(sign.isprintable() or sign in "\n\r\t\xa0" for sign in cell)


def _row(columns: Sequence[str | None], record: Record) -> Row:
    cells = zip(columns, record.cells, strict=False)
    return Row(number=record.number, cells={key: cell.strip() for key, cell in cells if key and cell.strip()})


def _with_heading(fault: Fault, columns: Sequence[str | None], headings: Mapping[str, str]) -> Fault:
    """What the reader of a workbook calls column C is called by its heading."""
    place = ord(fault.column) - ord("A") if len(fault.column) == 1 else len(columns)
    key = columns[place] if 0 <= place < len(columns) else None
    return Fault(row=fault.row, column=headings[key], words=fault.words) if key else fault


def _plain(heading: str) -> str:
    return _SPACES.sub(" ", heading.strip()).casefold()


def _short(cell: str) -> str:
    words = " ".join(cell.split())
    return words if len(words) <= 40 else f"{words[:40]}…"
