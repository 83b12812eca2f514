"""The canonical form of a fact: the bytes by which it can be sealed, exported and verified elsewhere."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import inspect

from trainer.storage.base import Fact

VERSION = 1
"""The form described here. A later form gets a higher number, and this one stays for facts sealed by it."""

Plain = str | int | bool


def canonical(fact: Fact) -> bytes:
    """The one form of a fact: its columns, its table's name and the version of the form, as JSON in UTF-8.

    Keys are sorted and nothing stands between them; text is kept as it is; an id is its usual text, a time is
    RFC 3339 in UTC with microseconds, a day is ISO 8601. A column without a value is left out, so that a column
    added later does not change the form of earlier facts.

    Raises ValueError for a fact that lacks what the database would ask of it, such as an id before it is stored,
    or that holds a time without a zone.
    """
    mapper = inspect(fact).mapper
    columns: dict[str, Plain] = {}
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        value = getattr(fact, attribute.key)
        if value is not None:
            columns[column.name] = _plain(value)
        elif not column.nullable:
            raise ValueError(f"{mapper.local_table.name} without {column.name} has no canonical form yet")
    form = {"fact": columns, "table": mapper.local_table.name, "version": VERSION}
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> Plain:
    match value:
        case str() | int():
            return value
        case UUID():
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise ValueError("a time without a zone has no canonical form")
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"no canonical form is agreed for {type(value).__name__}")
