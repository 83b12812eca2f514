"""Triggers that let facts be added and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, MetaData, inspect, text

from trainer.storage.schema import metadata

# What a redaction may do, beside leaving every other column as it is. Each item of a redaction lets its revision be
# changed once: the revision counts how often that was done.
_REDACTED: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "revision": (
        frozenset({"source", "redactions"}),
        "NEW.redactions = OLD.redactions + 1 AND NEW.redactions = "
        "(SELECT count(*) FROM redaction_item WHERE redaction_item.revision_id = OLD.id)",
    ),
    "blob": (
        frozenset({"content"}),
        "length(NEW.content) = 0 AND EXISTS (SELECT 1 FROM redaction_item "
        "JOIN revision ON revision.id = redaction_item.revision_id WHERE revision.blob_digest = OLD.digest)",
    ),
}
_NEEDED: Final = "redaction_item"


def append_only_tables(schema: MetaData = metadata) -> tuple[str, ...]:
    """The tables whose rows are never changed nor removed."""
    return tuple(sorted(table.name for table in schema.tables.values() if table.info.get("append_only")))


def write_triggers(connection: Connection) -> None:
    """Write the triggers of every append-only table that the database has anew; existing ones are replaced."""
    for table, triggers in _every_trigger(connection):
        for name, written in triggers:
            of = "" if connection.dialect.name == "sqlite" else f' ON "{table}"'
            connection.execute(text(f'DROP TRIGGER IF EXISTS "{name}"{of}'))
            if connection.dialect.name != "sqlite":
                connection.execute(text(_function(connection, table)))
            connection.execute(text(written))


def lift_triggers(connection: Connection) -> None:
    """Take away the triggers that name other tables; `write_triggers` brings them back.

    SQLite renames no table while a trigger names one that is not there, which is so while a migration recreates it.
    """
    if connection.dialect.name == "sqlite":
        for table in _REDACTED:
            connection.execute(text(f'DROP TRIGGER IF EXISTS "{table}_refuses_update"'))


def missing_triggers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each trigger that does not stand as `write_triggers` writes it, with its table."""
    if connection.dialect.name == "sqlite":
        standing = set(connection.execute(text(_STANDING_SQLITE)).scalars())
        for table, triggers in _every_trigger(connection):
            yield from ((name, table) for name, written in triggers if written not in standing)
        return
    bodies = {(row.tgname, row.proname, row.body) for row in connection.execute(text(_STANDING_POSTGRESQL))}
    for table, triggers in _every_trigger(connection):
        asked = _name_of_function(connection, table), _body(connection, table)
        yield from ((name, table) for name, _ in triggers if (name, *asked) not in bodies)


_STANDING_SQLITE: Final = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
_STANDING_POSTGRESQL: Final = """
    SELECT t.tgname, f.proname, trim(f.prosrc) AS body FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc f ON f.oid = t.tgfoid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('O', 'A')
    AND t.tgname LIKE c.relname || '!_refuses!_%' ESCAPE '!'
"""
_REFUSAL: Final = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"


def _every_trigger(connection: Connection) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """For each append-only table that is there the names of its triggers, and how each is written."""
    present = inspect(connection).get_table_names()
    write = _sqlite_triggers if connection.dialect.name == "sqlite" else _postgresql_triggers
    for table in append_only_tables():
        if table in present:
            yield table, tuple(write(connection, table))


def _redacts(connection: Connection, table: str) -> str:
    """The condition under which a row may be changed, in the words of the database; '' for never."""
    inspector = inspect(connection)
    if table not in _REDACTED or _NEEDED not in inspector.get_table_names():
        return ""
    may_change, condition = _REDACTED[table]
    same = "IS" if connection.dialect.name == "sqlite" else "IS NOT DISTINCT FROM"
    others = [column["name"] for column in inspector.get_columns(table) if column["name"] not in may_change]
    return " AND ".join([*(f'NEW."{name}" {same} OLD."{name}"' for name in others), condition])


def _sqlite_triggers(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_refuses_{act.lower()}"
        redacts = _redacts(connection, table) if act == "UPDATE" else ""
        when = f"WHEN NOT ({redacts}) " if redacts else ""
        yield (
            name,
            f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" {when}'
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        )


def _postgresql_triggers(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    function = _name_of_function(connection, table)
    for level, acts in (("ROW", "UPDATE OR DELETE"), ("STATEMENT", "TRUNCATE")):
        name = f"{table}_refuses_{'change' if level == 'ROW' else 'truncate'}"
        yield (
            name,
            f'CREATE TRIGGER "{name}" BEFORE {acts} ON "{table}" FOR EACH {level} EXECUTE FUNCTION {function}()',
        )


def _function(connection: Connection, table: str) -> str:
    name, body = _name_of_function(connection, table), _body(connection, table)
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def _name_of_function(connection: Connection, table: str) -> str:
    return f"refuse_change_of_{table}" if _redacts(connection, table) else "refuse_change"


def _body(connection: Connection, table: str) -> str:
    redacts = _redacts(connection, table)
    # A plain IF reads both conditions whatever the first says, and only an UPDATE has a new row.
    may = f"IF TG_OP = 'UPDATE' THEN IF {redacts} THEN RETURN NEW; END IF; END IF; " if redacts else ""
    return f"BEGIN {may}{_REFUSAL} END"
