"""Sets lists and quotes straight for Markdown, which nests by four spaces and joins neighbours."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

DEEPEST: Final = 8
_MARKER: Final = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +|\Z)(?P<rest>.*)")
_TAB: Final = 4


class _Last(Enum):
    """What the line before was."""

    BLANK = auto()
    ITEM = auto()
    TEXT = auto()
    TABLE = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A list item that is open: columns of its marker and of its text."""

    marker: int
    content: int
    is_ordered: bool


def set_straight(lines: Sequence[str], separator: Callable[[], str], depth: int = 0) -> list[str]:
    """The lines with each nested list four spaces deeper, whether its author used two, three or four.

    A list, table or quote that follows a paragraph gets an empty line before it; two quotes, or two lists
    of different kinds, get a paragraph of `separator()` between them. Nesting deeper than `DEEPEST` is
    flattened, so that no text can exhaust the parser.
    """
    return _Straightener(lines=lines, separator=separator, depth=depth).run()


@dataclass(slots=True, kw_only=True)
class _Straightener:
    lines: Sequence[str]
    separator: Callable[[], str]
    depth: int
    _out: list[str] = field(default_factory=list)
    _open: list[_Item] = field(default_factory=list)
    _last: _Last = _Last.BLANK
    _quote_depth: int | None = None

    def run(self) -> list[str]:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not line.strip():
                self._put("", _Last.BLANK)
                index += 1
                continue
            content = line.lstrip(" ")
            indent = len(line) - len(content)
            closed = self._close(indent)
            if content.startswith(">") and self._is_here(indent):
                index = self._take_quote(index)
                continue
            marker = None if _is_rule(content) or not self._is_here(indent) else _MARKER.match(content)
            if marker:
                self._take_item(marker, indent, closed)
            else:
                self._take_text(line, content, indent)
            self._quote_depth = None
            index += 1
        return self._out

    def _put(self, line: str, last: _Last) -> None:
        self._out.append(line)
        self._last = last

    def _close(self, indent: int) -> _Item | None:
        """Close the items that a line at this column is not part of; the outermost of them."""
        closed = None
        while self._open and indent < self._open[-1].marker + 2:
            closed = self._open.pop()
        return closed

    def _is_here(self, indent: int) -> bool:
        """Whether a mark at this column counts; far to the right of any list it is code."""
        return bool(self._open) or indent < _TAB

    def _take_quote(self, start: int) -> int:
        """Take the lines of a quote; the index of the line after it."""
        inner: list[str] = []
        index = start
        while index < len(self.lines):
            content = self.lines[index].lstrip(" ")
            if not content.startswith(">"):
                break
            inner.append(content[1:].removeprefix(" "))
            index += 1
        level = len(self._open)
        if self._quote_depth == level and self._last is _Last.BLANK:
            self._put(self._indented(self.separator()), _Last.TEXT)
        if self._last is not _Last.BLANK:
            self._put("", _Last.BLANK)
        depth = self.depth + level + 1
        if depth >= DEEPEST:
            inner = [line.lstrip("> ") for line in inner]
        for line in set_straight(inner, self.separator, depth):
            self._put(self._indented(f"> {line}".rstrip()), _Last.QUOTE)
        self._quote_depth = level
        return index

    def _indented(self, text: str) -> str:
        return " " * (_TAB * len(self._open)) + text

    def _take_item(self, marker: re.Match[str], indent: int, closed: _Item | None) -> None:
        is_ordered = marker["number"] is not None
        if self._last is _Last.TEXT and closed is None and is_ordered and int(marker["number"]) != 1:
            self._take_text(" " * indent + marker[0], marker[0], indent)  # a sentence that goes on with '1984. '
            return
        if self._last not in (_Last.BLANK, _Last.ITEM):
            self._put("", _Last.BLANK)
        if closed is not None and closed.is_ordered != is_ordered:
            self._out += ["", self._indented(self.separator()), ""]
        if self._open and self.depth + len(self._open) >= DEEPEST:
            self._open.pop()
        mark = f"{marker['number']}." if is_ordered else marker["mark"]
        self._put(self._indented(f"{mark} {marker['rest']}"), _Last.ITEM)
        width = len(marker["mark"]) + min(len(marker["gap"]) or 1, _TAB)
        self._open.append(_Item(marker=indent, content=indent + width, is_ordered=is_ordered))

    def _take_text(self, line: str, content: str, indent: int) -> None:
        is_row = content.startswith("|")
        if is_row and self._last in (_Last.TEXT, _Last.ITEM):
            self._put("", _Last.BLANK)
        last = _Last.TABLE if is_row else _Last.TEXT
        if not self._open:
            self._put(line, last)
        elif self._last is _Last.ITEM and not is_row:  # the item's own words go on
            self._put(" " * (_TAB * (len(self._open) - 1)) + content, _Last.ITEM)
        else:
            extra = indent - self._open[-1].content
            self._put(self._indented(" " * extra + content if extra >= _TAB else content), last)


def _is_rule(content: str) -> bool:
    marks = content.replace(" ", "")
    return len(marks) >= 3 and marks[0] in "-*_" and not marks.strip(marks[0])
