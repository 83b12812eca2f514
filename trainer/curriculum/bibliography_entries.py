"""Reads BibTeX into entries that know which characters of the text are theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.exceptions import PybtexError
from pybtex.scanner import PybtexSyntaxError

from trainer.yaml_text import Report

_MOST_PUT_IN: Final = 200_000  # characters: strings made of strings could fill any memory


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """A field as it is written: `value` with its strings put in; its name and value by their characters in the text."""

    name: str
    value: str
    line: int
    start: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlace:
    """An entry as it is written, from its '@' to behind its last brace; `kind` is in lower case.

    `is_whole` is False where something in it could not be read.
    """

    kind: str
    key: str
    fields: tuple[FieldPlace, ...]
    line: int
    start: int
    end: int
    is_whole: bool

    def field(self, name: str) -> FieldPlace | None:
        """A field by its name in lower case."""
        return next((each for each in self.fields if each.name.lower() == name), None)


def read_entries(text: str, report: Report) -> Iterator[EntryPlace]:
    """The entries in the order of the text; what cannot be read goes into `report` with its line."""
    broken: list[int] = []

    def note(error: PybtexError) -> None:
        if not isinstance(error, UndefinedMacro):  # such a value is empty, and the rest is whole
            broken.append(reader.command_start)
        line = getattr(error, "lineno", None) or 1
        cure = "check braces, quotes and commas here and above"
        reason = f"{getattr(error, 'error_type', 'error')}: {error.args[0]}"
        report.error(line, f"this is not valid BibTeX ({reason}); {cure}")

    reader = _Reader(text, note)
    line, counted = 1, 0
    for entry in reader:
        line += text.count("\n", counted, reader.command_start)
        counted = reader.command_start
        kind = entry[0].lower()
        if kind in ("string", "preamble"):
            continue
        yield EntryPlace(
            kind=kind,
            key=entry[1][0] or "",
            fields=tuple(reader.places),
            line=line,
            start=reader.command_start,
            end=reader.pos,
            is_whole=not (broken and broken[-1] == reader.command_start),
        )


class _Reader(LowLevelParser):  # type: ignore[misc]  # the library ships no types
    """The library's reader, which remembers where each field stands."""

    def __init__(self, text: str, note: Callable[[PybtexError], None]) -> None:
        super().__init__(text, macros=dict(month_names), handle_error=note)
        self.places: list[FieldPlace] = []
        self._part_end = 0
        self._put_in = 0

    def parse_entry_fields(self) -> None:
        self.places = []
        super().parse_entry_fields()

    def parse_field(self) -> None:
        name = self.optional([self.NAME])
        if not name:
            return
        start, line = self.pos - len(name.value), self.lineno
        self.current_field_name = name.value
        self.required([self.EQUALS])
        self.eat_whitespace()
        value_start = self.pos
        self.parse_value()
        if self.current_value:
            self.places.append(
                FieldPlace(
                    name=name.value,
                    value="".join(self.current_value),
                    line=line,
                    start=start,
                    value_start=value_start,
                    end=self._part_end,
                )
            )

    def substitute_macro(self, name: str) -> str:
        value = str(super().substitute_macro(name))
        self._put_in += len(value)
        if self._put_in > _MOST_PUT_IN:
            self.handle_error(PybtexSyntaxError("strings make this text too long", self))
            return ""
        return value

    def parse_value_part(self) -> str:
        part = str(super().parse_value_part())
        self._part_end = self.pos
        return part
