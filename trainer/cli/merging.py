"""Merges what was published into the files of a folder, and tells what became of each."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from trainer.cli.media import media_of
from trainer.course_folder import change_folder
from trainer.curriculum.documents import slug_in
from trainer.curriculum.folder_merging import merge_folder
from trainer.problem import Problem, is_blocking
from trainer.queries.merging_ground import merging_ground
from trainer.storage.database import Database


def merged_into(
    database: Database, folder: Path, files: Mapping[str, bytes], found: tuple[Problem, ...], based_on: int | None
) -> tuple[dict[str, bytes], int | None]:
    """The folder's files with what was published since, and the edition on which they are based then.

    The files are written, those with conflicts too, which then end the command. Where something keeps them from being
    merged, it ends before any is written.
    """
    unread = [problem for problem in found if is_blocking(problem)]
    if unread:
        _stop(unread, "Nothing was merged or published: mend the errors above.")
    ground = merging_ground(database, slug_in(files), based_on)
    if ground is None:
        return dict(files), based_on
    merged = merge_folder(files, ground)
    if not merged.is_ready:
        _stop(merged.problems, "Nothing was merged or published: mend the errors above.")
    change_folder(folder, files, merged.changes, media_of(database))
    for path, content in merged.changes.items():
        click.echo(f"{_became(files.get(path), content)}: {path}")
    if merged.problems:
        onward = f"decide where both changed the same, then publish with --based-on {ground.number}"
        _stop(merged.problems, f"The folder holds edition {ground.number} now. Nothing was published: {onward}.")
    kept = {**files, **merged.changes}
    return {path: content for path, content in kept.items() if content is not None}, ground.number


def _became(before: bytes | None, after: bytes | None) -> str:
    if after is None:
        return "removed"
    return "brought" if before is None else "merged"


def _stop(problems: Sequence[Problem], words: str) -> None:
    for problem in problems:
        click.echo(str(problem))
    click.echo(words, err=True)
    sys.exit(1)
