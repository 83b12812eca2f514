"""Brings recordings and handouts from a folder to where they are kept, and back."""

from collections.abc import Mapping
from pathlib import Path

import click

from trainer.actions.keeping_media import keep_file
from trainer.cli.work import count, opened, settings
from trainer.course_folder import Media, bytes_in
from trainer.curriculum.media import is_large
from trainer.curriculum.media_pointers import read_pointer
from trainer.storage import blob_check
from trainer.storage.blobs import Blobs, Missing, blobs_of
from trainer.storage.database import Database


def keep_media(blobs: Blobs, folder: Path, files: Mapping[str, bytes]) -> None:
    """Keep the bytes of every file of a folder that stands as a pointer, before its course is published."""
    for path in filter(is_large, files):
        pointer = read_pointer(files[path])
        try:
            if pointer:
                keep_file(blobs, pointer, bytes_in(folder, path))
        except (OSError, ValueError) as error:
            raise click.ClickException(f"{path} changed while it was read; publish again") from error


def media_of(database: Database) -> Media:
    """Gives the bytes that a pointer of an edition stands for."""
    return lambda pointer: blobs_of(database).read(pointer.digest, 0, pointer.size)


@click.group()
def media() -> None:
    """Where the bytes of recordings and handouts are kept."""


@media.command()
@click.option("--into-database", is_flag=True, help="Move them out of the folder, back into the database.")
def move(*, into_database: bool) -> None:
    """Move them into the folder of settings.

    It is the folder of TRAINER_MEDIA_FOLDER, for recordings and handouts. Each is taken away where it was only when it
    is whole in its new place, so the command can be broken off and run again. People can go on working.
    """
    given = settings()
    if given.media_folder is None:
        raise click.ClickException("TRAINER_MEDIA_FOLDER is not set; set it to the folder")
    with opened(given) as database:
        try:
            moved = [
                pointer
                for pointer, was_elsewhere in blob_check.move(database, into_database=into_database)
                if was_elsewhere
            ]
        except Missing as error:
            raise click.ClickException(
                f"the file {error} is missing, or a part of it; 'trainer database check' names every one"
            ) from error
    where = "the database" if into_database else given.media_folder
    size = sum(pointer.size for pointer in moved)
    click.echo(f"Moved {count(len(moved), 'file')} ({size:,} bytes) into {where}.")
