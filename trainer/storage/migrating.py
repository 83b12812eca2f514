"""Moves a database to the schema of this program, all or nothing."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from trainer.storage.append_only import lift_triggers, write_triggers
from trainer.storage.database import Database, sqlite_engine
from trainer.storage.passages_index import is_of_models, write_index
from trainer.storage.schema import metadata
from trainer.storage.version import SCRIPTS


class UpgradeFailed(ValueError):
    """The database refused a migration; nothing was changed."""


def upgrade(database: Database, version: str = "head", *, scripts: Path = SCRIPTS) -> None:
    """Bring a database to the newest version; a failing migration leaves nothing behind. Raises UpgradeFailed."""
    try:
        _upgrade(database, version, scripts)
    except DBAPIError as error:
        words = str(error.orig).partition("\n")[0]
        raise UpgradeFailed(f"the database could not be upgraded ({words}); nothing was changed") from error


def upgrade_on(connection: Connection, version: str = "head", *, scripts: Path = SCRIPTS) -> None:
    """Bring the schema to a version inside the caller's transaction; on SQLite only that of an empty database."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    lift_triggers(connection)
    command.upgrade(config, version)
    write_triggers(connection)
    write_index(connection)


def _upgrade(database: Database, version: str, scripts: Path) -> None:
    if database.writer.dialect.name != "sqlite":
        with database.writer.begin() as connection:
            upgrade_on(connection, version, scripts=scripts)
        return
    # A table that others refer to can be recreated only while foreign keys are off, and that
    # pragma does nothing inside a transaction; hence an engine of its own.
    unbound = sqlite_engine(database.writer.url, "BEGIN IMMEDIATE", "foreign_keys=OFF")
    try:
        with unbound.begin() as connection:
            upgrade_on(connection, version, scripts=scripts)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise UpgradeFailed(f"the migration would break {len(broken)} references; nothing was changed")
    finally:
        unbound.dispose()


def differences(database: Database) -> list[Any]:
    """What separates the database from the models, in Alembic's words; empty when they agree.

    Missing constraints are left to `trainer.storage.lacking`, which knows the cure.
    """
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_of_models})
        found = compare_metadata(context, metadata)
        return [each for each in found if each[0] not in ("add_constraint", "add_fk")]


def _config(scripts: Path = SCRIPTS) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config
