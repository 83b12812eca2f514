"""Turns the bytes of an author's file into text."""

import re
from typing import Final

from trainer.yaml_text import Report

LARGEST: Final = 400_000
"""Bytes of a text: some 60,000 words. Reading more takes so long that a page would hang."""
_BOM: Final = b"\xef\xbb\xbf"
_LEFT_FROM_MERGING: Final = re.compile(r"^<{7}(?: .*)?$|^>{7} (?:theirs|edition [0-9]+)$", re.MULTILINE)
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]")


def is_bearable(data: bytes, report: Report) -> bool:
    """Whether a file is small enough to be read; the problem goes into `report` where it is not."""
    if len(data) <= LARGEST:
        return True
    report.error(1, f"this file has {len(data):,} bytes, more than {LARGEST:,}; cut it into several files")
    return False


def decode(data: bytes, report: Report) -> str:
    """The text of a file, as it would be once the problems that go into `report` are mended."""
    if data.startswith(_BOM):
        report.error(1, "the file begins with a byte order mark; save it as 'UTF-8' without 'BOM'")
        data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.error(line, "the file is not UTF-8 from here on; save it with the encoding 'UTF-8'")
        text = data.decode("utf-8", errors="replace")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        report.error(line, "lines end with carriage returns (CRLF); save the file with the line ending 'LF'")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if invisible := _INVISIBLE.search(text):
        line = text.count("\n", 0, invisible.start()) + 1
        report.warn(line, f"this line holds an invisible character (U+{ord(invisible[0]):04X}); delete it")
    _find_conflicts(text, report)
    return text


def _find_conflicts(text: str, report: Report) -> None:
    """Two texts between marks, as merging leaves them, are never meant to be read."""
    last_line = 0
    for mark in _LEFT_FROM_MERGING.finditer(text):
        line = text.count("\n", 0, mark.start()) + 1
        if mark[0].startswith("<") or not last_line:
            cure = "keep the words that belong here and delete the lines of marks ('<<<<<<<', '=======' and '>>>>>>>')"
            report.error(line, f"two texts stand here since they were merged; {cure}")
        last_line = line if mark[0].startswith("<") else 0
