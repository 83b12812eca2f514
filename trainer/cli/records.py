"""Commands that hand out what is recorded of one person."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from trainer.access import PLATFORM
from trainer.actions.exporting import note_export
from trainer.cli.work import now, opened, settings
from trainer.curriculum.transcript_writing import to_csv, to_json
from trainer.queries.own_data import write_own_data
from trainer.queries.subjects import subject_with
from trainer.queries.transcript import transcript_by_address

_FILE = click.Path(dir_okay=False, path_type=Path)
_WRITERS = {".csv": to_csv, ".json": to_json}


@click.command("export")
@click.argument("address")
@click.argument("file", type=_FILE)
@click.option("--with-reflections", is_flag=True, help="Their reflections too: only where they asked for these.")
def hand_out(address: str, file: Path, *, with_reflections: bool) -> None:
    """Write all that is kept about ADDRESS into FILE.

    For somebody who asks for their data: FILE is a zip, as they can download it themselves, but for the words of
    their reflections, which are for those whom they chose. That it was taken is noted. FILE must not be there yet.
    """
    given = settings()
    moment = now(given)
    with opened(given) as database:
        with database.reading() as session:
            subject = subject_with(session, address)
        with _new(file) as out:
            note_export(database, PLATFORM, subject.person_id, moment)
            with database.reading() as session:
                write_own_data(session, database, subject, moment, given.zone, out, with_reflections=with_reflections)
    click.echo(f"Wrote all that is kept about {address} to {click.format_filename(file)}. Hand it over safely.")


@click.command()
@click.argument("address")
@click.argument("file", type=_FILE)
@click.option("--course", required=True, metavar="SLUG", help="The course.")
def transcript(address: str, file: Path, course: str) -> None:
    """Write the transcript of ADDRESS into FILE.

    FILE ends in .csv or .json. It is what a supervisor of theirs can download. FILE must not be there yet.
    """
    write = _WRITERS.get(file.suffix.lower())
    if write is None:
        raise click.ClickException(f"{click.format_filename(file)} ends neither in .csv nor in .json")
    given = settings()
    with opened(given) as database:
        with database.reading() as session:
            page = transcript_by_address(session, database, PLATFORM, address, course, now(given), given.zone)
        with _new(file) as out:
            out.write(write(page.transcript))
    click.echo(f"Wrote the transcript of {address} to {click.format_filename(file)}.")


@contextmanager
def _new(file: Path) -> Iterator[BinaryIO]:
    """A file that only this user can read, made new; it goes again where it cannot be finished."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{click.format_filename(file)} is there already; choose another name") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
    except BaseException:
        file.unlink(missing_ok=True)
        raise
