"""Reads a quiz's source into nodes that know which of its characters are theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.yaml_text import Report, nearest, read_yaml

BLOCK_STYLES: Final = ("|", ">")
_NULL: Final = "tag:yaml.org,2002:null"


class CannotEdit(Exception):
    """What was asked for cannot be done to this source; the words say why and what to do.

    `line` is the line of the source that stands in the way, counted from 1, where there is one.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from `start` to before `end` give way to `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value: where the key begins, where the colon is over, where the value's own text ends."""

    key: str
    start: int
    colon: int
    value: Node
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a quiz with its YAML tree."""

    text: str
    root: MappingNode

    @property
    def newline(self) -> str:
        """The line break that the file uses."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def line_start(self, index: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of a character ends, before its line break."""
        end = self.text.find("\n", index)
        if end < 0:
            return len(self.text)
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next_line(self, index: int) -> int:
        """Where the line after that of a character begins, or the end of the text."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def column(self, index: int) -> int:
        """How many characters stand before one in its line."""
        return index - self.line_start(index)

    def line(self, index: int) -> int:
        """The number of a character's line, from 1."""
        return self.text.count("\n", 0, index) + 1

    def fields(self, mapping: MappingNode) -> tuple[Field, ...]:
        """The keys of a group in the author's order."""
        return tuple(self._field(key, value) for key, value in mapping.value)

    def values(self, mapping: MappingNode) -> dict[str, Node]:
        """The values of a group by key; of a key that stands twice the first."""
        found: dict[str, Node] = {}
        for field in self.fields(mapping):
            found.setdefault(field.key, field.value)
        return found

    def field(self, mapping: MappingNode, key: str) -> Field | None:
        """The field under a key, None where there is none. Raises CannotEdit where the key stands twice."""
        found = [pair for pair in mapping.value if str(pair[0].value) == key]
        if len(found) > 1:
            line = self.line(found[1][0].start_mark.index)
            raise CannotEdit(f"the key '{key}' stands twice; keep one in the source", line)
        return self._field(*found[0]) if found else None

    def end(self, node: Node, after: int) -> int:
        """Where a value's own text ends; `after` is where its key or dash ends, for a value that is not there."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, ScalarNode):
            if is_missing(node):
                return after
            return self._end_of_block(start, end) if node.style in BLOCK_STYLES else end
        if isinstance(node, MappingNode) and node.value and not node.flow_style:
            return self._field(*node.value[-1]).end
        if isinstance(node, SequenceNode) and node.value and not node.flow_style:
            return self.end(node.value[-1], self.dashes(node)[-1] + 1)
        return end

    def dashes(self, sequence: SequenceNode) -> tuple[int, ...]:
        """Where the dash of each entry of a list in block form stands."""
        found, at = [], int(sequence.start_mark.index)
        for item in sequence.value:
            while self.text[at] != "-":
                at = self._next_mark(at)
            found.append(at)
            at = self._next_mark(self.end(item, at + 1))
        return tuple(found)

    def _next_mark(self, index: int) -> int:
        """The first character of the next line that holds more than white space and comments."""
        at = self.next_line(index)
        while at < len(self.text):
            words = self.text[at : self.line_end(at)]
            if words.strip() and not words.lstrip().startswith("#"):
                return at + len(words) - len(words.lstrip())
            at = self.next_line(at)
        return at

    def _field(self, key: Node, value: Node) -> Field:
        at = int(key.end_mark.index)
        while self.text[at : at + 1].isspace():
            at += 1
        if self.text[at : at + 1] != ":":
            raise CannotEdit(f"the key '{key.value}' has no colon; write it as 'key: value'", self.line(at))
        colon = at + 1
        return Field(str(key.value), int(key.start_mark.index), colon, value, self.end(value, colon))

    def _end_of_block(self, start: int, end: int) -> int:
        header = self.text[start : self.line_end(start)]
        if "+" in header.partition(" ")[0]:
            return end - len(self.newline) if self.text[:end].endswith("\n") else end
        return self.line_end(start + len(self.text[start:end].rstrip()))


def read_source(text: str) -> Source:
    """Read the YAML of a quiz. Raises CannotEdit, with the reader's own words, where it cannot be read."""
    root = compose(text)
    if not isinstance(root, MappingNode) or any(_repeated(root)):
        report = Report("")
        read_yaml(text, report)
        problem = min(report.problems)
        raise CannotEdit(problem.message, problem.line)
    return Source(text, root)


def compose(text: str) -> Node | None:
    """The tree of a YAML 1.2 text, by the rules of `trainer.yaml_text`; None where there is none."""
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    reader.composer.warn_double_anchors = False  # YAML 1.2 allows them, and a warning would reach nobody
    try:
        root: Node | None = reader.compose(text)
    except (YAMLError, ValueError, RecursionError):
        return None
    return root


def is_flow(node: Node) -> bool:
    """Whether a list or a group is written in brackets or braces."""
    return bool(getattr(node, "flow_style", False))


def is_missing(node: Node) -> bool:
    """Whether nothing at all is written where a value belongs."""
    return str(node.tag) == _NULL and node.start_mark.index == node.end_mark.index


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))


def clash(edits: Iterable[Edit]) -> bool:
    """Whether two edits touch the same place, so that their order would matter."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return any(later.start < earlier.end or later.start == earlier.start for earlier, later in pairwise(ordered))


def unknown(key: str, known: Iterable[str]) -> str:
    """The end of a sentence about a key that cannot stand where it was asked for."""
    return nearest(key, tuple(known))


def _repeated(root: Node) -> Iterator[bool]:
    """For each node, whether it was met before: an alias."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        yield id(node) in seen
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            waiting.extend(node.value)
