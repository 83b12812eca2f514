"""Copies a whole database into a backup, and a backup into an empty database."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    delete,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from trainer.storage.backup_file import BackupReader, BackupWriter, BadBackup, TableEntry
from trainer.storage.base import Moment
from trainer.storage.blob_check import parts_in_folder
from trainer.storage.database import Database
from trainer.storage.schema import metadata
from trainer.storage.uploads import BlobPart
from trainer.storage.version import newest_version

_BATCH: Final = 500  # rows held in memory; a figure can be a megabyte
_BATCH_OF_PARTS: Final = 16  # of large files, with a quarter of a megabyte each
_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (Uuid, "uuid"),
    (Moment, "moment"),
    (Date, "date"),
    (LargeBinary, "bytes"),
    (Boolean, "flag"),
    (Integer, "number"),
    (Text, "text"),
)
_TYPES: Final[dict[str, type[TypeEngine[object]]]] = {kind: made for made, kind in _KINDS}

Step: TypeAlias = tuple[str, int]
"""A table that was copied, and the number of its rows."""


def kept_tables() -> tuple[Table, ...]:
    """The tables of a backup, those that others refer to first. What can be made anew is not among them."""
    return tuple(table for table in metadata.sorted_tables if not table.info.get("made_anew"))


def back_up(database: Database, path: Path, made_at: datetime) -> Iterator[Step]:
    """Write every table as it is at one moment, whoever works meanwhile. A file at `path` is written over."""
    with database.reading() as session, BackupWriter(path, newest_version(), made_at) as backup:
        connection = session.connection()
        for table in kept_tables():
            columns = [(column.name, _kind(column.type)) for column in table.columns]
            statement = select(table).order_by(*table.primary_key).execution_options(yield_per=_batch(table.name))
            rows: Iterator[tuple[object, ...]] = (tuple(row) for row in connection.execute(statement))
            if table.name == BlobPart.__tablename__:
                rows = chain(rows, parts_in_folder(database, connection))
            yield table.name, backup.table(table.name, columns, rows)


def fill(connection: Connection, backup: BackupReader) -> Iterator[Step]:
    """Put the rows of a backup into a database whose schema is the backup's and which holds none of its own.

    Inside the caller's transaction. Raises BadBackup.
    """
    tables = [(entry, _table(entry)) for entry in backup.manifest.tables]
    for _entry, table in reversed(tables):
        connection.execute(delete(table))  # what a migration put there is in the backup too
    for entry, table in tables:
        rows = backup.rows(entry)
        try:
            while batch := list(islice(rows, _batch(entry.name))):
                connection.execute(insert(table), batch)
        except DBAPIError as error:
            raise BadBackup(
                f"the table {entry.name} of the backup does not fit its schema {backup.manifest.schema}"
            ) from error
        yield entry.name, entry.rows


def _batch(table: str) -> int:
    return _BATCH_OF_PARTS if table == BlobPart.__tablename__ else _BATCH


def _kind(type_: TypeEngine[object]) -> str:
    return next(kind for made, kind in _KINDS if isinstance(type_, made))


def _table(entry: TableEntry) -> Table:
    """A table as the backup has it: an older program's may have had other columns."""
    return Table(entry.name, MetaData(), *(Column(name, _TYPES[kind]()) for name, kind in entry.columns))
