"""Reads a table that somebody brought, as a file or pasted."""

from typing import Final

from trainer.bulk.columns import to_table
from trainer.bulk.csv_files import read_csv
from trainer.bulk.table import MOST_BYTES, Fault, Records, Subject, Table
from trainer.bulk.workbooks import read_workbook

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


def read_table(subject: Subject, content: bytes) -> Table:
    """The table in a file: a workbook or text, told by its bytes and not by its name."""
    return to_table(subject, _records(content))


def _records(content: bytes) -> Records:
    if len(content) > MOST_BYTES:
        return _refused("This is larger than 2 MB. Divide the table.")
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_OLD_EXCEL):
        return _refused("This is a workbook with a password, or of an old kind. Save it as .xlsx without a password.")
    return read_csv(content)


def _refused(words: str) -> Records:
    return Records(faults=(Fault(row=0, column="", words=words),))
