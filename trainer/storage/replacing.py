"""Puts a backup in the place of a database, all of it or nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import OperationalError

from trainer.storage.backup_file import BackupReader
from trainer.storage.copying import Step, fill, kept_tables
from trainer.storage.database import Database, missing_file, open_database
from trainer.storage.migrating import upgrade, upgrade_on
from trainer.storage.people import Person

_PARTS: Final = ("", "-wal", "-shm")
"""The files of an SQLite database; what is not yet in the first one stands in the second."""


class Occupied(ValueError):
    """The database holds records, and nobody said that they may go."""


class InUse(ValueError):
    """Somebody still works with the database."""


def replace(
    url: str, backup: BackupReader, at: datetime, tell: Callable[[Iterable[Step]], int], *, overwrite: bool
) -> tuple[int, Path | None]:
    """Make the database at `url` what the backup holds, brought up to this program's schema.

    `tell` runs through the steps and gives the number of rows. Gives that number and where the SQLite database that
    was there is kept. Raises Occupied, InUse, BadBackup; then nothing was changed.
    """
    database = open_database(url)
    try:
        if not overwrite and not missing_file(url) and _holds_records(database):
            raise Occupied("the database holds records")
        if database.writer.dialect.name != "sqlite":
            return _replace_tables(database, backup, tell), None
    finally:
        database.close()
    return _replace_file(Path(make_url(url).database or ""), backup, at, tell)


def _replace_tables(database: Database, backup: BackupReader, tell: Callable[[Iterable[Step]], int]) -> int:
    try:
        with database.writer.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            ours = {"alembic_version", *(table.name for table in Person.metadata.sorted_tables)}
            for name in ours.intersection(inspect(connection).get_table_names()):
                connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
            upgrade_on(connection, backup.manifest.schema)
            rows = tell(fill(connection, backup))
            upgrade_on(connection)
            return rows
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == "55P03":
            raise InUse("somebody works with the database; stop 'trainer serve' and try again") from error
        raise


def _replace_file(
    path: Path, backup: BackupReader, at: datetime, tell: Callable[[Iterable[Step]], int]
) -> tuple[int, Path | None]:
    fresh = path.with_name(f"{path.name}.restoring")
    _remove(fresh)
    try:
        database = open_database(f"sqlite:///{fresh}")
        try:
            upgrade(database, backup.manifest.schema)
            with database.writer.begin() as connection:
                rows = tell(fill(connection, backup))
            upgrade(database)
        finally:
            database.close()
        kept = path.with_name(f"{path.name}.before-{at:%Y%m%dT%H%M%SZ}") if path.exists() else None
        if kept:
            _rename(path, kept)
        _rename(fresh, path)
    finally:
        _remove(fresh)
    return rows, kept


def _holds_records(database: Database) -> bool:
    with database.reading() as session:
        present = set(inspect(session.connection()).get_table_names())
        return any(
            _rows(session.connection(), table.name) > (1 if table.name == Person.__tablename__ else 0)
            for table in kept_tables()
            if table.name in present
        )


def _rows(connection: Connection, table: str) -> int:
    found: int = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608 (our own names)
    return found


def _rename(path: Path, target: Path) -> None:
    for part in _PARTS:
        source = Path(f"{path}{part}")
        if source.exists():
            source.rename(f"{target}{part}")


def _remove(path: Path) -> None:
    for part in (*_PARTS, "-turn"):
        Path(f"{path}{part}").unlink(missing_ok=True)
