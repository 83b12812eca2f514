"""The index that each database makes of the passages: FTS5 on SQLite, a vector with GIN on PostgreSQL."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, inspect, text

INDEX: Final = "passage_index"


def write_index(connection: Connection) -> None:
    """Make the index where there is none, and write anew what keeps it up to date with the table of passages.

    The models know nothing of it, since it is the database's own; a migration that makes the table anew drops it.
    """
    if "passage" not in inspect(connection).get_table_names():
        return
    statements = _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


def count_anew(connection: Connection) -> None:
    """Let PostgreSQL look at the passages again after many have changed.

    Until it does so by itself, a minute later, it goes through all of them for a rare word. SQLite does as it is told.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE passage"))


def is_of_models(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a thing that a database holds is one that the models are to know: what Alembic calls `include_name`."""
    name = name or ""
    match kind:
        case "table":
            return not name.startswith(INDEX)
        case "column":
            return (parents.get("table_name"), name) != ("passage", "vector")
        case "index":
            return name != "ix_passage_vector"
        case _:
            return True


def _sqlite(connection: Connection) -> Iterator[str]:
    is_new = INDEX not in inspect(connection).get_table_names()
    if is_new:
        yield _FTS
    for act, body in (("insert", _ADDED), ("delete", _REMOVED), ("update", _REMOVED + _ADDED)):
        yield f"DROP TRIGGER IF EXISTS passage_indexed_after_{act}"
        yield f"CREATE TRIGGER passage_indexed_after_{act} AFTER {act} ON passage BEGIN {body} END"
    if is_new:
        yield "INSERT INTO passage_index(passage_index) VALUES ('rebuild')"


# The stems hold nothing but letters, digits and spaces of ASCII, which this tokenizer parts at the spaces.
_FTS: Final = """
    CREATE VIRTUAL TABLE passage_index USING fts5(
        title_stems, text_stems, content='passage', content_rowid='number', tokenize='ascii', prefix='2 3'
    )
"""
_ADDED: Final = """
    INSERT INTO passage_index(rowid, title_stems, text_stems) VALUES (new.number, new.title_stems, new.text_stems);
"""
_REMOVED: Final = """
    INSERT INTO passage_index(passage_index, rowid, title_stems, text_stems)
    VALUES ('delete', old.number, old.title_stems, old.text_stems);
"""


def _postgresql() -> Iterator[str]:
    yield """
        ALTER TABLE passage ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple'::regconfig, title_stems), 'A') ||
            setweight(to_tsvector('simple'::regconfig, text_stems), 'D')
        ) STORED
    """
    # Vectors kept in the table, not aside and squeezed: a rank reads each, and what is aside is not counted as work.
    yield "ALTER TABLE passage SET (toast_tuple_target = 8160)"
    yield "ALTER TABLE passage ALTER COLUMN vector SET STORAGE MAIN"
    yield "CREATE INDEX IF NOT EXISTS ix_passage_vector ON passage USING gin (vector)"
