"""Takes text apart into the words that search compares: without case and diacritics, and as stems."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Final

import snowballstemmer

LONGEST_WORD: Final = 40
"""So many characters of a word count."""
FORMAT: Final = 1
"""Raise it when the same text gives other stems or passages: what was indexed before is then made anew."""

WORD: Final = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*(?:['’][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?\Z")
_APOSTROPHES: Final = re.compile(r"['’]")
_LETTERS: Final = re.compile(r"[a-z]+")
_PLAIN: Final = re.compile(r"[a-z][a-z0-9]*")
_FOREIGN: Final = re.compile(r"[^a-z0-9]")
_UNMARKED: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# Always the library's own code: with PyStemmer beside it, it would take that one's, whatever its version.
_STEMMER: Final = snowballstemmer.EnglishStemmer()


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text in order, folded."""
    return tuple(folded for word in WORD.findall(text) if (folded := fold(word)))


def stems_in(text: str) -> tuple[str, ...]:
    """The words of a text in order, as stems."""
    return tuple(map(stem, words_in(text)))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, diacritics and a possessive ending: 'Naïve' and "naive's" are 'naive'."""
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_UNMARKED)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _APOSTROPHES.sub("", _POSSESSIVE.sub("", plain))[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """The stem of a folded word, in letters and digits of ASCII that begin with a letter."""
    return _STEMMER.stemWord(folded) if _LETTERS.fullmatch(folded) else beginning(folded)


def beginning(folded: str) -> str:
    """The beginning of a word as stems are written: what two databases take apart in one way only."""
    if _PLAIN.fullmatch(folded):
        return folded
    spelled = _FOREIGN.sub(lambda letter: f"u{ord(letter[0]):x}", folded)
    return spelled if spelled[0].isalpha() and spelled.isascii() else f"n{spelled}"


@cache
def words_version() -> str:
    """Names all that decides what a text is in the index."""
    return f"{FORMAT}-{version('snowballstemmer')}"
