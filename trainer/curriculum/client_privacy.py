"""Finds what could tell who a client is in the words of a trainee, as far as a program can."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from trainer.curriculum.client_privacy_names import names_in
from trainer.curriculum.client_privacy_numbers import dates_in, records_in, telephones_in

PROMISE: Final = (
    "The platform looks for dates, telephone and record numbers, e-mail addresses, and first names with a last name. "
    "It does not find every name, and it knows nothing of the other things by which somebody can be recognized: "
    "read your words once more yourself."
)
"""What may be said of this look, wherever it is spoken of."""

LONGEST_REASON: Final = 1000
"""Characters of the reason with which somebody keeps words in which something was found."""


class Detail(StrEnum):
    """What could tell who a client is."""

    EMAIL = "email"
    DATE = "date"
    TELEPHONE = "telephone"
    RECORD = "record"
    NAME = "name"

    @property
    def why(self) -> str:
        """What the passage looks like, and what to write in its place."""
        match self:
            case Detail.EMAIL:
                return "looks like an e-mail address; leave it out"
            case Detail.DATE:
                return "looks like a date; write how it lies in the work, such as “the second session”"
            case Detail.TELEPHONE:
                return "looks like a telephone number; leave it out"
            case Detail.RECORD:
                return "looks like the number of a record; leave it out"
            case Detail.NAME:
                return "looks like somebody’s name; write the code, or what the person is to the patient"
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that could tell who a client is; they stand from `start` up to `end`, in line `line` counted from 1."""

    detail: Detail
    start: int
    end: int
    line: int
    words: str

    @property
    def sentence(self) -> str:
        """The passage with its place, and why it is shown."""
        return f"Line {self.line}: “{self.words}” {self.detail.why}."


def client_details(text: str) -> tuple[Passage, ...]:
    """Every passage found, in the order in which they stand; places are those in the text as it is given.

    Where two overlap, the one that is told first in `Detail` stands. None is no promise that there is none.
    """
    # Accents that stand as characters of their own would end a word for the expressions below.
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("the text must be in NFC, as `cleaned` gives it")
    taken: list[Passage] = []
    for detail, start, end in _found(text):
        if all(end <= other.start or other.end <= start for other in taken):
            line = text.count("\n", 0, start) + 1
            taken.append(Passage(detail=detail, start=start, end=end, line=line, words=text[start:end]))
    return tuple(sorted(taken, key=lambda passage: passage.start))


def problems_of_details(field: str, text: str) -> list[tuple[str, str]]:
    """One problem for a field in which something was found, with every passage and why; none where nothing was."""
    found = client_details(text)
    if not found:
        return []
    sentences = " ".join(passage.sentence for passage in found)
    return [(field, f"This could tell who somebody is. {sentences}")]


def _found(text: str) -> Iterator[tuple[Detail, int, int]]:
    yield from ((Detail.EMAIL, match.start(), match.end()) for match in _EMAIL.finditer(text))
    yield from ((Detail.DATE, start, end) for start, end in dates_in(text))
    yield from ((Detail.TELEPHONE, start, end) for start, end in telephones_in(text))
    yield from ((Detail.RECORD, start, end) for start, end in records_in(text))
    yield from ((Detail.NAME, start, end) for start, end in names_in(text))


_AT: Final = r"(?:@|＠|\s?[\[({]\s?at\s?[\])}]\s?)"
_DOT: Final = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
_EMAIL: Final = re.compile(rf"[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}})+", re.IGNORECASE)
