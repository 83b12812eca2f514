"""The words of a section as a reader sees them, without any marks."""

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Final

from trainer.curriculum.rendered import Part, Prose, RenderedModule

OPENING: Final = "_"
"""Stands for the id of the text before the first section; no author can give it to a section."""

# static/scripts/notes.js reads a section by the same rules; a browser test holds the two together.
_BREAKS: Final = frozenset(
    "aside blockquote br dd div dl dt figcaption figure h3 h4 h5 h6 hr img li ol p pre table tbody td th thead tr ul".split()  # noqa: SIM905, E501 -- a list of quoted words is harder to read
)
_ALONE: Final = frozenset({"br", "hr", "img", "track"})
_MARKS: Final = frozenset({"cites", "footnote-mark", "footnote-back"})
_SPACES: Final = re.compile("[\t\n\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def section_texts(module: RenderedModule) -> Mapping[str, str]:
    """The words of each section of a module by the section's id, in order, and of its opening where it has one."""
    opening = {OPENING: section_text(module.opening)} if module.opening else {}
    return {**opening, **{section.id: section_text(section.parts) for section in module.sections}}


def section_text(parts: Sequence[Part]) -> str:
    """The words of a section's text, with single spaces; its knowledge checks and the numbers of sources left out."""
    reader = _Reader()
    for part in parts:
        if isinstance(part, Prose):
            reader.feed(part.html)
            reader.words.append(" ")
    reader.close()
    return single_spaced("".join(reader.words))


def single_spaced(text: str) -> str:
    """A text in which each run of white space is one space, with none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._inside_marks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.words.append(" ")
        if tag in _ALONE:
            return
        if self._inside_marks or _MARKS.intersection((dict(attrs).get("class") or "").split()):
            self._inside_marks += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- its signature
        self.words.append(" " if tag in _BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.words.append(" ")
        if self._inside_marks:
            self._inside_marks -= 1

    def handle_data(self, data: str) -> None:
        if not self._inside_marks:
            self.words.append(data)
