"""The one door through which an author's text becomes HTML."""

import re
from functools import lru_cache
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

import markdown
from bleach.sanitizer import Cleaner
from markdown.blockprocessors import OListProcessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor

from trainer.curriculum.allowed_html import PROTOCOLS, TAGS, is_allowed
from trainer.curriculum.html_names import INLINE_NAMES
from trainer.curriculum.safe_html import Html, trusted

_UNUSED_PATTERNS: Final = (
    "backtick",
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
)
_UNUSED_BLOCKS: Final = ("setextheader", "reference")
_KEPT: Final = 400  # sections and short texts: those of four long modules, some megabytes


class MarkdownEngine:
    """A parser of Markdown, and the way to the door for HTML. Not to be shared between threads."""

    def __init__(self) -> None:
        self._engine = _engine()

    def parse(self, text: str) -> Element:
        """The elements of a text, below a `div`. HTML in the text is not parsed: it means itself."""
        self._engine.reset()
        root = self._engine.parser.parseDocument(text.strip("\n").split("\n")).getroot()
        return self._worked(Element("div") if root is None else root)

    def parse_line(self, text: str) -> Element:
        """The elements of a line that is no block (a title such as '1. First'), in a `span`."""
        self._engine.reset()
        root = Element("div")
        SubElement(root, "p").text = text
        line = self._worked(root)[0]
        line.tag = "span"
        return line

    def _worked(self, root: Element) -> Element:
        for step in self._engine.treeprocessors:
            changed = step.run(root)
            root = root if changed is None else changed
        return root

    def html(self, *elements: Element) -> Html:
        """The elements as HTML that may join a page."""
        written = "".join(tostring(element, encoding="unicode", method="html") for element in elements)
        return self.clean(written.strip())

    def inner_html(self, element: Element) -> Html:
        """What an element holds, as HTML that may join a page."""
        container = Element("span")
        container.text = element.text
        container.extend(element)
        written = tostring(container, encoding="unicode", method="html")
        return self.clean(written.removeprefix("<span>").removesuffix("</span>"))

    def text(self, words: str) -> Html:
        """Plain words as HTML."""
        return self.clean(escape(words))

    def clean(self, html: str) -> Html:
        """Any HTML, with everything that is not on our lists shown as text or dropped, and every element closed."""
        return _cleaned(html)


@lru_cache(_KEPT)
def _cleaned(html: str) -> Html:
    """What came through once comes through again at no cost: of a text that is being written little has changed."""
    cleaner = Cleaner(tags=TAGS, attributes=is_allowed, protocols=PROTOCOLS, strip_comments=True)
    return trusted(cleaner.clean(html))


def _engine() -> markdown.Markdown:
    engine = markdown.Markdown(extensions=[TableExtension(use_align_attribute=True), DefListExtension()])
    for name in _UNUSED_PATTERNS:
        engine.inlinePatterns.deregister(name)
    for name in _UNUSED_BLOCKS:
        engine.parser.blockprocessors.deregister(name)
    engine.parser.blockprocessors.register(_NumberedList(engine.parser), "olist", 40)
    engine.inlinePatterns.register(_InlineHtml(), "inline_html", 90)
    return engine


class _NumberedList(OListProcessor):
    """A list that begins with the number its author gave it."""

    LAZY_OL = False


class _InlineHtml(InlineProcessor):
    """The few elements that an author may write as HTML, in pairs that the scanner has matched."""

    def __init__(self) -> None:
        super().__init__(rf"<({'|'.join(sorted(INLINE_NAMES))})>(.+?)</\1>")

    # Overrides and name are the library's; its stubs describe the older signature.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element(m[1])
        element.text = m[2]
        return element, m.start(), m.end()
