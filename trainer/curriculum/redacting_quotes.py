"""Takes words out of what people quoted of a text, where quotations begin and end anywhere."""

from typing import Final

from trainer.curriculum.redacting import MARK, one_line, places_of, spans_nearly

_LEAST: Final = 4
"""So many letters of words that were cut off by a quotation's end still tell what the words were."""


def without_words(pieces: tuple[str, ...], words: str) -> tuple[str, ...]:
    """Pieces of one text, which follow upon each other, with a mark in the place of words that stand in them."""
    text = "".join(pieces)
    spans = sorted({*((each.start, each.end) for each in places_of(text, words)), *spans_nearly(text, words)})
    spans += _cut_off(text, one_line(words))
    if not spans:
        return pieces
    made, begin = [], 0
    for piece in pieces:
        made.append(_without(piece, begin, spans))
        begin += len(piece)
    return tuple(made)


def _cut_off(text: str, words: str) -> list[tuple[int, int]]:
    """Where a text begins with the end of the words, or ends with their beginning."""
    lengths = range(min(len(words) - 1, len(text)), _LEAST - 1, -1)
    begin = next((length for length in lengths if text.startswith(words[-length:])), 0)
    end = next((length for length in lengths if text.endswith(words[:length])), 0)
    return [(start, stop) for start, stop in ((0, begin), (len(text) - end, len(text))) if stop > start]


def _without(piece: str, begin: int, spans: list[tuple[int, int]]) -> str:
    """A piece that begins at a character of the whole, with one mark for all words that overlap each other in it."""
    made, last = [], 0
    for start, end in sorted(spans):
        start, end = max(start - begin, last), min(end - begin, len(piece))
        if start < end:
            made += [piece[last:start], MARK]
            last = end
    return "".join([*made, piece[last:]])
