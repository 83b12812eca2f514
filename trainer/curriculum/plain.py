"""Turns the core's values into JSON text and back, exactly."""

import json
from datetime import date, datetime
from fractions import Fraction
from typing import Final, TypeVar
from uuid import UUID

from cattrs import Converter

from trainer.curriculum.requirements import KINDS
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.safe_html import Html, trusted

Value = TypeVar("Value")

_converter = Converter(forbid_extra_keys=True)
for kind, write, read in (
    (datetime, datetime.isoformat, datetime.fromisoformat),
    (date, date.isoformat, date.fromisoformat),
    (UUID, str, UUID),
    (Fraction, str, Fraction),
):
    _converter.register_unstructure_hook(kind, write)
    _converter.register_structure_hook(kind, lambda text, _kind, read=read: read(text))


_converter.register_structure_hook(Html, lambda text, _kind: trusted(text))
# A cell of a table is a text or a number, as JSON tells them apart.
_converter.register_structure_hook_func(lambda kind: kind == str | int | float, lambda value, _kind: value)

# A requirement says of which kind it is, since what it asks for depends on that.
_KINDS: Final = {each.kind: each for each in KINDS}
_converter.register_unstructure_hook_func(
    lambda kind: kind is Requirement,
    lambda value: {"kind": value.kind, **_converter.unstructure(value, unstructure_as=type(value))},
)
_converter.register_structure_hook_func(
    lambda kind: kind is Requirement,
    lambda value, _kind: _converter.structure(
        {key: each for key, each in value.items() if key != "kind"}, _KINDS[value["kind"]]
    ),
)


def to_text(value: object) -> str:
    """A value as JSON; equal values give equal text."""
    return json.dumps(_converter.unstructure(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(kind: type[Value], text: str) -> Value:
    """The value of a text that `to_text` made. Raises an exception of cattrs where it was made of another kind."""
    return _converter.structure(json.loads(text), kind)
