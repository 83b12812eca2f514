"""Short ways to build the HTML of exercises."""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.found import ANSWER

Content: TypeAlias = str | Element
"""Words that are ours, or what was built already."""


def element(tag: str, *content: Content, **attributes: str) -> Element:
    """An element that holds this."""
    made = Element(tag, {attribute(name): value for name, value in attributes.items()})
    add(made, *content)
    return made


def attribute(name: str) -> str:
    """An attribute as HTML writes it: `aria_label` is aria-label, `class_` is class."""
    return name.rstrip("_").replace("_", "-")


def add(parent: Element, *content: Content) -> None:
    """Put content after what an element holds."""
    for each in content:
        if isinstance(each, Element):
            parent.append(each)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + each
        else:
            parent.text = (parent.text or "") + each


def fold(summary: str, *content: Content) -> Element:
    """What is hidden until somebody has thought for themselves; paper and search have it too."""
    return element("details", element("summary", summary), *content, class_=ANSWER)


def box() -> Element:
    """An empty box to tick on paper."""
    return element("span", "☐", class_="task", role="img", aria_label="Open")


def lines(labels: Iterable[Element]) -> Element:
    """Labels, each an item of a list, with room to write behind them."""
    return element("ul", *labels, class_="exercise-lines")


def plain(made: Element) -> str:
    """The words that an element shows, without the numbers of sources."""
    return " ".join("".join(_texts(made)).split())


def _texts(made: Element) -> Iterable[str]:
    yield made.text or ""
    for child in made:
        if child.get("class") not in ("cites", "footnote-mark"):
            yield from _texts(child)
        yield child.tail or ""
