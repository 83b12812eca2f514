"""What every command needs: the settings, the database, the moment, and a line of progress."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Final

import click

from trainer import clock
from trainer.clock import Now
from trainer.settings import Settings, read_settings
from trainer.storage.database import Database, missing_file, open_database
from trainer.storage.version import is_known, newest_version, version_of

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def settings(*needs: str) -> Settings:
    """The settings, of which this command cannot do without `needs`. Raises SettingsError."""
    return read_settings(os.environ, needs=frozenset(needs))


def now(given: Settings) -> Now:
    """The present moment."""
    return clock.now(given.zone)


def day(typed: str) -> date:
    """The day that an option names. Raises BadParameter."""
    with suppress(ValueError):
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed)
    raise click.BadParameter(f"'{typed}' is not a day; write it like 2026-09-14")


@contextmanager
def opened(given: Settings) -> Iterator[Database]:
    """The database, whose schema is this program's. Raises ClickException with the command that mends it."""
    missing = missing_file(given.database_url)
    if missing:
        raise click.ClickException(
            f"there is no database {missing}; run 'trainer database upgrade' to make it, or this in another folder"
        )
    database = open_database(given.database_url, given.media_folder)
    try:
        require_schema(database)
        yield database
    finally:
        database.close()


def require_schema(database: Database, wanted: str | None = None) -> None:
    """Refuse a database of another schema than this program's."""
    found, wanted = version_of(database), wanted or newest_version()
    if found is None:
        raise click.ClickException("the database is empty; run 'trainer database upgrade' first")
    require_known(found)
    if found != wanted:
        raise click.ClickException(
            f"the database has schema {found}, this program needs {wanted}; "
            "make a backup with the program that made it, then run 'trainer database upgrade'"
        )


def require_known(version: str) -> None:
    """Refuse a database that a newer program has upgraded."""
    if not is_known(version):
        raise click.ClickException(
            f"the database has schema {version}, which this program does not know: a newer version of the program "
            "made it. Install that version; 'trainer database upgrade' only brings older schemas up"
        )


def count(number: int, word: str) -> str:
    """A number of things; the word has a plural in s."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def show_progress(what: str, steps: Iterable[tuple[int, int]]) -> int:
    """Show how far long work is, on one line; gives how much there was."""
    total = 0
    for done, total in steps:
        if sys.stderr.isatty():
            click.echo(f"\r{what}: {done} of {total}", nl=False, err=True)
    if total and sys.stderr.isatty():
        click.echo("", err=True)
    return total
