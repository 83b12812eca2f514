"""Tells which schema a database has and which one this program needs, without loading what migrates."""

from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text

from trainer.storage.database import Database

SCRIPTS: Final = Path(__file__).parent / "migrations"


@cache
def newest_version() -> str:
    """The schema version that this program works with: migrations are numbered by the names of their files."""
    return max(_versions())


def is_known(version: str) -> bool:
    """Whether this program has the migration that made a schema; one of a newer program it has not."""
    return version in _versions()


def _versions() -> set[str]:
    return {path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py")}


def version_of(database: Database) -> str | None:
    """The schema version of a database; None where it is empty."""
    with database.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return found
