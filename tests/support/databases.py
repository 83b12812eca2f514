"""Fresh databases for tests, each a copy of a template that is built once in a run."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import Engine

from tests.support.postgresql import PrivateServer
from trainer.storage import migrating
from trainer.storage.database import Database, open_database
from trainer.storage.library import Library

Fill = Callable[[Database], None]

_not_lent_again: WeakSet[Engine] = WeakSet()


class Templates(ABC):
    """Hands out databases; a test writes into its copy, so that nothing ever has to be deleted."""

    def __init__(self) -> None:
        self._built: dict[str, Fill | None] = {}
        self._lent: list[tuple[str, Database]] = []
        self._returned: list[tuple[str, Database]] = []
        self._count = 0

    def get(self, name: str, fill: Fill | None = None) -> Database:
        """A copy of the template `name`, which is the newest schema with what `fill` writes into it.

        `fill` runs once in a run of the tests; one name stands for one `fill`. The copy is taken
        back at the end of the test.
        """
        if name not in self._built:
            self._build(name, fill)
            self._built[name] = fill
        elif self._built[name] != fill:
            raise ValueError(f"the template '{name}' was built by another function")
        copy, database = self._unused()
        self._copy(name, copy)
        return self._lend(copy, database)

    def empty(self) -> Database:
        """A database that holds nothing yet, not even a schema."""
        name, database = self._unused()
        self._create(name)
        return self._lend(name, database)

    def take_back(self) -> None:
        """Close and remove every database handed out so far."""
        while self._lent:
            name, database = self._lent.pop()
            database.close()
            self._drop(name)
            self._returned.append((name, database))

    def _build(self, name: str, fill: Fill | None) -> None:
        self._create(name)
        database = open_database(self._url(name))
        try:
            migrating.upgrade(database)
            if fill is not None:
                fill(database)
        except BaseException:
            database.close()
            self._drop(name)
            raise
        database.close()

    def _unused(self) -> tuple[str, Database]:
        """A name that stands for no database now, with the way to it.

        Names return with their engines, since these keep every statement that they have compiled.
        """
        while self._returned:
            name, database = self._returned.pop()
            if database.writer not in _not_lent_again:
                return name, replace(database, library=Library())
        self._count += 1
        name = f"copy_{self._count}"
        return name, open_database(self._url(name))

    def _lend(self, name: str, database: Database) -> Database:
        self._lent.append((name, database))
        return database

    @abstractmethod
    def _url(self, name: str) -> str: ...

    @abstractmethod
    def _create(self, name: str) -> None: ...

    @abstractmethod
    def _copy(self, template: str, name: str) -> None: ...

    @abstractmethod
    def _drop(self, name: str) -> None: ...


class SqliteTemplates(Templates):
    """Databases that are files of one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def _create(self, name: str) -> None:
        """Nothing to do: connecting makes the file."""

    def _copy(self, template: str, name: str) -> None:
        # The last connection to close wrote the log back, so the file is whole.
        log = self._path(template).with_suffix(".db-wal")
        if log.exists():
            raise RuntimeError(f"the template '{template}' is still open")
        shutil.copyfile(self._path(template), self._path(name))

    def _drop(self, name: str) -> None:
        for file in self._folder.glob(f"{name}.db*"):
            file.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"


class PostgresqlTemplates(Templates):
    """Databases of one private server."""

    def __init__(self, server: PrivateServer) -> None:
        super().__init__()
        self._server = server

    def _url(self, name: str) -> str:
        return self._server.url(name)

    def _create(self, name: str) -> None:
        self._server.create(name)

    def _copy(self, template: str, name: str) -> None:
        self._server.create(name, template)

    def _drop(self, name: str) -> None:
        self._server.drop(name)


def url_of(database: Database) -> str:
    """The address under which another process opens the same database; it may outlive the test."""
    lend_no_more(database)
    return database.writer.url.render_as_string(hide_password=False)


def lend_no_more(database: Database) -> None:
    """Give no further test the engines and the name of a database: they are not as they were made."""
    _not_lent_again.add(database.writer)
