"""Reads a workbook back, as a spreadsheet would."""

import io
import zipfile
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets_of(body: bytes) -> dict[str, list[list[str]]]:
    """The rows of each sheet by its name, every cell as text."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        texts = _texts(book.read("xl/sharedStrings.xml"))
        names = [each.get("name", "") for each in _tree(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")]
        return {
            name: _rows(book.read(f"xl/worksheets/sheet{number}.xml"), texts)
            for number, name in enumerate(names, start=1)
        }


def _texts(xml: bytes) -> list[str]:
    return ["".join(text.text or "" for text in each.iter(f"{_MAIN}t")) for each in _tree(xml)]


def _rows(xml: bytes, texts: list[str]) -> list[list[str]]:
    return [[_cell(each, texts) for each in row] for row in _tree(xml).iter(f"{_MAIN}row")]


def _cell(cell: ElementTree.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{_MAIN}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def _tree(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)
