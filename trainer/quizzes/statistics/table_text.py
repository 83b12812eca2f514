"""Reads a table of marks that somebody exported as CSV."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from trainer.quizzes.statistics.marks import Asked, MarkTable, mark_table

_MARK: Final = re.compile(
    r"[+-]?([0-9]{1,12}(\.[0-9]{0,15})?|\.[0-9]{1,15})([eE][+-]?[0-9]{1,2})?|[0-9]{1,9}/[0-9]{1,9}"
)
_LARGEST: Final = 10**9
_SHOWN: Final = 40  # characters of a wrong cell


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Wrong:
    """A mistake in a table: its line, its column counted from 1 (0 for the whole line), and how to mend it."""

    line: int
    column: int
    message: str


@dataclass(slots=True)
class _Reading:
    wrong: list[Wrong] = field(default_factory=list)
    known: dict[str, Fraction | None] = field(default_factory=dict)

    def say(self, line: int, column: int, message: str) -> None:
        self.wrong.append(Wrong(line=line, column=column, message=message))


def maximum_of(typed: str) -> Fraction | None:
    """A maximum as it was typed; None where it is no number above 0."""
    mark = _number(typed)
    return mark if mark and mark > 0 else None


def read_table(text: str, maximum: Fraction, maxima: Mapping[str, Fraction]) -> MarkTable | tuple[Wrong, ...]:
    """The table of a CSV text, or everything that is wrong with it.

    The first line has the ids of the questions, each further one an attempt with a mark for each. An empty cell is a
    question that was not seen. Fields are parted by commas, semicolons or tabs; a mark is a number such as 0.5, or
    1/3, and with semicolons or tabs a decimal comma is understood. `maxima` are those of single questions.
    """
    reading = _Reading()
    lines = _lines(text.removeprefix("\ufeff"), reading)
    header = next(lines, None)
    if reading.wrong or header is None:
        return tuple(reading.wrong) or (Wrong(line=1, column=0, message=_EMPTY),)
    ids = _ids(*header, reading)
    for unknown in sorted(set(maxima) - set(ids)):
        reading.say(header[0], 0, f"there is no question '{unknown}'; --maximum names one that stands in this line")
    asked = [Asked(id=each, maximum=maxima.get(each, maximum)) for each in ids]
    rows = [_row(line, cells, asked, reading) for line, cells in lines]
    if not rows and not reading.wrong:
        reading.say(header[0], 0, "no attempt follows; write a line with a mark for each question below this one")
    return tuple(sorted(reading.wrong)) if reading.wrong else mark_table(asked, rows)


_EMPTY: Final = "the file is empty; the first line has the ids of the questions, each further one an attempt's marks"


def _lines(text: str, reading: _Reading) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with its number."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    records = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for cells in records:
            if any(cell.strip() for cell in cells):
                yield records.line_num, [_plain(cell, delimiter) for cell in cells]
    except csv.Error as error:
        reading.say(records.line_num, 0, f"this is no CSV ({error}); put a quotation mark at both ends of a field")


def _plain(cell: str, delimiter: str) -> str:
    return cell.strip() if delimiter == "," else cell.strip().replace(",", ".")


def _ids(line: int, cells: Sequence[str], reading: _Reading) -> list[str]:
    for column, number in enumerate(cells, start=1):
        if not number:
            reading.say(line, column, "a column has no question id; write one in the first line, or remove the column")
    counted = Counter(cells)
    for each, times in counted.items():
        if each and times > 1:
            columns = [place for place, cell in enumerate(cells, start=1) if cell == each]
            reading.say(
                line, columns[1], f"the question '{each}' stands in column {columns[0]} too; give it another id"
            )
    return list(cells)


def _row(line: int, cells: Sequence[str], asked: Sequence[Asked], reading: _Reading) -> list[Fraction | None]:
    if len(cells) != len(asked):
        much = "many" if len(cells) > len(asked) else "few"
        reading.say(
            line, 0, f"too {much} cells: {len(cells)} for {len(asked)} questions; leave a cell empty for one not seen"
        )
        return []
    return [_mark(line, column, *each, reading) for column, each in enumerate(zip(cells, asked, strict=True), start=1)]


def _mark(line: int, column: int, cell: str, question: Asked, reading: _Reading) -> Fraction | None:
    if not cell:
        return None
    if cell not in reading.known:
        reading.known[cell] = _number(cell)
    mark = reading.known[cell]
    if mark is None:
        shown = cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}..."
        reading.say(line, column, f"'{shown}' is no mark; write a number such as 0.5, or nothing if it was not seen")
    elif mark > question.maximum:
        reading.say(
            line,
            column,
            f"{cell} is more than the maximum {question.maximum} of '{question.id}'; "
            f"correct it, or say --maximum {question.id}={cell}",
        )
    return mark


def _number(typed: str) -> Fraction | None:
    """A number, if it is one that can be a mark."""
    if not _MARK.fullmatch(typed) or typed.endswith("/0"):
        return None
    try:
        number = Fraction(typed)
    except (ValueError, ZeroDivisionError):
        return None
    return number if abs(number) <= _LARGEST else None
