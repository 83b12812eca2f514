"""Finds the sentence in which a text cites a source, in plain words."""

import re
from typing import Final

_BREAK: Final = re.compile(
    r"\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+] |\d{1,9}[.)] |#{1,6} |\|))|(?:(?<=\n)|\A)[ \t>]*\[!\w+\][^\n]*\n"
)
_STOP: Final = re.compile(r"[.!?…][\"'”’)\]*_]*\s+(?=\[@|[\"'“‘(\[*_]*[A-Z0-9À-ÞĀ-Ž])")
_NO_STOP: Final = re.compile(
    r"(?:\b(?:al|approx|cf|ca|Dr|e\.g|ed|etc|fig|Fig|i\.e|no|No|p|pp|St|vol|vs)|\b[A-Z])\.\s+\Z"
)
_CITATION: Final = re.compile(r"\s*\[\s*@[^\[\]]*\]")
_LINK: Final = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_MARKS: Final = re.compile(
    r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`|^[ \t>]*(?:[-*+] |\d{1,9}[.)] |#{1,6} )?", re.MULTILINE
)
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]:?")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_GAP: Final = re.compile(r"\{\{[^{}]*\}\}")
_LONGEST: Final = 240


def claim_at(text: str, start: int, end: int) -> str:
    """The sentence of `text` that holds what stands from `start` to `end`, without marks and citations.

    A citation behind a full stop belongs to the sentence before it. Long sentences lose their beginning or end.
    """
    first, last = _paragraph(text, start, end)
    paragraph, at = text[first:last], start - first
    begins = [0, *(stop.end() for stop in _STOP.finditer(paragraph) if not _NO_STOP.search(paragraph[: stop.end()]))]
    place = max(index for index, begin in enumerate(begins) if begin <= at)
    if place and not _CITATION.sub("", paragraph[begins[place] : at]).strip():
        place, until = place - 1, end - first
    else:
        until = begins[place + 1] if place + 1 < len(begins) else len(paragraph)
    return shortened(plain_claim(paragraph[begins[place] : until]))


def plain_claim(markdown: str) -> str:
    """Markdown of a sentence as the words that a reader meets, without its citations."""
    words = _LINK.sub(r"\1", _CITATION.sub("", markdown))
    words = _TAG.sub("", _MARKS.sub("", _FOOTNOTE.sub("", words)))
    words = _GAP.sub("…", words).replace("\\", "").strip().strip("|")
    return " ".join(words.replace("|", " · ").split())


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Words that are not longer than that, cut between two of them."""
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0] + "…"


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    for found in _BREAK.finditer(text):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            return first, found.start()
    return first, len(text)
