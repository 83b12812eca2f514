"""Lets the writers of an SQLite database take turns."""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

Turn = Callable[[], AbstractContextManager[None]]


class NoTurn(Exception):
    """The file by which writers take turns cannot be opened."""


def turns_at(database: str) -> Turn:
    """A way to wait for one's turn to write to the database file.

    SQLite's own waiting sleeps up to a tenth of a second between looks, so that of two busy processes one
    can miss every gap until it is told that the database is locked. The kernel wakes whoever waits as soon
    as the file is let go, also by a process that dies. Raises NoTurn where the folder takes no files.
    """
    path, mine = Path(f"{database}-turn"), threading.local()

    @contextmanager
    def turn() -> Iterator[None]:
        if getattr(mine, "is_taken", False):
            raise RuntimeError("a writing transaction is begun inside another")
        with _opened(path) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            mine.is_taken = True
            try:
                yield
            finally:
                mine.is_taken = False

    return turn


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("ab")
    except OSError as error:
        raise NoTurn(str(error)) from error
