"""Cuts an author's Markdown into lines of text, fenced blocks and comments."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

_FENCE: Final = re.compile(
    r"(?P<quote>(?: {0,3}>)*)(?P<before> *(?:(?:[-*+]|\d{1,9}[.)]) +)?)(?P<marks>`{3,}|~{3,})(?P<info>.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line outside fences and comments."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block. `prefix` is what stands before its marks; `content` begins on line `number` + 1."""

    number: int
    prefix: str
    info: str
    content: str
    last: int
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An HTML comment that begins a line."""

    number: int
    last: int


Piece: TypeAlias = Line | Fence | Comment


def cut(text: str, first_line: int = 1) -> Iterator[Piece]:
    """The pieces of a text in order; `first_line` is the file's line on which it begins."""
    lines = text.split("\n")
    ends = deque(index for index, line in enumerate(lines) if "-->" in line)
    index = 0
    while index < len(lines):
        line = lines[index]
        if fence := _opening(line):
            piece, index = _read_fence(lines, index, fence, first_line)
            yield piece
        elif line.lstrip().startswith("<!--") and (end := _end_of_comment(lines, index, ends)) is not None:
            yield Comment(number=first_line + index, last=first_line + end)
            if rest := lines[end].split("-->", 1)[1].strip():
                yield Line(number=first_line + end, text=rest)
            index = end + 1
        else:
            yield Line(number=first_line + index, text=line)
            index += 1


def _opening(line: str) -> re.Match[str] | None:
    fence = _FENCE.match(line)
    if fence and fence["marks"][0] == "`" and "`" in fence["info"]:
        return None  # a code span that begins a line
    return fence


def _read_fence(lines: Sequence[str], start: int, fence: re.Match[str], first_line: int) -> tuple[Fence, int]:
    depth = fence["quote"].count(">")
    indent = len(fence["before"])
    closing = re.compile(rf" *{re.escape(fence['marks'][0])}{{{len(fence['marks'])},}} *")
    content: list[str] = []
    index = start + 1
    is_closed = False
    while index < len(lines):
        inner = _without_quote(lines[index], depth)
        if inner is None:
            break
        index += 1
        if closing.fullmatch(inner):
            is_closed = True
            break
        content.append(_dedented(inner, indent))
    piece = Fence(
        number=first_line + start,
        prefix=fence["quote"] + fence["before"],
        info=fence["info"].strip(),
        content="\n".join(content),
        last=first_line + index - 1,
        is_closed=is_closed,
    )
    return piece, index


def _without_quote(line: str, depth: int) -> str | None:
    """The line inside `depth` quote marks; None where it has fewer: the quote has ended."""
    if not depth:
        return line
    found = re.match(rf"(?: {{0,3}}>){{{depth}}}", line)
    return line[found.end() :] if found else None


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _end_of_comment(lines: Sequence[str], start: int, ends: deque[int]) -> int | None:
    """The line that closes the comment; `ends` loses those already passed, so that the search stays linear."""
    after_start = lines[start].split("<!--", 1)[1]
    if "-->" in after_start:
        return start
    while ends and ends[0] <= start:
        ends.popleft()
    return ends[0] if ends else None
