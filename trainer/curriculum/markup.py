"""Parses Markdown, and lets only safe HTML through: the one file that knows the libraries for both."""

import re
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

import markdown
from bleach.sanitizer import Cleaner
from markdown.blockprocessors import OListProcessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor

from trainer.curriculum.formulas import ATTRIBUTES as FORMULA_ATTRIBUTES
from trainer.curriculum.formulas import ELEMENTS as FORMULA_ELEMENTS
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

_Accepts = Callable[[str], bool]
_ID: Final = re.compile(r"(?:fn|fnref)-[A-Za-z0-9_-]+")
_OWN_PATH: Final = re.compile(r"/(?![/\\])[^\s\"'<>\\]*")
_ADDRESS: Final = re.compile(r"https://[^\s\"'<>\\]+|mailto:[^\s\"'<>\\]+|#[A-Za-z0-9_.:-]+")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


def _one_of(*words: str) -> _Accepts:
    return lambda value: value in words


def _like(*patterns: re.Pattern[str]) -> _Accepts:
    return lambda value: any(pattern.fullmatch(value) for pattern in patterns)


def _any(_value: str) -> bool:
    return True


_CALLOUT_CLASSES: Final = tuple(f"callout callout-{kind}" for kind in ("note", "practice", "caution", "safety"))
_CELL: Final = {"class": _one_of("align-left", "align-center", "align-right")}
_ALLOWED: Final[Mapping[str, Mapping[str, _Accepts]]] = MappingProxyType(
    {
        "a": {
            "href": _like(_OWN_PATH, _ADDRESS),
            "class": _one_of("cite", "term", "footnote-back"),
            "rel": _one_of("noopener noreferrer"),
            "id": _like(_ID),
            "aria-label": _any,
            "data-note": _like(re.compile(r"note-[A-Za-z0-9_.:-]+")),
        },
        "aside": {"class": _one_of(*_CALLOUT_CLASSES), "role": _one_of("note")},
        "blockquote": {},
        "br": {},
        "code": {},
        "dd": {},
        "div": {
            "class": _one_of("table-frame", "formula"),
            "role": _one_of("region"),
            "tabindex": _one_of("0"),
            "aria-label": _any,
        },
        "dl": {},
        "dt": {},
        "em": {},
        "figcaption": {},
        "figure": {},
        "h3": {},
        "h4": {},
        "h5": {},
        "h6": {},
        "hr": {},
        "i": {},
        "img": {
            "src": _like(_OWN_PATH),
            "alt": _any,
            "width": _like(_NUMBER),
            "height": _like(_NUMBER),
            "loading": _one_of("lazy"),
        },
        "li": {"id": _like(_ID)},
        "ol": {"start": _like(_NUMBER), "class": _one_of("footnotes")},
        "p": {"class": _one_of("callout-title")},
        "pre": {},
        "span": {
            "class": _one_of("cites", "cites-by-name", "callout-kind", "task"),
            "role": _one_of("img"),
            "aria-label": _any,
        },
        "strong": {},
        "sup": {"class": _one_of("footnote-mark")},
        "table": {},
        "tbody": {},
        "td": _CELL,
        "th": {**_CELL, "scope": _one_of("col")},
        "thead": {},
        "tr": {},
        "ul": {},
        **dict.fromkeys(INLINE_NAMES - {"sup"}, MappingProxyType({})),
        **{name: dict.fromkeys(FORMULA_ATTRIBUTES.get(name, ()), _any) for name in FORMULA_ELEMENTS},
    }
)


class MarkdownEngine:
    """A parser of Markdown and a door for HTML. Not to be shared between threads."""

    def __init__(self) -> None:
        self._engine = _engine()
        self._cleaner = Cleaner(
            tags=frozenset(_ALLOWED),
            attributes=_is_allowed,
            protocols=frozenset({"https", "mailto"}),
            strip_comments=True,
        )

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
        return trusted(self._cleaner.clean(html))


def _is_allowed(tag: str, name: str, value: str) -> bool:
    accepts = _ALLOWED.get(tag, {}).get(name)
    return accepts is not None and accepts(value)


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
