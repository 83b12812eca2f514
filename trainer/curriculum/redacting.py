"""Finds exact words in a text, however its lines are wrapped, and puts a mark in their place."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MARK: Final = "‹removed›"
"""What stands in the place of removed words. In square brackets it would begin a list in YAML, a link in Markdown."""

# One gap between two words: blanks, or the end of a line with what the next one begins with (indentation, the marks of
# a quotation in Markdown or of a comment in YAML). A backslash before the end of a line joins lines in YAML.
_GAP: Final = re.compile(r"(?:[ \t\u00a0]|\\?\r?\n[ \t]*(?:[>#][>#\t ]*)?)+")
_LINE_ENDS: Final = re.compile(r"(?:[ \t\u00a0]*\\?\r?\n[ \t]*(?:[>#][>#\t ]*)?)+")
_WORD: Final = re.compile(r"[\w\u0300-\u036f]+")
_AROUND: Final = 60
_FAR: Final = 400  # white space and all


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: from the character `start` up to `end`, beginning on `line`, which counts from 1."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with what stands around them, in one line; three dots where more follows."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text with one space for each gap between words; `starts` tells where each character stood."""

    text: str
    starts: Sequence[int]


def unwrapped(text: str) -> Unwrapped:
    """A text as if it were written in one line."""
    pieces, starts, last = [], [], 0
    for gap in _GAP.finditer(text):
        pieces += [text[last : gap.start()], " "]
        starts += [*range(last, gap.start()), gap.start()]
        last = gap.end()
    return Unwrapped("".join([*pieces, text[last:]]), [*starts, *range(last, len(text))])


def one_line(words: str) -> str:
    """Words as they are looked for: in one line, without blanks around them."""
    return unwrapped(words.strip()).text.strip()


def places_of(text: str, words: str) -> tuple[Place, ...]:
    """Where exact words stand in a text; parts of longer words are others. Capitals count."""
    looked_for = one_line(words)
    if not looked_for or looked_for.split(" ", 1)[0] not in text:
        return ()
    whole = unwrapped(text)
    lines = [found.start() for found in re.finditer("\n", text)]
    found = []
    for at in _occurrences(whole.text, looked_for):
        start, end = whole.starts[at], whole.starts[at + len(looked_for) - 1] + 1
        found.append(Place(start, end, bisect_right(lines, start) + 1))
    return tuple(found)


def without(text: str, places: Sequence[Place]) -> str:
    """A text with a mark in the place of words that stand in it, one on each line, so that every line keeps its number.

    A line that is left empty, or begins with what followed the words, could mean something else.
    """
    for place in reversed(places):
        ends = _LINE_ENDS.findall(text[place.start : place.end])
        text = text[: place.start] + MARK + "".join(end + MARK for end in ends) + text[place.end :]
    return text


def lines_nearly(text: str, words: str) -> tuple[int, ...]:
    """The lines in which the words stand otherwise than exactly: other capitals, or marks between and within them."""
    exactly = places_of(text, words)
    found = [
        start
        for start, end in spans_nearly(text, words)
        if not any(place.start < end and start < place.end for place in exactly)
    ]
    return tuple(dict.fromkeys(text.count("\n", 0, start) + 1 for start in found))


def spans_nearly(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand, whatever their capitals and the marks between them."""
    looked_for = [_folded(each[0]) for each in _WORD.finditer(words)]
    if not looked_for or looked_for[0] not in _folded(text):
        return ()
    found = [(_folded(each[0]), each.start(), each.end()) for each in _WORD.finditer(text)]
    plain, count = [folded for folded, _, _ in found], len(looked_for)
    return tuple(
        (found[index][1], found[index + count - 1][2])
        for index, first in enumerate(plain)
        if first == looked_for[0] and plain[index : index + count] == looked_for
    )


def passage(text: str, place: Place) -> Passage:
    """What stands around a place."""
    before, after = _GAP.sub(" ", text[: place.start][-_FAR:]), _GAP.sub(" ", text[place.end :][:_FAR])
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return Passage(before.lstrip(), one_line(text[place.start : place.end]), after.rstrip())


def repeats(reason: str, words: str) -> bool:
    """Whether a sentence holds the words, in whatever capitals."""
    return bool(places_of(reason, words) or spans_nearly(reason, words))


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_joins(text[at - 1 : at], words[0]) or _joins(words[-1], text[end : end + 1])):
            yield at
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)


def _joins(left: str, right: str) -> bool:
    """Whether two characters beside each other belong to one word."""
    return left.isalnum() and right.isalnum()


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip("_")
