"""Counts what a browser loads for a page, by following what its HTML, stylesheets and scripts name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.bench.visitor import Answer, Visitor

_TAG = re.compile(r"<(?:link|script|img|source|iframe|video|audio)\b[^>]*>")
_SOURCE = re.compile(r'\ssrc="([^"]+)"')
_LINK = re.compile(r'<link\b(?=[^>]*\srel="(?:stylesheet|preload|modulepreload|icon|manifest)")[^>]*\shref="([^"]+)"')
_NAMED = {
    "text/css": re.compile(r"""(?:url\(|@import\s)\s*["']?([^"')\s]+)"""),
    "text/javascript": re.compile(r"""\b(?:from|import)\s*\(?\s*["']([^"']+)["']"""),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One answer: its address, the bytes on the wire, and whether a browser keeps it."""

    url: str
    size: int
    is_kept: bool


def loaded(visitor: Visitor, path: str) -> tuple[Loaded, ...]:
    """Everything that a first visit of a page asks for, each once, the page itself first.

    A browser may do with less: it leaves out fonts that no letter needs, and pictures that are far below.
    """
    page = f"http://{visitor.host}{path}"
    waiting, seen = [page], []
    for url in waiting:
        answer = _fetch(visitor, url)
        seen.append(Loaded(url, answer.on_the_wire, "immutable" in answer.headers.get("cache-control", "")))
        waiting += [each for each in dict.fromkeys(_named(url, answer)) if each not in waiting]
    return tuple(seen)


def _fetch(visitor: Visitor, url: str) -> Answer:
    parts = urlsplit(url)
    if parts.netloc != visitor.host:
        raise RuntimeError(f"the page asks another host: {url}")
    answer = visitor.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    if answer.status != 200:
        raise RuntimeError(f"{url} answers {answer.status}")
    return answer


def _named(url: str, answer: Answer) -> Iterator[str]:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        names = [unescape(found[1]) for found in map(_loads, _TAG.findall(answer.text)) if found]
    elif kind in _NAMED:
        names = _NAMED[kind].findall(answer.text)
    else:
        names = []
    yield from (urljoin(url, name) for name in names if not name.startswith(("data:", "#")))


def _loads(tag: str) -> re.Match[str] | None:
    return _LINK.match(tag) if tag.startswith("<link") else _SOURCE.search(tag)
