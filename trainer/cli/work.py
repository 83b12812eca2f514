"""What every command needs: the settings, the database, the moment, and a line of progress."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from trainer import clock
from trainer.clock import Now
from trainer.settings import Settings, read_settings
from trainer.storage.database import Database, open_database
from trainer.storage.migrating import newest_version, version_of


def settings(*needs: str) -> Settings:
    """The settings, of which this command cannot do without `needs`. Raises SettingsError."""
    return read_settings(os.environ, needs=frozenset(needs))


def now(given: Settings) -> Now:
    """The present moment."""
    return clock.now(given.zone)


@contextmanager
def opened(given: Settings) -> Iterator[Database]:
    """The database, whose schema is this program's. Raises ClickException with the command that mends it."""
    database = open_database(given.database_url)
    try:
        require_schema(database)
        yield database
    finally:
        database.close()


def require_schema(database: Database) -> None:
    """Refuse a database of another schema."""
    found, wanted = version_of(database), newest_version()
    if found is None:
        raise click.ClickException("the database is empty; run 'trainer database upgrade' first")
    if found != wanted:
        raise click.ClickException(
            f"the database has schema {found}, this program needs {wanted}; make a copy, then run "
            "'trainer database upgrade'"
        )


def show_progress(what: str, steps: Iterable[tuple[int, int]]) -> int:
    """Show how far long work is, on one line; gives how much there was."""
    total = 0
    for done, total in steps:
        if sys.stderr.isatty():
            click.echo(f"\r{what}: {done} of {total}", nl=False, err=True)
    if total and sys.stderr.isatty():
        click.echo("", err=True)
    return total
