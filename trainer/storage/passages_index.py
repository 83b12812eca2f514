"""The index that each database makes of the passages: FTS5 on SQLite, a vector with GIN on PostgreSQL."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, inspect, text

TABLE: Final = "passage"
INDEX: Final = "passage_index"
VECTOR: Final = "vector"
_GIN: Final = "ix_passage_vector"


def write_index(connection: Connection) -> None:
    """Make the index where there is none, and write anew what keeps it up to date with the table of passages.

    The models know nothing of it, since it is the database's own; a migration that makes the table anew drops it.
    """
    if TABLE not in inspect(connection).get_table_names():
        return
    statements = _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


def is_of_models(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a thing that a database holds is one that the models are to know: what Alembic calls `include_name`."""
    name = name or ""
    match kind:
        case "table":
            return not name.startswith(INDEX)
        case "column":
            return (parents.get("table_name"), name) != (TABLE, VECTOR)
        case "index":
            return name != _GIN
        case _:
            return True


def _sqlite(connection: Connection) -> Iterator[str]:
    is_new = INDEX not in inspect(connection).get_table_names()
    if is_new:
        # The stems hold nothing but letters, digits and spaces of ASCII.
        yield (
            f"CREATE VIRTUAL TABLE {INDEX} USING fts5(title_stems, text_stems, content='{TABLE}', "
            "content_rowid='number', tokenize='ascii', prefix='2 3')"
        )
    added = f"INSERT INTO {INDEX}(rowid, title_stems, text_stems) VALUES (new.number, new.title_stems, new.text_stems);"
    removed = (
        f"INSERT INTO {INDEX}({INDEX}, rowid, title_stems, text_stems) "
        "VALUES ('delete', old.number, old.title_stems, old.text_stems);"
    )
    for act, body in (("INSERT", added), ("DELETE", removed), ("UPDATE", removed + added)):
        name = f"{TABLE}_indexed_after_{act.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER {act} ON {TABLE} BEGIN {body} END"
    if is_new:
        yield f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')"


def _postgresql() -> Iterator[str]:
    yield (
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {VECTOR} tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple'::regconfig, title_stems), 'A') || "
        "setweight(to_tsvector('simple'::regconfig, text_stems), 'D')) STORED"
    )
    yield f"CREATE INDEX IF NOT EXISTS {_GIN} ON {TABLE} USING gin ({VECTOR})"
