"""Keeps the databases of previews in a folder of their own for a day; a process beside makes new ones."""

import json
import os
import stat
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from threading import Thread
from typing import Final

from trainer.curriculum import plain
from trainer.errors import Invalid
from trainer.previewing.made import Made
from trainer.storage.database import Database, open_database
from trainer.tokens import digest_of

_KEPT_FOR: Final = 24 * 3600.0
_MAKING_TAKES: Final = 120.0
_OF_ONE_PERSON: Final = 4
_OPEN: Final = 4
_AT_ONCE: Final = 2


def start_beside(asked: Mapping[str, str]) -> None:
    """Let another process make a preview; what it has loaded goes when it ends."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "trainer.previewing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    Thread(target=process.communicate, args=(json.dumps(dict(asked)),), daemon=True).start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview that is made: what came of it, and its database, where its course could be published."""

    made: Made
    database: Database | None


@dataclass(slots=True)
class Shelf:
    """The previews of one installation. What is open here follows from the files alone, and may be closed any time."""

    folder: Path
    start: Callable[[Mapping[str, str]], None] = start_beside
    _open: OrderedDict[str, Preview] = field(default_factory=OrderedDict)

    def find(self, name: str) -> Preview | None:
        """A preview by its name; None where it is not made, or not any more."""
        try:
            text = (self.folder / f"{name}.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            self._close(name)
            return None
        if name not in self._open:
            made = plain.from_text(Made, text)
            database = open_database(f"sqlite:///{self.folder / name}.db") if made.token else None
            self._open[name] = Preview(made=made, database=database)
        self._open.move_to_end(name)
        while len(self._open) > _OPEN:
            self._close(next(iter(self._open)))
        return self._open[name]

    def begin(self, name: str, asked: Mapping[str, str]) -> None:
        """Have a preview made, unless that goes on already or enough others are being made. Raises Invalid."""
        _require_own(self.folder)
        self._clear(name)
        if len(list(self.folder.glob("*.lock"))) >= _AT_ONCE:
            return
        with suppress(FileExistsError):
            (self.folder / f"{name}.lock").open("x").close()
            self.start({**asked, "folder": str(self.folder), "name": name})

    def forget(self, name: str) -> None:
        """Throw a preview away, so that it is made anew when somebody asks for it."""
        self._close(name)
        for path in self.folder.glob(f"{name}.*"):
            if path.suffix != ".lock":
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Give every connection back."""
        while self._open:
            self._close(next(iter(self._open)))

    def _close(self, name: str) -> None:
        found = self._open.pop(name, None)
        if found and found.database:
            found.database.close()

    def _clear(self, name: str) -> None:
        """Throw away what is a day old, what a killed process left, and all but the last previews of one person."""
        now, owner = time.time(), name.partition("-")[0]
        ages = {path: now - _changed(path) for path in self.folder.iterdir()}
        for path, age in ages.items():
            if age > (_MAKING_TAKES if path.suffix == ".lock" else _KEPT_FOR):
                path.unlink(missing_ok=True)
        own = [path for path in ages if path.suffix == ".json" and path.name.startswith(f"{owner}-")]
        for path in sorted(own, key=lambda path: ages[path])[_OF_ONE_PERSON - 1 :]:
            self.forget(path.stem)


def shelf_for(database_url: str) -> Shelf:
    """The shelf of an installation, in the folder that the system has for temporary files."""
    return Shelf(Path(gettempdir()) / f"trainer-previews-{os.getuid()}-{digest_of(database_url)[:12]}")


def _require_own(folder: Path) -> None:
    """Drafts lie here for a while: the folder is nobody else's, and no link that somebody else laid."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise Invalid([("", f"The folder of previews {folder} cannot be used: {error.strerror}.")]) from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Invalid([("", f"The folder of previews {folder} is open to others; whoever runs the server removes it.")])


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
