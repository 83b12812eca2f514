"""Finds first names with a last name after them in a text, and people with a title."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from trainer.curriculum.client_privacy_words import (
    BEFORE_PLACES,
    ENDS_NO_NAME,
    FIRST_NAMES,
    NAMES_AND_WORDS,
    NO_LAST_NAMES,
    PARTICLES,
    WELL_KNOWN,
)

Span = tuple[int, int]

_LONGEST_RUN: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLES: Final = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Mx", "Herr", "Herrn", "Frau", "Señor", "Señora", "Sr", "Sra", "Mme", "Mlle"}
    | {"Monsieur", "Madame", "Signor", "Signora", "Sig", "Meneer", "Mevrouw"}
)
_ENDS_SENTENCE: Final = re.compile(r"(?:^|[.!?:;•*]|\n\s*\n)[\s\"'“”‘’«»()\[\]*•–—-]*$")
_PLAIN: Final = str.maketrans({"’": "'", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
_JOINED: Final = re.compile("['’-]")
_BETWEEN: Final = re.compile(r"[ \t\u00a0\u202f]+|[ \t]*\n[ \t]*")
_AFTER_TITLE: Final = re.compile(r"\.?[ \t\u00a0\u202f]+|\.")
_INITIAL: Final = re.compile(r"\.(?:[ \t\u00a0\u202f]+|(?=[^\W\d_]))")


def names_in(text: str) -> Iterator[Span]:
    """First names of the list with what looks like a last name, and civil titles with a name."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        last = _titled(text, words, index) or _name(text, words, index)
        if last is None:
            index += 1
            continue
        yield words[index].start(), words[last].end()
        index = last + 1


def _titled(text: str, words: Sequence[re.Match[str]], at: int) -> int | None:
    """Where the name ends that follows upon a civil title at `at`; None where there is none."""
    if words[at][0] not in _TITLES or at + 1 == len(words):
        return None
    if not _AFTER_TITLE.fullmatch(text, words[at].end(), words[at + 1].start()):
        return None
    following = at + 1
    while _folded(words[following][0]) in PARTICLES and _is_next(text, words, following):
        following += 1
    if not _is_capital(words[following][0]) or _folded(words[following][0]) in NO_LAST_NAMES:
        return None
    return _name(text, words, at + 1) or following


def _name(text: str, words: Sequence[re.Match[str]], at: int) -> int | None:
    """Where the name ends whose first name stands at `at`; None where none stands there."""
    first = words[at][0]
    if not _is_capital(first) or not _is_first_name(text, words, at):
        return None
    following = at
    # A middle initial, and particles such as 'van der'.
    if _is_next(text, words, at) and len(words[at + 1][0]) == 1 and words[at + 1][0].isupper():
        if words[at + 1][0] in ("I", "A"):
            return None
        following = at + 1
        is_initial = following + 1 < len(words) and _INITIAL.fullmatch(
            text, words[following].end(), words[following + 1].start()
        )
        if not (is_initial or _is_next(text, words, following)) or not _is_capital(words[following + 1][0]):
            # 'Anna M.' is as good as a name where the point belongs to the letter.
            return following if text.startswith(".", words[following].end()) else None
        following += 1
    elif _is_next(text, words, at):
        following = at + 1
        while _folded(words[following][0]) in PARTICLES and _is_next(text, words, following):
            following += 1
    if following == at or not _is_last_name(first, words[following][0]):
        return None
    run = _run(text, words, following)
    if _folded(words[run][0]) in ENDS_NO_NAME or (_folded(first), _folded(words[following][0])) in WELL_KNOWN:
        return None
    # A third word with a capital letter is the last name where the second is a first name too: 'Anna Maria Berg'.
    if (
        run > following
        and _folded(words[following][0]) in FIRST_NAMES
        and _is_last_name(first, words[following + 1][0])
    ):
        return following + 1
    return following


def _is_first_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    word = words[at][0]
    parts = {_folded(word), _folded(re.split(r"['’-]", word)[0]) if "-" in word else _folded(word)}
    if at and _folded(words[at - 1][0]) in BEFORE_PLACES and _touches(text, words[at - 1], words[at]):
        return False
    if parts & FIRST_NAMES:
        return True
    return bool(parts & NAMES_AND_WORDS) and not _ENDS_SENTENCE.search(
        text, max(0, words[at].start() - 40), words[at].start()
    )


def _is_last_name(first: str, word: str) -> bool:
    if not _is_capital(word) or len(word) < 2 or _folded(word) in NO_LAST_NAMES:
        return False
    # 'Anna BDI' is no name, 'ANNA BERG' is one; 'McDonald' is one too.
    return not word.isupper() or first.isupper()


def _run(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """The last of the words with capital letters that stand together from `at` on."""
    last = at + _LONGEST_RUN
    while at < last and _is_next(text, words, at) and _is_capital(words[at + 1][0]):
        at += 1
    return at


def _is_next(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether only white space stands between a word and the one after it."""
    return at + 1 < len(words) and _touches(text, words[at], words[at + 1])


def _touches(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return _BETWEEN.fullmatch(text, one.end(), other.start()) is not None


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter, or does after a particle, as 'al-Rashid' and 'd'Angelo' do."""
    particle, mark, rest = re.split(r"(['’-])", word, maxsplit=1) if _JOINED.search(word) else ("", "", "")
    return word[0].isupper() or bool(mark and len(particle) < 4 and rest[0].isupper())


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
