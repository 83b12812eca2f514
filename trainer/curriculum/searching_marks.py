"""Shows why a passage was found: its best stretch, with the words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.searching_queries import Wanted
from trainer.curriculum.searching_words import WORD, fold, stem

LONGEST: Final = 260
_LEAD: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    wanted: int


def marked(text: str, wanted: Sequence[Wanted]) -> tuple[Piece, ...]:
    """A whole text with the words looked for marked."""
    return _pieces(text, _hits(text, wanted), 0, len(text))


def best_stretch(text: str, wanted: Sequence[Wanted]) -> tuple[Piece, ...]:
    """The stretch of a text that holds most of the things looked for, then most often, then first; its words marked.

    Its beginning where it holds none. '…' stands where something was left out.
    """
    hits = _hits(text, wanted)
    start = _start(text, hits)
    end = min(len(text), start + LONGEST)
    if end < len(text):
        end = text.rfind(" ", start + _LEAD, end + 1) if " " in text[start + _LEAD : end + 1] else end
    pieces = list(_pieces(text, [hit for hit in hits if hit.end <= end], start, end))
    if start:
        pieces.insert(0, Piece("…\u00a0"))
    if end < len(text):
        pieces.append(Piece("\u00a0…"))
    return tuple(pieces)


def found_words(text: str, wanted: Wanted) -> tuple[str, ...]:
    """Which of the words that stand for a mistyped one a text holds, in their order."""
    folded = {fold(word) for word in WORD.findall(text)}
    stems = {stem(word) for word in folded if word}
    return tuple(
        word
        for word in wanted.near
        if word in folded or stem(word) in stems or any(each.startswith(word) for each in folded)
    )


def _start(text: str, hits: Sequence[_Hit]) -> int:
    if not hits or len(text) <= LONGEST:
        return 0
    best, best_score = hits[0], (0, 0)
    for place, hit in enumerate(hits):
        within = [other for other in hits[place:] if other.end - hit.start <= LONGEST - 2 * _LEAD]
        score = (len({other.wanted for other in within}), len(within))
        if score > best_score:
            best, best_score = hit, score
    if best.start <= _LEAD:
        return 0
    earliest = best.start - _LEAD
    sentence = max(text.rfind(mark, earliest, best.start) for mark in (". ", "? ", "! ", "· "))
    if sentence >= 0:
        return sentence + 2
    space = text.find(" ", earliest, best.start)
    return space + 1 if space >= 0 else best.start


def _hits(text: str, wanted: Sequence[Wanted]) -> list[_Hit]:
    known: dict[str, int] = {}
    hits = []
    for found in WORD.finditer(text):
        word = found[0]
        if word not in known:
            known[word] = _wanted_by(word, wanted)
        if known[word] >= 0:
            hits.append(_Hit(found.start(), found.end(), known[word]))
    return hits


def _wanted_by(word: str, wanted: Sequence[Wanted]) -> int:
    folded = fold(word)
    root = stem(folded) if folded else ""
    return next((place for place, each in enumerate(wanted) if root and each.is_part(root)), -1)


def _pieces(text: str, hits: Sequence[_Hit], start: int, end: int) -> tuple[Piece, ...]:
    pieces = []
    at = start
    for hit in hits:
        if hit.start >= start:
            if hit.start > at:
                pieces.append(Piece(text[at : hit.start]))
            pieces.append(Piece(text[hit.start : hit.end], is_marked=True))
            at = hit.end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
