"""Writes a ledger as CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from trainer.curriculum.transcript_writing import defused

HEADINGS: Final = (
    "Day",
    "For",
    "Minutes",
    "Role",
    "Phase",
    "Route",
    "Patient",
    "Asked to countersign",
    "State",
    "Last signed by",
    "Last signed on",
)


def ledger_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """One line for each entry, in the order of `HEADINGS`; reflections are left out, since they are no figures.

    UTF-8 with a byte order mark, lines end as RFC 4180 asks, and no text is taken for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow(defused(text) for text in row)
    return out.getvalue().encode("utf-8-sig")
