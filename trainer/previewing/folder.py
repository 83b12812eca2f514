"""A folder of course files as it would be read, made anew when a file in it was saved."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from trainer.clock import Now
from trainer.previewing.choice import Choice, Reader
from trainer.previewing.making import make
from trainer.previewing.shown import Shown
from trainer.problem import Problem
from trainer.storage.database import Database, open_database

Read: TypeAlias = Callable[[], tuple[dict[str, bytes], tuple[Problem, ...]]]
_Seen: TypeAlias = tuple[tuple[str, int, int], ...]
_PARTS: Final = ("curriculum", "quizzes")
MEDIA: Final = "media"
"""The folder below the scratch folder in which whoever reads the files keeps recordings and handouts."""
_SETTLES: Final = 0.2  # seconds; an editor may write a file in two steps


class Folder:
    """Looks at a folder; whoever asks what it shows gets the last whole answer."""

    def __init__(self, root: Path, scratch: Path, read: Read, now: Callable[[], Now]) -> None:
        self._root, self._scratch, self._read, self._now = root, scratch, read, now
        self._seen: _Seen = ()
        self._courses: list[tuple[Database, Path]] = []
        self.shown = Shown(number=0, course="course", problems=(), database=None, token=None, at=None)

    def look(self) -> bool:
        """Read the folder where a file in it was saved since the last look; tells whether one was."""
        seen = self._state()
        if seen == self._seen and self.shown.number:
            return False
        while self.shown.number:
            time.sleep(_SETTLES)
            seen, before = self._state(), seen
            if seen == before:
                break
        self._seen = seen
        self._show()
        return True

    def _show(self) -> None:
        last, now = self.shown, self._now()
        number = last.number + 1
        path = self._scratch / f"{number}.db"
        files, found = self._read()
        if not files:
            self.shown = replace(last, number=number, problems=found)
            return
        made = make(path, files, found, Choice(reader=Reader.FREE, day=now.today), now, self._scratch / MEDIA)
        if made.token is None:
            path.unlink(missing_ok=True)
            self.shown = replace(last, number=number, problems=made.problems)
            return
        database = open_database(f"sqlite:///{path}", self._scratch / MEDIA)
        self.shown = Shown(
            number=number, course=made.course, problems=made.problems, database=database, token=made.token, at=now
        )
        self._keep(database, path)

    def _keep(self, database: Database, path: Path) -> None:
        """Keep the last two courses: a page of the one before may still be under way."""
        self._courses.append((database, path))
        for old, file in self._courses[:-2]:
            old.close()
            for each in file.parent.glob(f"{file.name}*"):
                each.unlink(missing_ok=True)
        del self._courses[:-2]

    def _state(self) -> _Seen:
        """Every file with its size and when it was saved."""
        return tuple(sorted(_files(self._root)))


def _files(root: Path) -> list[tuple[str, int, int]]:
    found = []
    for part in _PARTS:
        for place, _, names in os.walk(root / part):
            for name in names:
                path = Path(place) / name
                with suppress(OSError):  # it went while we looked: the next look tells
                    status = path.stat()
                    found.append((str(path), status.st_mtime_ns, status.st_size))
    return found
