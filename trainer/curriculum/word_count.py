"""Counts the words that a reader reads."""

import re
from typing import Final

from trainer.curriculum.source_pieces import Line, cut

_NOT_READ: Final = re.compile(
    r"\[@[^\]\n]{0,500}\]"  # citations
    r"|!\[[^\]\n]{0,500}\]"  # alternatives of images, whose captions do count
    r"|\]\([^)\s]{0,500}"  # targets of links
    r"|\{#[^}\n]{0,100}\}"  # ids of headings
    r"|<!--.{0,500}?-->"
)
_WORDS_A_MINUTE: Final = 200
_WORD: Final = re.compile(r"\w+(?:['’.,-]\w+)*")


def count_words(text: str) -> int:
    """The number of words outside fenced blocks, comments, citations and targets of links."""
    return sum(len(_WORD.findall(_NOT_READ.sub(" ", piece.text))) for piece in cut(text) if isinstance(piece, Line))


def reading_minutes(words: int) -> int:
    """How long reading takes somebody who reads to learn, 200 words in a minute."""
    return -(-words // _WORDS_A_MINUTE)
