"""Commands that copy all records into one file, and back."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from trainer.actions import folding
from trainer.actions.preparing import prepare_newest
from trainer.cli.work import count, now, opened, require_known, settings, show_progress
from trainer.storage.backup_file import BackupReader, BadBackup
from trainer.storage.copying import Step, back_up
from trainer.storage.replacing import InUse, Occupied, replace


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Write over a file of that name.")
def backup(file: Path, *, overwrite: bool) -> None:
    """Write every record into FILE, as all stood at one moment.

    People can go on working. The file holds names, addresses and words: keep it as safe as the database. 'trainer
    restore' puts it into a database of either kind.
    """
    if file.exists() and not overwrite:
        raise click.ClickException(f"{file} is there already; choose another name, or say --overwrite")
    given = settings()
    with opened(given) as database, _beside(file) as unfinished:
        rows = _tell(back_up(database, unfinished, now(given).at))
        unfinished.replace(file)
    click.echo(f"Wrote {count(rows, 'row')} to {file}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Put the backup in the place of the records that are there.")
def restore(file: Path, *, overwrite: bool) -> None:
    """Make the database what it was when FILE was written.

    All of it or nothing. A database that holds records is refused unless you say --overwrite; stop 'trainer serve'
    first. An SQLite database is then kept beside the new one, under a name that says when.
    """
    given = settings()
    moment = now(given)
    try:
        with BackupReader(file) as copy:
            require_known(copy.manifest.schema)
            rows, kept = replace(given.database_url, copy, moment.at, _tell, overwrite=overwrite)
    except (BadBackup, InUse) as error:
        raise click.ClickException(f"{error}; nothing was changed") from error
    except Occupied as error:
        raise click.ClickException(f"{error}; say --overwrite to put the backup in their place") from error
    with opened(given) as database:
        for sentence in prepare_newest(database):
            click.echo(sentence, err=True)
        show_progress("Folding standings", folding.rebuild(database, moment))
    click.echo(f"Restored {count(rows, 'row')} as of {copy.manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if kept:
        click.echo(f"What was here before is kept in {kept}.")


def _tell(steps: Iterable[Step]) -> int:
    """Show which table is being copied; gives the number of rows."""
    total = 0
    for table, rows in steps:
        total += rows
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{table}: {count(rows, 'row')}", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo("", err=True)
    return total


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file of this user alone, in the same folder, which is gone at the end unless it was renamed."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise click.ClickException(f"{file.parent}: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
