"""Reads tables of text, whatever program wrote them: its encoding and separator are found out."""

import codecs
import csv
import io
from typing import Final

from trainer.bulk.table import Fault, Record, Records

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS: Final = (",", ";", "\t")
_OLD: Final = "windows-1252"
_OLD_NOTE: Final = (
    "The file is not UTF-8, so it was read as Windows-1252. Look whether letters such as ä, é and ø are right below; "
    "if they are not, save it as “CSV UTF-8”."
)
_UNREADABLE: Final = "This is no text that can be read. Save the table as “CSV UTF-8”, or as an Excel workbook (.xlsx)."


def read_csv(content: bytes) -> Records:
    """The records of a file; blank lines count as rows, as spreadsheets count them."""
    text, notes = _decoded(content)
    if text is None:
        return _refused(_UNREADABLE)
    named = text.partition("\n")[0].strip('\r"')
    separator = _separator(named)
    if len(named) == 5 and named.casefold().startswith("sep="):  # which spreadsheets write, and do not count as a row
        separator, text = named[4], text.partition("\n")[2]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return _refused(
            "A quotation mark is opened and not closed, or stands in the middle of a cell. Within a cell that begins "
            "with a quotation mark write two of them for one."
        )
    records = tuple(Record(number=number, cells=tuple(row)) for number, row in enumerate(rows, start=1))
    return Records(records=records, notes=notes)


def _decoded(content: bytes) -> tuple[str | None, tuple[str, ...]]:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            return None, ()
        return _in_old_encoding(content)
    return (None if "\0" in text else text), ()


def _in_old_encoding(content: bytes) -> tuple[str | None, tuple[str, ...]]:
    try:
        text = content.decode(_OLD)
    except UnicodeDecodeError:
        return None, ()
    return (None if "\0" in text else text), (_OLD_NOTE,)


def _separator(headings: str) -> str:
    """The sign that stands most often among the headings."""
    return max(_SEPARATORS, key=headings.count)


def _refused(words: str) -> Records:
    return Records(faults=(Fault(row=0, column="", words=words),))
