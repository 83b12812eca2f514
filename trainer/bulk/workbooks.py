"""Reads the first sheet of an Excel workbook, without trusting what it says of its size."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from trainer.bulk.table import Fault, Record, Records

MOST_UNPACKED: Final = 10 * 1024 * 1024
_MOST_PARTS: Final = 500
_LAST_ROW: Final = 20_000
_COLUMNS: Final = 30
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,9})"')
_VALUE: Final = re.compile(rb"<(?:\w+:)?[vt][ >]")
_BROKEN: Final = "This workbook cannot be read. Open it, save it anew as .xlsx, or save the sheet as “CSV UTF-8”."


def read_workbook(content: bytes) -> Records:
    """The records of the first sheet. A formula, an error and a merged cell are faults of their row."""
    trouble = _too_much(content)
    if trouble:
        return _refused(trouble)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it does not understand of a workbook, such as its charts
            return _read(content)
    except Exception:  # a workbook made to break its reader raises whatever the reader stumbles over
        return _refused(_BROKEN)


def _too_much(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return _BROKEN
    # No reader takes more of a part than it says here that it has.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return "This workbook unpacks to more than 10 MB. Copy the table alone into a new workbook and save that."
    return ""


def _read(content: bytes) -> Records:
    import openpyxl  # noqa: PLC0415 -- only those who bring a spreadsheet need it

    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        if not workbook.worksheets:
            return _refused("This workbook has no sheet with cells.")
        sheet: Any = workbook.worksheets[0]  # a ReadOnlyWorksheet, of which the stubs do not know all
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            source = archive.read(sheet._worksheet_path)
        faults = [*_merged(source), *_far_below(source)]
        records = []
        sheet.reset_dimensions()  # what it says of its own size would pad every row to it
        for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=_COLUMNS), start=1):
            texts, wrong = _texts(number, cells)
            records.append(Record(number=number, cells=texts))
            faults += wrong
        names = [each.title for each in workbook.worksheets]
    finally:
        workbook.close()
    only = (f"Only the first sheet, “{names[0]}”, was read; the workbook has {len(names)}.",) if names[1:] else ()
    return Records(records=tuple(records), faults=tuple(faults), notes=only)


def _merged(source: bytes) -> Iterator[Fault]:
    for found in _MERGED.finditer(source):
        left, top, right, bottom = (part.decode() for part in found.groups())
        words = f"The cells {left}{top} to {right}{bottom} are merged. Split them, and write the value into each."
        yield Fault(row=int(top), column="", words=words)


def _far_below(source: bytes) -> Iterator[Fault]:
    for found in _ROW.finditer(source):
        if int(found[1]) > _LAST_ROW:
            if _VALUE.search(source, found.end()):
                words = f"Something stands below row {_LAST_ROW}. Delete it, or move it up."
                yield Fault(row=int(found[1]), column="", words=words)
            return


def _texts(number: int, cells: Sequence[Any]) -> tuple[tuple[str, ...], list[Fault]]:
    texts, faults = [], []
    for place, cell in enumerate(cells):
        wrong = ""
        if cell.data_type == "f":
            wrong = "This is a formula. Write the value itself: copy the cells, and paste their values only."
        elif cell.data_type == "e":
            wrong = f"This is the error {cell.value}. Write the value itself."
        if wrong:
            faults.append(Fault(row=number, column=_letter(place), words=wrong))
        texts.append("" if wrong or cell.value is None else _text(cell.value))
    return tuple(texts), faults


def _text(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _refused(words: str) -> Records:
    return Records(faults=(Fault(row=0, column="", words=words),))
