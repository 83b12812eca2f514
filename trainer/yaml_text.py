"""Reads an author's YAML into values that know their line."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.problem import Problem, Severity

ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TAG: Final = "tag:yaml.org,2002:"
_FOUND: Final = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "yes/no (true or false)",
    "timestamp": "a date",
    "null": "nothing",
    "seq": "a list",
    "map": "a group of keys",
}
_DEEPEST: Final = 40
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SourceText:
    """Words as their author wrote them; `line` is the file's line on which they begin."""

    text: str
    line: int


@dataclass(slots=True)
class Report:
    """The problems found so far in one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, line: int, message: str) -> None:
        """Note a mistake that stops publishing."""
        self.problems.append(Problem(self.file, line, message))

    def warn(self, line: int, message: str) -> None:
        """Note something that deserves a look and stops nothing."""
        self.problems.append(Problem(self.file, line, message, Severity.WARNING))


def read_yaml(text: str, report: Report, *, first_line: int = 1) -> "Fields | None":
    """Read a YAML 1.2 text whose top is a group of keys.

    `first_line` is the line of the file on which `text` begins. Returns None, with the reason in
    `report`, where the text is not YAML or its top is something else.
    """
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    reader.composer.warn_double_anchors = False  # YAML 1.2 allows them, and a warning would reach nobody
    try:
        node = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        report.error(line, f"this is not valid YAML ({error.problem or error.context}); "
                           "check indentation, quotes and colons here and just above")  # fmt: skip
        return None
    except RecursionError:
        report.error(first_line, "lists or groups are nested too deeply here; write them with fewer levels")
        return None
    except (YAMLError, ValueError) as error:
        report.error(first_line, f"this is not valid YAML ({_first_line(error)}); take out what is not plain text")
        return None
    if node is None:
        report.error(first_line, "there is nothing here; write the keys that the format asks for")
        return None
    if not _is_plain_tree(node, text, report, first_line):
        return None
    if not isinstance(node, MappingNode):
        report.error(first_line + node.start_mark.line, f"expected keys with values here, found {_kind(node)}")
        return None
    return Fields(node, report, first_line)


class Fields:
    """A group of keys being read; every key that is never asked for is reported by `finish`."""

    def __init__(self, node: MappingNode, report: Report, first_line: int) -> None:
        self.report = report
        self.line: int = first_line + node.start_mark.line
        self._first_line = first_line
        self._values: dict[str, Node] = {}
        self._key_lines: dict[str, int] = {}
        self._asked: set[str] = set()
        for key_node, value in node.value:
            key, line = str(key_node.value), first_line + key_node.start_mark.line
            if not isinstance(key_node, ScalarNode):
                report.error(line, "a key must be a word, not a list or a group")
            elif key in self._values:
                report.error(line, f"the key '{key}' stands twice (first in line {self._key_lines[key]}); keep one")
            else:
                self._values[key], self._key_lines[key] = value, line

    def keys(self) -> tuple[str, ...]:
        """The keys in the author's order; asking for them counts them all as known."""
        self._asked.update(self._values)
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Whether the author gave the key."""
        self._asked.add(key)
        return key in self._values

    def line_of(self, key: str) -> int:
        """The line of a key, or of the group where the key is missing."""
        return self._key_lines.get(key, self.line)

    def error(self, message: str, key: str | None = None) -> None:
        """Note a mistake at a key, or at the group."""
        self.report.error(self.line_of(key) if key else self.line, message)

    def warn(self, message: str, key: str | None = None) -> None:
        """Note something worth a look at a key, or at the group."""
        self.report.warn(self.line_of(key) if key else self.line, message)

    def text(self, key: str, *, required: bool = True, cure: str = "") -> SourceText | None:
        """The words under a key."""
        node = self._get(key, required, cure or f"add '{key}: ...'")
        return None if node is None else self._text(node, f"'{key}'")

    def words(self, key: str, *, required: bool = True, cure: str = "") -> str:
        """The words under a key without their place; empty where there are none."""
        found = self.text(key, required=required, cure=cure)
        return found.text if found else ""

    def texts(self, key: str, *, required: bool = False) -> tuple[SourceText, ...]:
        """A list of words."""
        found = (self._text(item, f"an entry of '{key}'") for item in self._list(key, required))
        return tuple(text for text in found if text)

    def id(self, key: str = "id") -> str | None:
        """An id (`[a-z0-9][a-z0-9-]*`); None where the key is missing or its value is no id."""
        found = self.text(key, required=False)
        if found is None:
            return None
        if not ID.match(found.text):
            self.error(f"'{found.text}' is not an id; use lower-case letters, digits and hyphens", key)
            return None
        return found.text

    def integer(self, key: str, default: int | None, *, least: int, most: int, required: bool = False) -> int | None:
        """A whole number from `least` to `most`."""
        node = self._get(key, required, f"add '{key}: {least}'")
        if node is None:
            return default
        value = node.value if self._is(node, "int") else ""
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.error(f"'{key}' must be a whole number from {least} to {most}, found {_shown(node)}", key)
            return default
        return int(value)

    def number(self, key: str, *, required: bool = True) -> Decimal | None:
        """A decimal number, exactly as written."""
        node = self._get(key, required, f"add '{key}: ...' with a number")
        if node is None:
            return None
        try:
            if not self._is(node, "int", "float") or len(node.value) > 30:
                raise InvalidOperation
            value = Decimal(node.value)
            if not value.is_finite() or abs(value.adjusted()) > 12:
                raise InvalidOperation
        except InvalidOperation:
            self.error(f"'{key}' must be a number, found {_shown(node)}", key)
            return None
        return value

    def yes_no(self, key: str, default: bool | None, *, required: bool = False) -> bool | None:
        """True or false."""
        node = self._get(key, required, f"add '{key}: true' or '{key}: false'")
        if node is None:
            return default
        if not self._is(node, "bool"):
            self.error(f"'{key}' must be true or false, found {_shown(node)}", key)
            return default
        return bool(node.value.lower() == "true")

    def date(self, key: str) -> date | None:
        """A calendar date such as 2027-11-01."""
        node = self._get(key, False, "")
        if node is None:
            return None
        try:
            if not isinstance(node, ScalarNode) or not _DATE.match(node.value):
                raise ValueError
            return date.fromisoformat(node.value)
        except ValueError:
            self.error(f"'{key}' must be a date such as 2027-11-01, found {_shown(node)}", key)
            return None

    def one_of(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        """One word of a closed list; `default` where the key is missing or wrong."""
        found = self.text(key, required=False)
        if found is None:
            return default
        if found.text not in {choice.value for choice in choices}:
            known = [choice.value for choice in choices]
            self.error(f"'{found.text}' is not a choice for '{key}'; {nearest(found.text, known)}", key)
            return default
        return choices(found.text)

    def group(self, key: str, *, required: bool = False, cure: str = "") -> "Fields | None":
        """The group of keys under a key."""
        node = self._get(key, required, cure or f"add '{key}:' with its keys below")
        return None if node is None else self._group(node, f"'{key}'")

    def groups(self, key: str, *, required: bool = False, cure: str = "") -> "tuple[Fields, ...]":
        """A list of groups of keys."""
        found = (self._group(item, f"an entry of '{key}'") for item in self._list(key, required, cure))
        return tuple(group for group in found if group)

    def is_text(self, key: str) -> bool:
        """Whether the value is a single word or sentence, not a list or a group."""
        return isinstance(self._values.get(key), ScalarNode)

    def finish(self) -> None:
        """Report every key that was never asked for, with the nearest known one."""
        for key in self._values:
            if key not in self._asked:
                self.error(f"unknown key '{key}'; {nearest(key, sorted(self._asked))}", key)

    def _get(self, key: str, required: bool, cure: str) -> Node | None:
        self._asked.add(key)
        node = self._values.get(key)
        if node is None and required:
            self.error(f"'{key}' is missing; {cure}")
        if node is not None and self._is(node, "null"):
            self.error(f"'{key}' is empty; write its value or leave the key out", key)
            return None
        return node

    def _list(self, key: str, required: bool, cure: str = "") -> Sequence[Node]:
        node = self._get(key, required, cure or f"add '{key}:' with a list below")
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            self.error(f"'{key}' must be a list, found {_kind(node)}", key)
            return ()
        items: Sequence[Node] = node.value
        return items

    def _group(self, node: Node, what: str) -> "Fields | None":
        if not isinstance(node, MappingNode):
            self.report.error(self._line(node), f"{what} must be a group of keys, found {_kind(node)}")
            return None
        return Fields(node, self.report, self._first_line)

    def _text(self, node: Node, what: str) -> SourceText | None:
        line = self._line(node)
        if not self._is(node, "str"):
            is_empty = self._is(node, "null")
            cure = "write it in single quotes" if isinstance(node, ScalarNode) and not is_empty else "write a text"
            self.report.error(line, f"{what} must be text, found {_shown(node)}; {cure}")
            return None
        words = node.value.strip()
        if not words:
            self.report.error(line, f"{what} is empty; write the text or leave the key out")
            return None
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            blank_lines = node.value[: node.value.index(words[0])].count("\n")
            line += 1 + blank_lines
        return SourceText(words, line)

    def _line(self, node: Node) -> int:
        return int(self._first_line + node.start_mark.line)

    @staticmethod
    def _is(node: Node, *names: str) -> bool:
        return isinstance(node, ScalarNode) and str(node.tag) in {_TAG + name for name in names}


def _is_plain_tree(root: Node, text: str, report: Report, first_line: int) -> bool:
    """Refuse what makes a file mean something else than it shows: anchors, aliases, depth, lost backslashes."""
    seen: set[int] = set()
    is_plain = True
    for node, depth in _walk(root):
        line = first_line + node.start_mark.line
        if node.anchor is not None or id(node) in seen or depth > _DEEPEST:
            report.error(line, "anchors (&), aliases (*) and very deep nesting are not used here; write the text out")
            return False
        seen.add(id(node))
        if getattr(node, "style", None) == '"' and "\\" in text[node.start_mark.index : node.end_mark.index]:
            report.error(line, "a backslash in double quotes changes the letter after it; "
                               "write the text in single quotes or after '|'")  # fmt: skip
            is_plain = False
    return is_plain


def _walk(root: Node) -> Iterator[tuple[Node, int]]:
    waiting = [(root, 0)]
    seen: set[int] = set()
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting.extend((part, depth + 1) for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            waiting.extend((part, depth + 1) for part in node.value)


def _kind(node: Node) -> str:
    return _FOUND.get(str(node.tag).removeprefix(_TAG), "something else")


def _shown(node: Node) -> str:
    if isinstance(node, ScalarNode) and node.value and _kind(node) != "nothing":
        return f"{_kind(node)} '{node.value[:40]}'"
    return _kind(node)


def nearest(word: str, known: Sequence[str]) -> str:
    """The part of a cure that names the known word which an unknown one most likely meant."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), "unreadable")
