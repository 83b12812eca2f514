"""Finds where a line of a source stands after the source was changed."""

from typing import Final

from trainer.curriculum.anchoring import SURROUNDINGS, Quote, find

WHOLE: Final = 0
"""The line of what is said about a text as a whole, or about words that are gone."""


def words_of_line(source: str, line: int) -> str:
    """The words on a line; '' for the whole text, for an empty line, and beyond the end."""
    lines = source.split("\n")  # as every line is counted, whatever else some would break lines at
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def line_now(before: str, line: int, now: str) -> int:
    """The line of the changed source that holds what stood on a line of the earlier one; WHOLE where it is gone.

    Where the same words stand in several places their neighbours tell which.
    """
    words = words_of_line(before, line)
    if not words:
        return WHOLE
    if before == now:
        return line
    start = sum(len(each) + 1 for each in before.split("\n")[: line - 1])
    start = before.index(words, start)
    end = start + len(words)
    quote = Quote(
        words=words,
        before=before[max(0, start - SURROUNDINGS) : start],
        after=before[end : end + SURROUNDINGS],
    )
    found = find(now, quote)
    return now.count("\n", 0, found.start) + 1 if found else WHOLE
