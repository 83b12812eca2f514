"""Cuts a section into the blocks that a reader takes in at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trainer.curriculum.headings import plain_words, read_heading
from trainer.curriculum.source_pieces import Line, cut
from trainer.yaml_text import SourceText

_CALLOUT: Final = re.compile(r"\[!([A-Za-z]{1,40})\]")
_QUOTE: Final = re.compile(r"(?: {0,3}>)+ ?")
_ITEM: Final = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +")
_CITES: Final = re.compile(r"\[@|@[A-Za-z][\w:.-]*\]|\[\^")


class Shape(StrEnum):
    """What a block looks like."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that are read as one. `part` is the title of the level-three heading above, `callout` the callout's kind.

    `quoted` tells that it stands in a quotation, such as what patient and therapist say.
    """

    shape: Shape
    line: int
    lines: tuple[str, ...]
    part: str = ""
    callout: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """Its Markdown, without the marks of quotations."""
        return "\n".join(self.lines)

    @property
    def cites(self) -> bool:
        """Whether a source is cited in it, or a footnote stands for one."""
        return bool(_CITES.search(self.text))

    @property
    def introduces(self) -> bool:
        """Whether it says that something follows."""
        return self.shape is Shape.PARAGRAPH and self.text.rstrip(" *_").endswith(":")


def blocks(source: SourceText) -> Iterator[Block]:
    """The blocks of a text in order, without headings and fenced blocks; a list goes with what introduces it."""
    reader = _Reader()
    for piece in cut(source.text, source.line):
        if isinstance(piece, Line):
            reader.take(piece)
        else:
            reader.end()
    reader.end()
    held: Block | None = None
    for block in reader.found:
        if held and block.shape is Shape.LIST and block.callout == held.callout and block.quoted == held.quoted:
            yield _joined(held, block)
            held = None
            continue
        if held:
            yield held
        held = block if block.introduces else None
        if not held:
            yield block
    if held:
        yield held


def _joined(introduction: Block, block: Block) -> Block:
    return Block(
        shape=Shape.LIST,
        line=introduction.line,
        lines=(*introduction.lines, *block.lines),
        part=introduction.part,
        callout=introduction.callout,
        quoted=introduction.quoted,
    )


@dataclass(slots=True)
class _Reader:
    found: list[Block] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _line: int = 0
    _shape: Shape = Shape.PARAGRAPH
    _part: str = ""
    _callout: str = ""
    _quoted: bool = False
    _blank: bool = False

    def take(self, line: Line) -> None:
        marks = _QUOTE.match(line.text)
        text = line.text[marks.end() :] if marks else line.text
        if not text.strip():
            self._take_empty(quoted=bool(marks))
            return
        if bool(marks) != self._quoted:
            self.end()
            self._quoted = bool(marks)
        if callout := _CALLOUT.match(text) if marks else None:
            self.end()
            self._quoted, self._callout = True, callout[1].lower()
        elif heading := read_heading(text):
            self.end()
            self._part = plain_words(heading.words) if heading.level > 2 else ""
        else:
            self._add(text, line.number)

    def _take_empty(self, *, quoted: bool) -> None:
        if not quoted and self._quoted:
            self.end()
        elif self._shape is Shape.LIST and self._lines:
            self._blank = True  # the list goes on where another item or an indented line follows
        else:
            self._close()

    def _add(self, text: str, line: int) -> None:
        shape = _shape_of(text)
        is_inside = self._shape is Shape.LIST and (text.startswith("  ") or not self._blank)
        if self._lines and shape is not self._shape and not (shape is Shape.PARAGRAPH and is_inside):
            self._close()
        if not self._lines:
            self._line, self._shape = line, shape
        self._blank = False
        self._lines.append(text)

    def _close(self) -> None:
        if self._lines:
            self.found.append(
                Block(
                    shape=self._shape,
                    line=self._line,
                    lines=tuple(self._lines),
                    part=self._part,
                    callout=self._callout,
                    quoted=self._quoted,
                )
            )
        self._lines, self._shape, self._blank = [], Shape.PARAGRAPH, False

    def end(self) -> None:
        """End what is being read, with its quotation."""
        self._close()
        self._quoted, self._callout = False, ""


def _shape_of(text: str) -> Shape:
    if _ITEM.match(text):
        return Shape.LIST
    if text.lstrip().startswith("|"):
        return Shape.TABLE
    return Shape.FIGURE if text.startswith("![") else Shape.PARAGRAPH
