"""Makes a preview that was asked for, beside the process that answers requests."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.curriculum import plain
from trainer.previewing.choice import from_address
from trainer.previewing.made import Made
from trainer.previewing.making import make
from trainer.queries.course_preview import PreviewedFiles, previewed_files
from trainer.queries.figures import with_small_files
from trainer.storage.database import Database, open_database

_log = logging.getLogger("trainer.previewing")


def carry_out(asked: Mapping[str, str]) -> None:
    """Write the database, and when it is whole what came of it: whoever looks finds both, or neither."""
    folder, name = Path(asked["folder"]), asked["name"]
    try:
        made = _made(asked, folder / f"{name}.making")
        if made.token:
            (folder / f"{name}.making").replace(folder / f"{name}.db")
        told = folder / f"{name}.told"
        told.write_text(plain.to_text(made), encoding="utf-8")
        told.replace(folder / f"{name}.json")
    finally:
        for leftover in folder.glob(f"{name}.making*"):
            leftover.unlink()
        (folder / f"{name}.lock").unlink(missing_ok=True)


def _made(asked: Mapping[str, str], path: Path) -> Made:
    """What came of it; a mistake of ours is told too, so that nobody waits for ever."""
    try:
        choice, zone = from_address(asked["choice"]), ZoneInfo(asked["zone"])
        if choice is None:
            raise ValueError("there is no such choice")
        folder = asked.get("media_folder")
        database = open_database(asked["database_url"], Path(folder) if folder else None)
        try:
            found = _files(database, asked["course"], choice.drafts)
            made = make(path, found.files, (), choice, choice.moment(clock.now(zone), zone), database)
        finally:
            database.close()
    except Exception:
        _log.exception("a preview could not be made")
        return Made(course=asked["course"], token=None, problems=(), has_failed=True)
    unlisted = f"Not in the outline, so not in the course: {', '.join(found.unlisted)}."
    return replace(made, notes=(unlisted, *made.notes)) if found.unlisted else made


def _files(database: Database, course: str, drafts: tuple[str, ...] | None) -> PreviewedFiles:
    with database.reading() as session:
        found = previewed_files(session, course, drafts)
        return replace(found, files=with_small_files(session, found.files))
