"""Spreadsheets read what is written, and never as a formula."""

import csv
import io
import zipfile

import pytest

from trainer.curriculum.sheets import Sheet
from trainer.curriculum.sheets_writing import to_csv, to_xlsx

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")')


def sheet(*cells: str | int, title: str = "A sheet") -> Sheet:
    return Sheet(title=title, headings=("One", "Two"), rows=(cells,))


def cells_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_csv_holds_the_cells_and_begins_with_a_mark_by_which_spreadsheets_know_it() -> None:
    body = to_csv(sheet("Zoë", 3))

    assert body.startswith(b"\xef\xbb\xbf")
    assert cells_of(body) == [["One", "Two"], ["Zoë", "3"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_be_a_formula_is_defused_in_a_csv(text: str) -> None:
    assert cells_of(to_csv(sheet(text, "")))[1][0] == f"'{text}"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_no_formula_and_no_link(text: str) -> None:
    book = zipfile.ZipFile(io.BytesIO(to_xlsx([sheet(text, "https://example.org")])))

    page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert page.count('t="s"') == 4


def test_a_workbook_has_a_sheet_for_each_with_its_numbers_as_numbers() -> None:
    book = zipfile.ZipFile(io.BytesIO(to_xlsx([sheet("a", 7), sheet("b", 8, title="A" * 40)])))

    assert '<c r="B2"><v>7</v></c>' in book.read("xl/worksheets/sheet1.xml").decode()
    assert f'name="{"A" * 31}"' in book.read("xl/workbook.xml").decode()
