"""Triggers that let facts be added and nothing else."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, MetaData, inspect, text

from trainer.storage.schema import metadata


def append_only_tables(schema: MetaData = metadata) -> tuple[str, ...]:
    """The tables whose rows are never changed nor removed."""
    return tuple(sorted(table.name for table in schema.tables.values() if table.info.get("append_only")))


def write_triggers(connection: Connection) -> None:
    """Write the triggers of every append-only table that the database has anew; existing ones are replaced."""
    present = inspect(connection).get_table_names()
    tables = [table for table in append_only_tables() if table in present]
    for statement in _sqlite(tables) if connection.dialect.name == "sqlite" else _postgresql(tables):
        connection.execute(text(statement))


def missing_triggers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each trigger that does not stand as `write_triggers` writes it, with its table."""
    present = inspect(connection).get_table_names()
    is_sqlite = connection.dialect.name == "sqlite"
    standing = set(connection.execute(text(_STANDING_SQLITE if is_sqlite else _STANDING_POSTGRESQL)).scalars())
    for table in append_only_tables():
        if table in present:
            triggers = _sqlite_triggers(table) if is_sqlite else _postgresql_triggers(table)
            yield from ((name, table) for name, written in triggers if (written if is_sqlite else name) not in standing)


_STANDING_SQLITE: Final = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
_BODY: Final = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END"
_STANDING_POSTGRESQL: Final = f"""
    SELECT t.tgname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc f ON f.oid = t.tgfoid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('O', 'A')
    AND t.tgname LIKE c.relname || '!_refuses!_%' ESCAPE '!'
    AND f.proname = 'refuse_change' AND trim(f.prosrc) = '{_BODY.replace("'", "''")}'
"""  # noqa: S608 (the body is our own)


def _sqlite(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for name, written in _sqlite_triggers(table):
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            yield written


def _sqlite_triggers(table: str) -> Iterator[tuple[str, str]]:
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_refuses_{act.lower()}"
        yield (
            name,
            f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        )


def _postgresql(tables: Iterable[str]) -> Iterator[str]:
    yield f"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$"
    for table in tables:
        for name, written in _postgresql_triggers(table):
            yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
            yield written


def _postgresql_triggers(table: str) -> Iterator[tuple[str, str]]:
    for level, acts in (("ROW", "UPDATE OR DELETE"), ("STATEMENT", "TRUNCATE")):
        name = f"{table}_refuses_{'change' if level == 'ROW' else 'truncate'}"
        yield (
            name,
            f'CREATE TRIGGER "{name}" BEFORE {acts} ON "{table}" FOR EACH {level} EXECUTE FUNCTION refuse_change()',
        )
