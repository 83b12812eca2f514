"""Writes safe HTML whose words were marked, and lets nothing else be in it than was in it before."""

from typing import Final
from xml.etree.ElementTree import Element, tostring

from trainer.curriculum.allowed_html import TAGS, is_allowed
from trainer.curriculum.safe_html import Html, trusted

MARKS: Final = frozenset({"del", "ins"})
"""The elements that mark what changed. What authors write never holds them."""
HEARD: Final = "visually-hidden"
"""The class of the word by which a mark is heard."""
_OURS: Final = frozenset({("span", "class", HEARD), ("details", "open", "")})
"""What joins a difference after the door: that word, and that no change stands in a closed fold."""


def marked_html(*elements: Element) -> Html:
    """The elements as HTML that may join a page.

    They were read from HTML that bleach had passed, and are held once more, one by one, against the same
    lists; beside these only marks may stand. Raises ValueError for anything else, which nobody wrote.
    """
    for root in elements:
        for element in root.iter():
            _require_allowed(element)
    return trusted("".join(tostring(element, encoding="unicode", method="html") for element in elements))


def _require_allowed(element: Element) -> None:
    tag = element.tag
    if tag not in TAGS and tag not in MARKS:
        raise ValueError(f"<{tag}> is not on our list")
    for name, value in element.items():
        if not is_allowed(tag, name, value) and (tag, name, value) not in _OURS:
            raise ValueError(f"{name} of <{tag}> is not on our list")
