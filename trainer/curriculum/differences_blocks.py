"""Cuts safe HTML into the blocks that a difference is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.exercises.found import ANSWER, EXERCISE
from trainer.curriculum.formula_names import ELEMENTS as FORMULA_ELEMENTS

_IN_A_LINE: Final = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "math", "q", "s", "small", "span", "strong", "sub", "sup"}
)
_VOID: Final = frozenset({"br", "hr", "img", "track"})
_PLAYERS: Final = frozenset({"audio", "video"})
_OF_PLAYERS: Final = frozenset({"controls", "preload", "kind", "label", "default"})
_KEPT: Final = _OF_PLAYERS | {"class", "src", "alt", "width", "height", "loading", "start", "scope", "tabindex", "role"}
_WORD: Final = re.compile(r"\w+(?:[.,'’\-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a block, or something that stands whole. `key` tells equal ones.

    It lies in the text (`is_tail`: in the tail) of an element, from `start` to `end`; what stands whole
    has no such place, since nothing can be marked in it.
    """

    key: str
    element: Element
    is_tail: bool = False
    start: int = 0
    end: int = 0
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, an item of a list, a table, … with its words. `parent` is the list that an item stands in."""

    element: Element
    parent: Element | None
    tokens: tuple[Token, ...]

    @property
    def key(self) -> str:
        """What is equal for blocks that say the same."""
        return " ".join(token.key for token in self.tokens)

    @property
    def wholes(self) -> frozenset[str]:
        """The kinds of what stands whole in it, each with its key."""
        return frozenset(token.key for token in self.tokens if token.is_whole)


def blocks_of(html: str, side: str) -> tuple[Block, ...]:
    """The blocks of safe HTML, with links, ids and labels taken out.

    `side` ("Before" or "Now") begins the label of a table, so that no two regions of a page are called the same.
    """
    reader = _Reader()
    reader.feed(str(html))  # Markup would escape what is joined to it
    reader.close()
    root = reader.root
    _wrap_loose_text(root)
    return tuple(_block(element, parent, side) for element, parent in _cut(root))


class _Reader(HTMLParser):
    """Reads HTML that bleach has written: every element is closed, every attribute quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element, or add one that is empty by its nature."""
        element = SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that is written as empty."""
        SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element."""
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add words."""
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def _wrap_loose_text(root: Element) -> None:
    """Give words that stand between blocks a paragraph of their own, with what belongs into their line."""
    children = list(root)
    texts = [root.text, *(each.tail for each in children)]
    for child in children:
        root.remove(child)
        child.tail = None
    root.text = None
    line: list[Element | str] = []
    for text, after in zip(texts, [*children, None], strict=True):
        if text:
            line.append(text)
        if after is not None and after.tag in _IN_A_LINE:
            line.append(after)
            continue
        root.extend(_paragraph(line))
        line = []
        if after is not None:
            root.append(after)


def _paragraph(line: list[Element | str]) -> list[Element]:
    """A paragraph of words and elements; an element alone stays as it is, and blanks alone are nothing."""
    said = [each for each in line if isinstance(each, Element) or each.strip()]
    if not any(isinstance(each, str) for each in said):
        return [each for each in said if isinstance(each, Element)]
    paragraph = Element("p")
    for each in line:
        if isinstance(each, Element):
            paragraph.append(each)
        elif len(paragraph):
            paragraph[-1].tail = each
        else:
            paragraph.text = each
    return [paragraph]


def _cut(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """The elements that become blocks: items of a list and parts of an exercise one by one, else all as it stands."""
    for child in root:
        if child.get("class") == EXERCISE:
            yield from _cut(child)
            continue
        if child.tag in ("ul", "ol"):
            number = int(child.get("start", "1"))
            for place, item in enumerate(child):
                frame = Element(child.tag, {name: value for name, value in child.items() if name == "class"})
                if child.tag == "ol" and not child.get("class"):
                    frame.set("start", str(number + place))
                item.tail = None
                frame.append(item)
                yield frame, child
        else:
            yield child, None


def _block(element: Element, parent: Element | None, side: str) -> Block:
    tokens = tuple(_tokens(element))
    _neutralise(element, side)
    return Block(element=element, parent=parent, tokens=tokens)


def _tokens(element: Element) -> Iterator[Token]:
    cited = _cited(element)
    if element.tag == "math":
        yield Token("formula:" + " ".join("".join(element.itertext()).split()), element, is_whole=True)
    elif element.tag == "img":
        yield Token(f"picture:{element.get('src', '')} {element.get('alt', '')}", element, is_whole=True)
    elif element.tag in _PLAYERS:
        files = " ".join(each.get("src", "") for each in element.iter())
        yield Token(f"recording:{files} {element.get('aria-label', '')}", element, is_whole=True)
    elif cited:
        # A citation is the same under another number: other sources may have come before it.
        yield Token(cited, element, start=0, end=len(element.text or ""))
    else:
        yield from _words(element.text, element, is_tail=False)
        for child in element:
            yield from _tokens(child)
            yield from _words(child.tail, child, is_tail=True)


def _cited(element: Element) -> str:
    is_cite = element.tag == "a" and element.get("class") == "cite" and not len(element) and element.text
    return f"cited:{element.get('href', '')}" if is_cite else ""


def _words(text: str | None, element: Element, *, is_tail: bool) -> Iterator[Token]:
    for found in _WORD.finditer(text or ""):
        yield Token(found[0], element, is_tail, found.start(), found.end())


def _neutralise(block: Element, side: str) -> None:
    """Take out what may stand on a page only once, or leads away from it."""
    for element in block.iter():
        label = element.get("aria-label")
        is_region = element.get("role") == "region"
        is_answer = element.get("class") == ANSWER
        if element.tag == "a":
            element.tag = "span"
            element.attrib.clear()
        if element.tag not in FORMULA_ELEMENTS:
            for name in set(element.keys()) - _KEPT:
                del element.attrib[name]
        if is_answer:
            element.set("open", "")  # what changed is not to be looked for in a fold
        if is_region and label:
            element.set("aria-label", f"{side}: {label}")
        elif element.get("role") == "img" or element.tag in _PLAYERS:
            element.set("aria-label", label or "")
