"""Writes a transcript as CSV for spreadsheets, or as JSON for programs."""

import csv
import io
import json
import re
from typing import Final

from trainer.curriculum.transcript import Column, Table, Transcript, plain_of

FORMAT: Final = "trainer-transcript"
VERSION: Final = 1
"""Grows when a key goes or changes its meaning; further keys may come at any time."""

_PART: Final = Column(key="part", heading="Part")
_WHAT: Final = Column(key="what", heading="What")
_WORDS: Final = Column(key="words", heading="In words")
_FORMULA: Final = re.compile(r"(^|[;\t\r\n])(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def to_csv(transcript: Transcript) -> bytes:
    """One table of all parts, so that it can be sorted and filtered: the first column says which part a row is of.

    UTF-8 with a byte order mark, by which spreadsheets know it; lines end as RFC 4180 asks.
    """
    columns = _columns(transcript)
    rows: list[dict[str, str]] = [
        {"part": "Transcript", "what": field.heading, "words": field.cell.text} for field in transcript.head
    ]
    rows.append({"part": "Transcript", "what": "What it is not", "words": transcript.is_not})
    rows += ({"part": "Transcript", "what": "Total", "words": sentence} for sentence in transcript.totals)
    for table in transcript.tables:
        keys = [column.key for column in table.columns]
        for row in table.rows:
            rows.append({"part": table.caption, **dict(zip(keys, (each.text for each in row), strict=True))})
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(column.heading for column in columns)
    for row_texts in rows:
        writer.writerow(defused(row_texts.get(column.key, "")) for column in columns)
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    """A text in which no spreadsheet sees a formula: an apostrophe stands before what could begin one.

    That is the text's first character, and any after a sign at which some spreadsheet begins a new cell.
    """
    return _FORMULA.sub(r"\1'", text)


def to_json(transcript: Transcript) -> bytes:
    """The format of docs/operating.md: a head, the totals in words, and tables of rows by the columns' keys."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "course": transcript.course,
        "zone": transcript.zone,
        "is_not": transcript.is_not,
        "head": {field.key: plain_of(field.cell.value) for field in transcript.head},
        "totals": list(transcript.totals),
        "tables": {table.key: _table(table) for table in transcript.tables},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: Table) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    return {
        "caption": table.caption,
        "columns": {column.key: column.heading for column in table.columns},
        "rows": [dict(zip(keys, (plain_of(each.value) for each in row), strict=True)) for row in table.rows],
    }


def _columns(transcript: Transcript) -> tuple[Column, ...]:
    by_key = {column.key: column for table in transcript.tables for column in table.columns}
    return (_PART, _WHAT, _WORDS, *by_key.values())
