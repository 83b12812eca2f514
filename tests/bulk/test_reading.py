"""Tables are read whatever program wrote them, and what cannot be read is refused with its place and cure."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from trainer.bulk.reading import read_table
from trainer.bulk.table import Subject, Table, from_text, to_text

CSV = "Address,Name,Cohort\nines@example.org,Inés Ortega,Evening\n"


def read(content: bytes, subject: Subject = Subject.PEOPLE) -> Table:
    return read_table(subject, content)


def cells(table: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, dict(row.cells)) for row in table.rows]


def words(table: Table) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.words) for fault in table.faults]


INES = [(2, {"address": "ines@example.org", "name": "Inés Ortega", "cohort": "Evening"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_by_its_encoding(encoding: str) -> None:
    table = read(CSV.encode(encoding))

    assert (cells(table), table.faults, table.notes) == (INES, (), ())


def test_a_file_of_an_old_spreadsheet_is_read_and_says_how() -> None:
    table = read(CSV.encode("windows-1252"))

    assert cells(table) == INES
    assert [note[:58] for note in table.notes] == ["The file is not UTF-8, so it was read as Windows-1252. Loo"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found_out(separator: str) -> None:
    assert cells(read(CSV.replace(",", separator).replace("\n", "\r\n").encode())) == INES


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert cells(read(("sep=;\r\n" + CSV.replace(",", ";")).encode())) == INES


def test_empty_rows_count_and_a_break_within_quotation_marks_is_one_row() -> None:
    table = read(
        b'name;Course;starts;ends;Supervisors\n\n;;;;\n"Spring";care;1;2;"a@b.de\nc@d.de"\nx;y;z;;\n', Subject.COHORTS
    )

    assert [(row.number, row.cells.get("supervisors")) for row in table.rows] == [(4, "a@b.de\nc@d.de"), (5, None)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(0, "", "There is nothing in it. The first row names the columns.")]),
        (b"Address,Cohort\n", [(0, "", "There are headings, and no row below them.")]),
        (
            b"\x00\x01\x02\x03",
            [
                (
                    0,
                    "",
                    "This is no text that can be read. Save the table as “CSV UTF-8”, or as an Excel workbook (.xlsx).",
                )
            ],
        ),
        (
            b"\xd0\xcf\x11\xe0rest",
            [(0, "", "This is a workbook with a password, or of an old kind. Save it as .xlsx without a password.")],
        ),
        (
            b"PK\x03\x04rest",
            [
                (
                    0,
                    "",
                    "This workbook cannot be read. Open it, save it anew as .xlsx, or save the sheet as “CSV UTF-8”.",
                )
            ],
        ),
        (b"x" * (2 * 1024 * 1024 + 1), [(0, "", "This is larger than 2 MB. Divide the table.")]),
        (
            b'Address\n"ines@example.org\n',
            [
                (
                    0,
                    "",
                    "A quotation mark is opened and not closed, or stands in the middle of a cell. Within a cell that "
                    "begins with a quotation mark write two of them for one.",
                )
            ],
        ),
        (
            b"Adress,Phone,Cohort,Group\nx,y,z,w\n",
            [
                (
                    1,
                    "Adress",
                    "Nothing is known of a column “Adress”. Delete it, or call it one of “Address”, “Name”, “Role”, "
                    "“Cohort”, “Course”.",
                ),
                (
                    1,
                    "Phone",
                    "Nothing is known of a column “Phone”. Delete it, or call it one of “Address”, “Name”, “Role”, "
                    "“Cohort”, “Course”.",
                ),
                (1, "Group", "Two columns are called “Group”, or mean the same. Keep one."),
                (
                    1,
                    "Address",
                    "No column is called “Address”. The first row names the columns: “Address”, “Name”, “Role”, "
                    "“Cohort”, “Course”.",
                ),
            ],
        ),
        (
            b"Address,,Cohort\na@b.de,12,Even\x07ing,34\n",
            [
                (2, "", "“12” stands in a column without a heading. Name the column, or delete the cell."),
                (2, "Cohort", "This holds a character that cannot be seen. Type it anew."),
                (2, "", "“34” stands in a column without a heading. Name the column, or delete the cell."),
            ],
        ),
        (
            b"Address\n" + b"a@b.de\n" * 5001,
            [(0, "", "There are 5,001 rows, and at most 5,000 are taken at once. Divide the table.")],
        ),
    ],
    ids=lambda value: None if isinstance(value, list) else repr(value[:12]),
)
def test_what_cannot_be_read_is_refused_with_its_place(content: bytes, found: list[tuple[int, str, str]]) -> None:
    assert words(read(content)) == found


def workbook(rows: list[list[object]], *, merged: str = "", sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    for number in range(1, sheets):
        book.create_sheet(f"Further {number}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_days_and_numbers_as_one_would_write_them() -> None:
    rows: list[list[object]] = [
        ["Name", "Course", "First day", "Last day"],
        [],
        [2027.0, "care", date(2027, 2, 1), datetime(2027, 7, 30)],  # noqa: DTZ001 -- a workbook knows no zones
    ]
    table = read(workbook(rows, sheets=2), Subject.COHORTS)

    assert cells(table) == [
        (3, {"name": "2027", "course": "care", "first day": "2027-02-01", "last day": "2027-07-30"})
    ]
    assert table.notes == ("Only the first sheet, “Sheet”, was read; the workbook has 2.",)


def test_formulas_errors_and_merged_cells_are_told_by_row() -> None:
    rows: list[list[object]] = [
        ["Address", "Cohort"],
        ["=A9", "Evening"],
        ["a@b.de", "#REF!"],
        ["c@d.de", "Evening"],
        ["e@f.de"],
    ]
    table = read(workbook(rows, merged="B4:B5"))

    assert sorted(words(table)) == [
        (2, "Address", "This is a formula. Write the value itself: copy the cells, and paste their values only."),
        (3, "Cohort", "This is the error #REF!. Write the value itself."),
        (4, "", "The cells B4 to B5 are merged. Split them, and write the value into each."),
    ]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO(workbook([["Address"], ["a@b.de"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * (11 * 1024 * 1024))

    assert len(out.getvalue()) < 40_000
    assert words(read(out.getvalue())) == [
        (0, "", "This workbook unpacks to more than 10 MB. Copy the table alone into a new workbook and save that.")
    ]


def test_cells_far_below_and_a_size_that_is_a_lie_cost_nothing() -> None:
    book = workbook([["Address", "Cohort"], ["a@b.de", "Evening"]])
    lied = rewritten(book, b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    empty = rewritten(lied, b"</sheetData>", b'<row r="1048576"/></sheetData>')
    filled = rewritten(lied, b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')

    assert cells(read(lied)) == cells(read(empty)) == [(2, {"address": "a@b.de", "cohort": "Evening"})]
    assert words(read(filled)) == [(1048576, "", "Something stands below row 20000. Delete it, or move it up.")]


def rewritten(book: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new)
            after.writestr(part.filename, content)
    return out.getvalue()


def test_rows_are_kept_as_they_were_read() -> None:
    table = read(CSV.encode())

    assert from_text(to_text(table.rows)) == table.rows
