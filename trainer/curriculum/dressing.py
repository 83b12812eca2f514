"""Dresses what Markdown parsed for a page: callouts, tables, figures, headings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.constructs import CALLOUTS
from trainer.curriculum.suggestions import suggestion
from trainer.curriculum.token_filling import CALLOUT, CHECK, HEADING, NOTHING
from trainer.yaml_text import Report

_ALONE: Final = frozenset({"pre", "figure", "div", CHECK, NOTHING})
_BLOCK_PARENTS: Final = frozenset({"div", "li", "td", "th", "dd", "blockquote", "aside"})
_STAND_INS: Final = frozenset({CALLOUT, HEADING, NOTHING})
_ALIGNMENTS: Final = frozenset({"left", "center", "right"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIGHEST: Final = 3
_LONGEST_LABEL: Final = 100


def dress(root: Element, report: Report, *, has_headings: bool) -> None:
    """Dress the elements below `root`. `has_headings` tells whether headings belong into this text."""
    dresser = _Dresser(report=report, has_headings=has_headings)
    dresser.dress(root)
    _settle(root, report)


@dataclass(slots=True, kw_only=True)
class _Dresser:
    report: Report
    has_headings: bool
    _level: int = _HIGHEST - 1

    def dress(self, parent: Element) -> None:
        children = list(parent)
        for child in children:
            parent.remove(child)
        for child in children:
            self.dress(child)
            tail, child.tail = child.tail, None
            dressed = list(self._dressed(child))
            parent.extend(dressed)
            if tail and len(parent):
                parent[-1].tail = (parent[-1].tail or "") + tail
            elif tail:
                parent.text = (parent.text or "") + tail

    def _dressed(self, element: Element) -> Iterator[Element]:
        """What takes the place of an element, whose own children are dressed."""
        if element.tag == "p" and _holds_only(element, _is_alone):
            yield from (child for child in _without_tails(element) if child.tag != NOTHING)
        elif element.tag == "p" and _holds_only(element, _is_display):
            for formula in _without_tails(element):
                frame = Element("div", {"class": "formula"})
                frame.append(formula)
                yield frame
        elif element.tag == "blockquote":
            yield from self._quotes(element)
        elif element.tag == "table":
            yield _framed(element)
        elif element.tag in _HEADINGS:
            yield self._heading(element)
        else:
            yield element

    def _quotes(self, quote: Element) -> Iterator[Element]:
        """The quote, cut where callouts begin."""
        current = Element("blockquote")
        for child in list(quote):
            if child.tag == "p" and len(child) and child[0].tag == CALLOUT and not (child.text or "").strip():
                if len(current):
                    yield current
                current = self._callout(child)
            else:
                current.append(child)
        if len(current):
            yield current

    def _callout(self, title: Element) -> Element:
        mark = title[0]
        kind = mark.get("kind", "")
        if kind not in CALLOUTS:
            known = suggestion(kind, tuple(CALLOUTS), "")
            self.report.error(int(mark.get("line", "1")), f"'[!{kind}]' is not a callout; {known}")
            kind = "note"
        callout = Element("aside", {"class": f"callout callout-{kind}", "role": "note"})
        heading = SubElement(callout, "p", {"class": "callout-title"})
        words = SubElement(heading, "span", {"class": "callout-kind"})
        rest = (mark.tail or "").lstrip()
        has_title = bool(rest.strip()) or len(title) > 1
        words.text = CALLOUTS[kind] + (":" if has_title else "")
        words.tail = f" {rest}" if has_title else None
        heading.extend(title[1:])
        _trim(heading)
        return callout

    def _heading(self, heading: Element) -> Element:
        mark = next((child for child in heading if child.tag == HEADING), None)
        if mark is None or not self.has_headings:
            if mark is not None:
                self.report.error(
                    int(mark.get("line", "1")), "headings stand only in the text of a module; write '**words**' instead"
                )
            return _paragraph_of(heading, mark)
        level, line = int(mark.get("level", "3")), int(mark.get("line", "1"))
        if level < _HIGHEST:
            cure = "within lists and quotes begin with '###'"
            self.report.error(line, f"a section's heading stands at the left edge; {cure}")
        elif level > self._level + 1:
            self.report.warn(line, f"this heading skips a level; write it with {self._level + 1} '#'")
        if mark.get("id"):
            self.report.warn(line, "only sections have ids; remove the braces, or make this a section with '##'")
        self._level = max(level, _HIGHEST)
        heading.tag = f"h{self._level}"
        heading.remove(mark)
        _trim(heading)
        return heading


def _paragraph_of(heading: Element, mark: Element | None) -> Element:
    if mark is not None:
        heading.remove(mark)
    heading.tag = "strong"
    paragraph = Element("p")
    paragraph.append(heading)
    return paragraph


def _trim(element: Element) -> None:
    """Drop the space that stood before a token at the end."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() or None
    elif element.text:
        element.text = element.text.rstrip()


def _is_alone(element: Element) -> bool:
    return element.tag in _ALONE


def _is_display(element: Element) -> bool:
    return element.tag == "math" and element.get("display") == "block"


def _holds_only(parent: Element, accepts: Callable[[Element], bool]) -> bool:
    """Whether an element holds nothing but children of one kind and white space."""
    texts = [parent.text, *(child.tail for child in parent)]
    return len(parent) > 0 and all(map(accepts, parent)) and not any((text or "").strip() for text in texts)


def _without_tails(parent: Element) -> list[Element]:
    children = list(parent)
    for child in children:
        child.tail = None
    return children


def _framed(table: Element) -> Element:
    """The table in a frame that scrolls and can be reached by keyboard."""
    for cell in (cell for row in table.iter("tr") for cell in row):
        alignment = cell.attrib.pop("align", None)
        if alignment in _ALIGNMENTS:
            cell.set("class", f"align-{alignment}")
        if cell.tag == "th" and not cell.get("scope"):
            cell.set("scope", "col")
    heads = (" ".join("".join(head.itertext()).split()) for head in table.iter("th") if head.get("scope") == "col")
    label = "Table: " + ", ".join(head for head in heads if head)
    attributes = {"class": "table-frame", "role": "region", "tabindex": "0", "aria-label": label[:_LONGEST_LABEL]}
    frame = Element("div", attributes)
    frame.append(table)
    return frame


def _settle(root: Element, report: Report) -> None:
    """Keep figures and blocks of code where a page may hold them, and nothing that only stood for something."""
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == "figure":
                line = int(child.attrib.pop("data-line", "1"))
                if parent.tag not in _BLOCK_PARENTS:
                    report.error(line, "a picture stands in a paragraph of its own; put empty lines around it")
                    picture = child[0]
                    picture.tail = child.tail
                    parent[place] = picture
            elif child.tag == "pre" and parent.tag not in _BLOCK_PARENTS:
                child.tag = "code"
                child.text = "".join(child.itertext())
                del child[:]
            elif child.tag in _STAND_INS:
                child.tag = "span"
                child.attrib.clear()
