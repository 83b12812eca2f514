"""Triggers that let facts be added and nothing else."""

from collections.abc import Iterable, Iterator

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


def _sqlite(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{act.lower()}"
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql(tables: Iterable[str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in tables:
        for level, acts in (("ROW", "UPDATE OR DELETE"), ("STATEMENT", "TRUNCATE")):
            name = f"{table}_refuses_{'change' if level == 'ROW' else 'truncate'}"
            yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {acts} ON "{table}" FOR EACH {level} EXECUTE FUNCTION refuse_change()'
            )
