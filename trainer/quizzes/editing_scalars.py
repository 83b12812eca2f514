"""Writes a text as YAML in the style that its field had, or the plainest that holds it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeAlias

from ruamel.yaml.nodes import MappingNode, ScalarNode

from trainer.quizzes.editing_tree import BLOCK_STYLES, CannotEdit, Source, compose
from trainer.quizzes.editing_wrapping import wrap

Scalar: TypeAlias = str | bool | int | Decimal

WIDTH: Final = 120
STEP: Final = 2
_TAG: Final = "tag:yaml.org,2002:"
_HEADER: Final = "|>+-0123456789"
_CANNOT: Final = "this text cannot be kept: it has a character or white space that YAML would change; take it out"


@dataclass(frozen=True, slots=True)
class Written:
    """A value as YAML: what stands in the key's line, and the lines below it."""

    inline: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a value is written, and how the one before it was.

    `column` is that of the key, `begin` that of the value, `body` that of lines below the key. `style`
    is the old value's ("" for plain, None for a new field), with its header and lines in block form.
    A line may reach `width`: further than usual where the old one did.
    """

    column: int
    begin: int
    body: int
    is_flow: bool = False
    style: str | None = None
    header: str = ""
    lines: tuple[str, ...] = ()
    width: int = WIDTH

    def fits(self, inline: str) -> bool:
        """Whether a value still fits into the line of its key."""
        return self.begin + len(inline) <= self.width


def spot_of(source: Source, node: ScalarNode, spot: Spot) -> Spot:
    """The spot with the style of the value that stands there."""
    style = node.style or ""
    if style not in BLOCK_STYLES:
        end = int(node.end_mark.index)
        return replace(spot, style=style, width=max(WIDTH, source.column(end)))
    start = int(node.start_mark.index)
    first, last = source.next_line(start), source.end(node, start)
    lines = source.text[first:last].splitlines() if last > first else []
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), spot.body)
    stripped = tuple(line[indent:] for line in lines)
    header = source.text[start : header_end(source, node)]
    return replace(spot, style=style, body=indent, header=header, lines=stripped)


def header_end(source: Source, node: ScalarNode) -> int:
    """Where the mark that opens a block (such as `>-`) ends."""
    at = int(node.start_mark.index)
    while at < len(source.text) and source.text[at] in _HEADER:
        at += 1
    return at


def write_scalar(value: Scalar, spot: Spot) -> Written:
    """Write a value so that it is read back as it is. Raises CannotEdit where nothing can hold it.

    Line breaks of any kind become LF. White space at the ends is kept where YAML can hold it; the
    quiz's reader drops it in any case.
    """
    if not isinstance(value, str):
        return Written(bare(value))
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    for wanted in dict.fromkeys((text, text.strip())):
        for written in _candidates(wanted, spot):
            if _reads_back(written, wanted, spot):
                return written
    raise CannotEdit(_CANNOT)


def bare(value: bool | int | Decimal) -> str:
    """A value that is no text, as YAML writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            if not value.is_finite():
                raise CannotEdit("this is not a number; write digits")
            return format(value, "f")


def same_value(node: ScalarNode, value: Scalar) -> bool:
    """Whether a value is what stands there already."""
    if not isinstance(value, str):
        return node.style is None and node.value == bare(value)
    return str(node.tag) == f"{_TAG}str" and shown(node) == value


def shown(node: ScalarNode) -> str:
    """The words of a value; the line break that ends a block belongs to the block, not to its words."""
    words = str(node.value)
    return words.rstrip("\n") if node.style in BLOCK_STYLES else words


def _candidates(text: str, spot: Spot) -> Iterator[Written]:
    single, double = Written("'" + text.replace("'", "''") + "'"), Written(f'"{text}"')
    if not text:
        yield single
        return
    if "\n" not in text:
        quoted = ([double] if '"' not in text and "\\" not in text else []) + [single]
        lines = {"'": [single], '"': quoted}.get(spot.style or "", [Written(text), single])
        if spot.is_flow:
            yield from lines
        elif spot.style not in BLOCK_STYLES:
            yield from (line for line in lines if spot.fits(line.inline))
    if not spot.is_flow:
        yield from _blocks(text, spot)
    if "\n" not in text:
        yield single
    indent = " " * (spot.column + STEP)
    yield Written(re.sub(r"\n+", lambda breaks: f"{breaks[0]}\n{indent}", single.inline))


def _blocks(text: str, spot: Spot) -> Iterator[Written]:
    if not text.removesuffix("\n").rpartition("\n")[2].strip():
        return  # a last line of spaces cannot be told from the white space after the value
    folded, literal = _folded(text, spot), _literal(text, spot)
    has_paragraphs = "" in spot.lines
    is_short = spot.body + len(text) <= WIDTH
    if spot.style == "|" and ("\n" in text or is_short):
        yield literal
    if "\n" not in text or (spot.style == ">" and has_paragraphs):
        yield folded
    yield literal
    yield folded


def _folded(text: str, spot: Spot) -> Written:
    lines = wrap(text.removesuffix("\n"), spot.lines if spot.style == ">" else (), WIDTH - spot.body)
    return Written(_header(text, ">", spot), _indented(lines, spot))


def _literal(text: str, spot: Spot) -> Written:
    lines = text.removesuffix("\n").split("\n")
    first = next(line for line in lines if line.strip())
    indicator = str(spot.body - spot.column) if first.startswith(" ") or lines[0] == "" else ""
    header = _header(text, "|", spot)
    return Written(header if indicator in header else header[0] + indicator + header[1:], _indented(lines, spot))


def _header(text: str, style: str, spot: Spot) -> str:
    kept = "".join(mark for mark in spot.header if not mark.isdigit())
    if spot.style == style and "+" not in kept:
        return kept
    return style if text.endswith("\n") else f"{style}-"


def _indented(lines: Sequence[str], spot: Spot) -> tuple[str, ...]:
    return tuple(" " * spot.body + line if line else "" for line in lines)


def _reads_back(written: Written, text: str, spot: Spot) -> bool:
    """Whether the project's own reader finds the text again, in surroundings like those of the spot."""
    inline = f"{{k: {written.inline}, z: z}}" if spot.is_flow else written.inline
    outer = spot.column
    root = compose("\n".join((" " * outer + "k: " + inline, *written.body, " " * outer + "z: z", "")))
    if not isinstance(root, MappingNode) or len(root.value) != 2:
        return False
    value = root.value[0][1]
    if spot.is_flow:
        if not isinstance(value, MappingNode) or len(value.value) != 2:
            return False
        value = value.value[0][1]
    if not isinstance(value, ScalarNode) or str(value.tag) != f"{_TAG}str":
        return False
    is_block = value.style in BLOCK_STYLES
    return value.value == text or (is_block and value.value == f"{text}\n")
