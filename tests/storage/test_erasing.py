"""Words that are erased are in no byte of a SQLite database, whatever happened to their table before."""

from pathlib import Path

import pytest
from sqlalchemy import update

from tests.support.databases import Templates
from tests.support.next_migration import scripts_with
from trainer.ids import SYSTEM
from trainer.storage import migrating
from trainer.storage.database import Database
from trainer.storage.people import Words

SECRET = "what only Maren wrote " * 400
"""Long enough to fill pages of its own, which then become free."""

RECREATE_THE_TABLE = """with op.batch_alter_table("text", recreate="always") as batch:
        batch.add_column(sa.Column("added_later", sa.Text(), nullable=True))"""

ON_SQLITE = pytest.mark.parametrize("templates", ["sqlite"], indirect=True)


def write(database: Database) -> None:
    with database.writing() as session:
        session.add(Words(person_id=SYSTEM, kind="reflection", words=SECRET, salt="salt"))
        session.commit()


def erase(database: Database) -> None:
    with database.writing() as session:
        session.execute(update(Words).values(words=None, salt=None))
        session.commit()
    with database.writer.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def bytes_of(database: Database) -> bytes:
    """The database with its log, while it is open."""
    file = Path(str(database.writer.url.database))
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


@ON_SQLITE
def test_erased_words_are_in_no_byte(templates: Templates) -> None:
    database = templates.get("newest")
    write(database)
    assert b"what only Maren wrote" in bytes_of(database)
    erase(database)
    assert b"what only Maren wrote" not in bytes_of(database)


@ON_SQLITE
def test_erased_words_are_in_no_byte_after_a_migration_has_copied_them(templates: Templates, tmp_path: Path) -> None:
    database = templates.get("newest")
    write(database)
    migrating.upgrade(database, scripts=scripts_with(tmp_path, RECREATE_THE_TABLE))
    erase(database)
    assert b"what only Maren wrote" not in bytes_of(database)
