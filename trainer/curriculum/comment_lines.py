"""Finds the line of a module's source at which a passage of its page stands."""

import re
from bisect import bisect_right
from typing import Final

from trainer.curriculum.anchoring import Quote, find
from trainer.curriculum.headings import read_heading
from trainer.curriculum.section_text import OPENING, single_spaced

_FENCE: Final = re.compile(r" {0,3}(```|~~~)")
_MARKS: Final = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|[*_`>#\[\]]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


def line_of(source: str, section: str, quote: Quote) -> int:
    """The line, from 1, at which a passage begins; that of its section's heading where its words are not found.

    0 where the source has no such section.
    """
    lines = source.splitlines()
    first, end = _section(lines, section)
    if first == 0:
        return 0
    text, starts = "", []
    for line in lines[first - 1 : end]:
        words = single_spaced(_MARKS.sub("", line))
        text += " " if text and words else ""
        starts.append(len(text))
        text += words
    found = find(text, quote)
    return first + bisect_right(starts, found.start) - 1 if found else first


def _section(lines: list[str], section: str) -> tuple[int, int]:
    """The numbers of a section's first and last line; 0 for a section that is not there."""
    first, is_fenced = 1 if section == OPENING else 0, False
    for number, line in enumerate(lines, start=1):
        is_fenced ^= bool(_FENCE.match(line))
        heading = None if is_fenced else read_heading(line)
        if heading is None or heading.level > 2:
            continue
        if first:
            return first, number - 1
        if heading.id == section:
            first = number
    return first, len(lines)
