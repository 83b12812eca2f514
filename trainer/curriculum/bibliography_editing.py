"""Changes, adds and removes entries of a bibliography, each within its own lines."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from trainer.curriculum.bibliography_entries import EntryPlace, FieldPlace, read_entries
from trainer.curriculum.bibliography_writing import ORDER
from trainer.quizzes.editing_tree import CannotEdit
from trainer.yaml_text import Report

_COMMA: Final = re.compile(r"\s*,")
_REST_OF_LINE: Final = re.compile(r"[ \t]*\n")
_NOWHERE: Final = "this text is not valid BibTeX there, so no form can change it; mend it in the text first"


def changed(text: str, key: str, kind: str, values: Mapping[str, str | None]) -> str:
    """The text with an entry of another kind or with other values, as BibTeX writes them without braces.

    None takes a field out; a field that is not named keeps its bytes, as does every other entry. Raises CannotEdit.
    """
    entry = entry_at(text, key)
    own = text[entry.start : entry.end]
    if kind != entry.kind:
        own = f"@{kind}{own[1 + len(entry.kind) :]}"
    for name, value in values.items():
        own = _with_value(own, name, value)
    _require(own, entry, kind, values)
    return text[: entry.start] + own + text[entry.end :]


def without(text: str, key: str) -> str:
    """The text without an entry and the empty lines behind it. Raises CannotEdit."""
    entry = entry_at(text, key)
    before, after = text[: entry.start], text[entry.end :]
    if not before or before.endswith("\n"):
        after = re.sub(r"\A[ \t]*\n", "", after)
    if not before or before.endswith("\n\n"):
        after = re.sub(r"\A[ \t]*\n", "", after)
    return before + after if after.strip() or not before.strip() else before.rstrip("\n") + "\n"


def added(text: str, entries: Iterable[str]) -> str:
    """The text with entries below it, each a text of its own lines. Raises CannotEdit."""
    new = "\n".join(entries)
    if not new:
        return text
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    whole, at = f"{text}{gap}{new}", len(text) + len(gap)
    first = next((entry for entry in read_entries(whole, Report("")) if entry.end > at), None)
    if first is None or first.start < at:
        line = first.line if first else None
        raise CannotEdit("an entry of the bibliography is never closed; mend it in the text first", line)
    return whole


def entry_at(text: str, key: str) -> EntryPlace:
    """The entry with a key. Raises CannotEdit where it is not there, there twice, or cannot be read."""
    entries = [entry for entry in read_entries(text, Report("")) if entry.key == key]
    if not entries:
        raise CannotEdit(f"there is no entry '{key}' any more")
    if len(entries) > 1:
        raise CannotEdit(f"the key '{key}' stands twice; keep one in the text first", entries[1].line)
    if not entries[0].is_whole:
        raise CannotEdit(_NOWHERE, entries[0].line)
    return entries[0]


def _with_value(own: str, name: str, value: str | None) -> str:
    """An entry's text with one field changed, added or taken out."""
    entry = next(read_entries(own, Report("")))
    field = entry.field(name)
    if field and value is not None:
        return own[: field.value_start] + f"{{{value}}}" + own[field.end :]
    if field:
        return _without_field(own, field)
    return own if value is None else _with_field(own, entry, name, value)


def _without_field(own: str, field: FieldPlace) -> str:
    comma = _COMMA.match(own, field.end)
    end = comma.end() if comma else field.end
    line = own.rfind("\n", 0, field.start) + 1
    if not own[line : field.start].strip() and (rest := _REST_OF_LINE.match(own, end)):
        return own[:line] + own[rest.end() :]
    return own[: field.start].rstrip(" \t") + own[end:]


def _with_field(own: str, entry: EntryPlace, name: str, value: str) -> str:
    """A new field stands behind those that stand before it in other entries."""
    place = _place(name)
    before = [field for field in entry.fields if _place(field.name.lower()) <= place]
    last = before[-1] if before else None
    at = last.end if last else own.index(entry.key, 1 + len(entry.kind)) + len(entry.key)
    indent = _indent(own, last or (entry.fields[0] if entry.fields else None))
    new = f"{indent}{name} = {{{value}}}"
    if comma := _COMMA.match(own, at):
        is_followed = bool(re.match(r"\s*\w", own[comma.end() :]))
        return own[: comma.end()] + new + ("," if is_followed else "") + own[comma.end() :]
    return f"{own[:at]},{new}{own[at:]}"


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _indent(own: str, field: FieldPlace | None) -> str:
    """What stands before a field: a line's end with its indent, or a space."""
    if field is None:
        return "\n  " if "\n" in own else " "
    line = own.rfind("\n", 0, field.start)
    before = own[line + 1 : field.start]
    return " " if line < 0 or before.strip() else f"\n{before}"


def _require(own: str, entry: EntryPlace, kind: str, values: Mapping[str, str | None]) -> None:
    """Hold that the entry's text is this one entry with the new values: then every other one is read as before."""
    found = list(read_entries(own, Report("")))
    is_whole = len(found) == 1 and found[0].is_whole and (found[0].start, found[0].end) == (0, len(own))
    if not is_whole or (found[0].kind, found[0].key) != (kind, entry.key):
        raise CannotEdit(_NOWHERE, entry.line)
    said = {field.name.lower(): field.value for field in found[0].fields if field.name.lower() in values}
    if said != {name: value for name, value in values.items() if value is not None}:
        raise CannotEdit(_NOWHERE, entry.line)
