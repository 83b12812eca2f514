"""Writes docs/schema.md from the tables themselves; a test finds it when the two differ."""

import inspect
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint
from sqlalchemy.orm import Mapper

from trainer.storage.base import Base, Fact
from trainer.storage.schema import metadata

FILE = Path(__file__).parents[2] / "docs" / "schema.md"
COMMAND = ".venv/bin/python -m tests.support.schema_document"

_TYPES = {"Uuid": "id", "Text": "text", "Moment": "time", "LargeBinary": "bytes", "Integer": "number"}
_HEAD = f"""# The schema

Every table of the database, the same on SQLite and PostgreSQL. Written from the models by `{COMMAND}`;
a test holds the two together. `docs/map.md` says what the tables are for.

A **fact** is added and never changed: triggers in the database refuse UPDATE, DELETE, REPLACE and TRUNCATE.
Besides the columns listed it has an `id`, the `person_id` whom it concerns, the `actor_id` who did it and the time
`at`; it has one canonical form (`trainer/storage/canonical.py`). **Immutable** tables are held by the same triggers.
The others change. A time is kept in UTC. References RESTRICT: what is referred to cannot be removed.
"""


def written() -> str:
    """The whole document."""
    mappers = sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table))
    contents = "\n".join(f"| [`{_name(mapper)}`](#{_name(mapper)}) | {_kind(mapper)} |" for mapper in mappers)
    parts = [_HEAD, f"| Table | Kind |\n|---|---|\n{contents}\n", *map(_section, mappers)]
    return "\n".join(parts)


def _section(mapper: Mapper[Base]) -> str:
    table = metadata.tables[_name(mapper)]
    common = set(Fact.__annotations__) | {"person_id", "actor_id"} if _kind(mapper) == "fact" else set()
    lines = [f"| `{column.name}` | {_words(column)} |" for column in table.columns if column.name not in common]
    rules = [f"- {rule}" for rule in sorted(_rules(table))]
    words = inspect.getdoc(mapper.class_) or ""
    return "\n".join(
        [
            f"## {table.name}",
            "",
            f"{_kind(mapper).capitalize()}. {words}",
            "",
            *(["| Column | |", "|---|---|", *lines, ""] if lines else []),
            *([*rules, ""] if rules else []),
        ]
    )


def _name(mapper: Mapper[Base]) -> str:
    return str(mapper.local_table)


def _kind(mapper: Mapper[Base]) -> str:
    if issubclass(mapper.class_, Fact):
        return "fact"
    return "immutable" if metadata.tables[_name(mapper)].info.get("append_only") else "changes"


def _words(column: Column[object]) -> str:
    name = type(column.type).__name__
    words = [_TYPES.get(name, name.lower())]
    words += [f"of `{key.column.table.name}`" for key in column.foreign_keys]
    if column.primary_key:
        words.append("(key)")
    if column.nullable:
        words.append("or nothing")
    return " ".join(words)


def _rules(table: Table) -> Iterator[str]:
    for constraint in table.constraints:
        match constraint:
            case UniqueConstraint():
                yield f"unique: {', '.join(f'`{column.name}`' for column in constraint.columns)}"
            case CheckConstraint():
                yield f"check: `{constraint.sqltext}`"
    for index in table.indexes:
        yield f"index: {', '.join(f'`{column.name}`' for column in index.columns)}"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
