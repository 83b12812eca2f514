"""Cuts a typeset prompt at its gaps."""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element

from trainer.curriculum.token_filling import GAP

Cut: TypeAlias = list[Element | str]
"""Elements whose contents are words, and between them the names of gaps."""


def cut_at_gaps(paragraphs: Iterable[Element]) -> Cut:
    """The words of paragraphs, parted by line breaks, as well-formed elements between the names of gaps."""
    whole = Element("span")
    for paragraph in paragraphs:
        if len(whole) or whole.text:
            whole.extend([Element("br"), Element("br")])
        _add_text(whole, paragraph.text)
        for child in paragraph:
            whole.append(child)
    return _cut(whole)


def _cut(element: Element) -> Cut:
    """Copies of an element that each hold what stands between two gaps, at whatever depth those are."""
    cut: Cut = [_like(element)]
    last = cut[0]
    assert isinstance(last, Element)
    last.text = element.text
    for child in element:
        if child.tag == GAP:
            last = _like(element)
            cut += [child.get("name", ""), last]
        else:
            inner = _cut(child)
            for part in inner:
                if isinstance(part, str):
                    last = _like(element)
                    cut += [part, last]
                else:
                    last.append(part)
        _add_text(last, child.tail)
    return cut


def _like(element: Element) -> Element:
    return Element(element.tag, element.attrib)


def _add_text(element: Element, text: str | None) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (text or "")
    else:
        element.text = (element.text or "") + (text or "")
