"""Engines and sessions: a writing transaction begins before it reads, a query cannot write."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from trainer.storage.error_words import withhold_values
from trainer.storage.library import SHELF, Library
from trainer.storage.prepared import CONNECTION
from trainer.storage.turns import NoTurn, Turn, turns_at

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)


class Unreachable(Exception):
    """The database did not answer, or stayed locked; nothing was changed."""


Reading: TypeAlias = AbstractContextManager[Session]
"""A session that only reads, from when it is entered until it is left."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that only reads, begun for one thing and left open for another, which enters it anew."""

    session: Session
    end: ExitStack

    def __enter__(self) -> Session:
        return self.session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end.__exit__(kind, error, trace)

    def close(self) -> None:
        """End it where nobody entered it."""
        self.end.close()


@dataclass(frozen=True, slots=True)
class Database:
    """The way to one database: sessions that write, sessions that only read, and the texts read so far.

    `turn` is what a writing session waits for before it begins; `media_folder` is where large files are, None for
    the database itself. A preview's database has those of another one, its `media`.
    """

    writer: Engine
    reader: Engine
    library: Library = field(default_factory=Library)
    turn: Turn = nullcontext
    media_folder: Path | None = None
    media: "Database | None" = None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for one action. What the action does not commit is undone."""
        with _reachable(), self.turn(), self._session(self.writer) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for one page or report; the database refuses it any change."""
        with _reachable(), self.reader.connect() as connection:
            connection.begin()
            with self._session(connection) as session:
                session.info[CONNECTION] = connection
                yield session

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        self.reader.dispose()

    def _session(self, bind: Engine | Connection) -> Session:
        return Session(bind, expire_on_commit=False, autoflush=False, info={SHELF: self.library.shelf})


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        # Without a statement it is the connection that failed; a plain DatabaseError is a file that is no database.
        if (
            isinstance(error, OperationalError | InterfaceError)
            or error.statement is None
            or type(error) is DatabaseError
        ):
            raise Unreachable(str(error.orig).partition("\n")[0]) from error
        raise
    except NoTurn as error:
        raise Unreachable(str(error)) from error


def open_database(url: str, media_folder: Path | None = None) -> Database:
    """Open a database by its URL (sqlite:///file or postgresql://...). Connects on first use."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        writer, reader = sqlite_engine(parsed, "BEGIN IMMEDIATE"), sqlite_engine(parsed, "BEGIN", "query_only=ON")
        if not parsed.database:
            return Database(writer, reader, media_folder=media_folder)
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        return Database(writer, reader, turn=turns_at(parsed.database), media_folder=media_folder)
    parsed = parsed.set(drivername="postgresql+psycopg")
    options = {"pool_pre_ping": True, "pool_size": 2, "max_overflow": 4, "hide_parameters": True}
    # A page and a comparison see one moment, however many statements they take; on SQLite any transaction does.
    reading = {"isolation_level": "REPEATABLE READ", "execution_options": {"postgresql_readonly": True}}
    return Database(
        withhold_values(create_engine(parsed, **options)),
        withhold_values(create_engine(parsed, **options, **reading)),
        media_folder=media_folder,
    )


def with_media(database: Database, media: Database | Path | None) -> Database:
    """The database as one whose large files another one has, or a folder."""
    folder = media if isinstance(media, Path) else None
    return replace(database, media_folder=folder, media=media if isinstance(media, Database) else None)


def missing_file(url: str) -> Path | None:
    """The file of an SQLite database where it is not there yet; connecting would make it."""
    parsed = make_url(url)
    path = Path(parsed.database or "")
    return path if parsed.get_backend_name() == "sqlite" and not path.exists() else None


def sqlite_engine(url: URL, begin: str, *further: str) -> Engine:
    """An engine whose transactions start with `begin`; `further` pragmas overrule those of every connection."""
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:  # an internal type of the pool
        # The driver's own BEGIN comes too late (not before a SELECT) and loses updates in silence.
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, *further):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if begin == "BEGIN":  # it waits for nobody and cannot fail, so the driver is asked directly
            connection.connection.cursor().execute(begin)
        else:
            connection.exec_driver_sql(begin)

    return engine
