"""Measures the served platform beside a bare Flask, in three rounds, and prints what came out."""

# `make bench`, or `python -m tests.bench [WORD ...]` for the kinds of load whose names hold one of the words.
# Everything stays on this machine, is over in about five minutes at most, and what it made is removed at the end.
# What authors wait for is measured where no word is given, or alone by `python -m tests.bench.authors`.

import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.bench import authors, crowd, memory
from tests.bench.measuring import ROUNDS, measure, module_path, sign_everybody_in
from tests.bench.rounds import table, unsteady
from tests.bench.servers import CONNECTIONS
from tests.bench.weight import Loaded, loaded
from tests.support.site import served
from trainer.storage.database import open_database

_WORKERS: Final = 2
_FOLDER: Final = Path("instance")
"""Where databases lie: the disk that is measured is the one that is used."""


def main() -> None:
    """Fill, serve, load, and tell."""
    begun = time.monotonic()
    with _scratch() as folder:
        _tell("Filling a database with 200 people who take three quizzes")
        url = f"sqlite:///{folder}/trainer.db"
        database = open_database(url)
        people = crowd.fill(database)
        with served(url, folder, workers=_WORKERS) as address:
            workers = memory.workers_of(address)
            idle = memory.memory_of(workers)
            _tell("Signing everybody in")
            visitors = sign_everybody_in(address.removeprefix("http://"), people)
            compared = measure(visitors, people, database, folder, _tell, sys.argv[1:])
            busy = memory.memory_of(workers)
            visit = loaded(visitors[people.cohort[0].address], module_path(people))
        database.close()
        waited = () if sys.argv[1:] else tuple(authors.measure(folder))
    lines = [
        f"\nPython {platform.python_version()}, {os.cpu_count()} processors, {_WORKERS} workers, SQLite with"
        f" synchronous=FULL, {CONNECTIONS} connections.",
        f"Requests a second: the median of {ROUNDS} rounds. Milliseconds: of all requests.\n",
        *table(compared),
        "",
        *unsteady(compared),
        "",
        *_weight(visit),
        "",
        *(authors.table(waited) if waited else ()),
        "",
        f"{_memory('Two idle workers', idle)} (aim: less than 150 MB)",
        _memory("The same after the load", busy),
        f"\nThis took {time.monotonic() - begun:.0f} seconds.",
    ]
    print("\n".join(lines))


@contextmanager
def _scratch() -> Iterator[Path]:
    is_new = not _FOLDER.exists()
    _FOLDER.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=_FOLDER.absolute()) as folder:
            yield Path(folder)
    finally:
        if is_new:
            with suppress(OSError):  # somebody else has begun to use it
                _FOLDER.rmdir()


def _weight(visit: tuple[Loaded, ...]) -> list[str]:
    again = [each for each in visit if not each.is_kept]
    first = f"{sum(each.size for each in visit) / 1000:.1f} KB in {len(visit)} requests (aims: 100 KB, 10 requests)"
    later = f"{sum(each.size for each in again) / 1000:.1f} KB in {len(again)} (aim: 20 KB)"
    lines = [f"  {each.size:>7} {each.url.partition('//')[2].partition('/')[2]}" for each in visit]
    return [f"A module page at first visit: {first}; afterwards: {later}.", *lines]


def _memory(what: str, seen: memory.Memory) -> str:
    return f"{what}: {seen.pss / 1024:.0f} MB of their own (PSS), {seen.rss / 1024:.0f} MB with what they share (RSS)"


def _tell(words: str) -> None:
    print(f"  {words} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
