"""Cuts plain words into sentences."""

import re
from collections.abc import Iterator
from typing import Final

from trainer.curriculum.bibliography_claims import plain_claim

_STOP: Final = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*(?=\s+(?:\[@|[\"'“‘(\[*_]*[A-Z0-9À-ÞĀ-Ž…])|\s*\Z)(?:\s*\[@[^\[\]]*\][.]?)*"
)
_NO_STOP: Final = re.compile(
    r"(?:\b(?:al|approx|cf|ca|Dr|e\.g|ed|etc|fig|Fig|i\.e|Inc|Mr|Mrs|Ms|p|pp|St|U\.S|vol|vs)|\b[A-Z])\.\Z"
)
_LONGEST_ABBREVIATION: Final = 12
_WIDE: Final = re.compile(r"[ \t]{3,}")
_CITES: Final = re.compile(r"\[@|\[\^")


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a paragraph, as Markdown; a citation behind a full stop belongs to the sentence before it."""
    begin = 0
    for stop in _STOP.finditer(markdown):
        if _NO_STOP.search(markdown[max(begin, stop.end() - _LONGEST_ABBREVIATION) : stop.end()]):
            continue
        yield markdown[begin : stop.end()].strip()
        begin = stop.end()
    if rest := markdown[begin:].strip():
        yield rest


def cites(markdown: str) -> bool:
    """Whether a source stands in it, or a footnote."""
    return bool(_CITES.search(markdown))


def plain(markdown: str) -> str:
    """The words that a reader meets, without citations and marks, on one line."""
    return plain_claim(_WIDE.sub("  ", markdown))


def begun(words: str, longest: int = 60) -> str:
    """The beginning of a sentence, to find it again."""
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " …"
