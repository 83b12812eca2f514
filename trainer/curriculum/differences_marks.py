"""Marks words in the text of a block, without touching its elements."""

from collections import defaultdict
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.differences_blocks import Block, Token
from trainer.curriculum.differences_words import Places
from trainer.curriculum.marked_html import HEARD

_SAID: Final = {"del": "removed: ", "ins": "added: "}


def mark(block: Block, places: Places, name: str) -> None:
    """Put the words at some places of a block into `ins` or `del`, neighbours together, with a word to be heard."""
    runs: dict[tuple[Element, bool], list[tuple[int, int]]] = defaultdict(list)
    previous = -2
    for place in sorted(places):
        token = block.tokens[place]
        if token.is_whole:
            continue
        spans = runs[(token.element, token.is_tail)]
        if spans and previous == place - 1 and _follows(block.tokens[previous], token):
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        previous = place
    if not runs:
        return
    parents = {child: parent for parent in block.element.iter() for child in parent}
    for (element, is_tail), spans in runs.items():
        if is_tail:
            _mark_tail(parents[element], element, spans, name)
        else:
            _mark_text(element, spans, name)


def _follows(one: Token, other: Token) -> bool:
    return not one.is_whole and one.element is other.element and one.is_tail == other.is_tail


def _mark_text(element: Element, spans: list[tuple[int, int]], name: str) -> None:
    text = element.text or ""
    element.text = text[: spans[0][0]]
    for place, marked in enumerate(_marked(text, spans, name)):
        element.insert(place, marked)


def _mark_tail(parent: Element, element: Element, spans: list[tuple[int, int]], name: str) -> None:
    text = element.tail or ""
    element.tail = text[: spans[0][0]]
    place = list(parent).index(element)
    for step, marked in enumerate(_marked(text, spans, name), start=1):
        parent.insert(place + step, marked)


def _marked(text: str, spans: list[tuple[int, int]], name: str) -> list[Element]:
    """The marks of a text, each with what follows it up to the next."""
    found = []
    ends = [*(start for start, _ in spans[1:]), len(text)]
    for (start, end), until in zip(spans, ends, strict=True):
        marked = Element(name)
        said = SubElement(marked, "span", {"class": HEARD})
        said.text = _SAID[name]
        said.tail = text[start:end]
        marked.tail = text[end:until]
        found.append(marked)
    return found
