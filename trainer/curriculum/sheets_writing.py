"""Writes sheets as CSV or as a workbook; no cell of theirs is ever a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from trainer.curriculum.sheets import Sheet
from trainer.curriculum.transcript_writing import defused

_WIDEST: Final = 40  # characters
_NAME: Final = 31  # what a spreadsheet lets a sheet's name have


def to_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it; lines end as RFC 4180 asks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(defused, sheet.headings))
    for row in sheet.rows:
        writer.writerow(defused(cell) if isinstance(cell, str) else cell for cell in row)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook in which every text is a text: nothing becomes a formula, a link or a number."""
    import xlsxwriter  # noqa: PLC0415 -- only those who take such a file need it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.title[:_NAME])
            page.write_row(0, 0, sheet.headings, bold)
            for place, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(place, column, cell)
                    else:
                        page.write_number(place, column, cell)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    return out.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    lengths = [max(map(len, map(str, column))) for column in zip(sheet.headings, *sheet.rows, strict=True)]
    return [min(length + 2, _WIDEST) for length in lengths]
