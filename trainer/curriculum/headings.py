"""Recognises headings and proposes ids for them."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from typing import Final

_ATX: Final = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<rest>.*))?")
_ID: Final = re.compile(r"\{#(?P<id>[^{}]*)\}\Z")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|--+)[ \t]*")
_NOT_UNDERLINED: Final = re.compile(r"\s*\Z| {0,3}(?:[>#|]|[-*+](?:\s|\Z)|\d{1,9}[.)]\s)| {4}")
_MARKS: Final = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading made with '#'. `id` is None where the author gave none."""

    level: int
    words: str
    id: str | None


def read_heading(line: str) -> Heading | None:
    """The heading on a line, if there is one."""
    found = _ATX.fullmatch(line)
    if not found:
        return None
    rest = (found["rest"] or "").rstrip()
    given = _ID.search(rest)
    words = (rest[: given.start()] if given else rest).rstrip()
    without_closing = words.rstrip("#")
    if without_closing != words and (not without_closing or without_closing[-1] in " \t"):
        words = without_closing.rstrip()
    return Heading(level=len(found["marks"]), words=words.strip(), id=given["id"].strip() if given else None)


def is_underline(line: str, above: str) -> bool:
    """Whether a line of '=' or '-' makes the line above it a heading in other viewers."""
    return bool(_UNDERLINE.fullmatch(line)) and not _NOT_UNDERLINED.match(above)


def plain_words(words: str) -> str:
    """A heading's words without the marks of emphasis and code."""
    return _MARKS.sub("", unescape(words).replace("\\", "")).strip()


def propose_id(words: str, taken: Collection[str], fallback: str) -> str:
    """An id made from a heading's words that is not yet taken."""
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")[:60].strip("-") or fallback
    number = 1
    proposed = base
    while proposed in taken:
        number += 1
        proposed = f"{base}-{number}"
    return proposed
