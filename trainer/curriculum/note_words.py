"""What the words of a note may hold, and how much of it."""

import re
import unicodedata
from typing import Final

LONGEST_NOTE: Final = 5000
LONGEST_QUOTE: Final = 1000
MOST_NOTES: Final = 500
"""Notes of one enrolment in one module."""

# Controls, what turns the direction of everything after it, halves of characters, and what is no character.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def cleaned(text: str) -> str:
    """What somebody typed, without characters that nobody types, and without white space at its ends."""
    lines = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)).split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines)).strip()


def typeable(text: str) -> str:
    """A text without characters that nobody types; its white space stays."""
    return _UNWANTED.sub("", text)
