"""A served platform for browsers: the production server on a copy of a filled database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.course_folder import read_folder
from trainer.demonstration.filling import fill
from trainer.paths import data_root
from trainer.storage.database import Database

KEY = "0123456789abcdef0123456789abcdef"


def demonstration(database: Database) -> None:
    """Fill a database with the demonstration."""
    files, _ = read_folder(data_root())
    fill(database, files, clock.now(ZoneInfo("UTC")), lambda _words: None)


@contextmanager
def served(database_url: str, folder: Path, *, workers: int = 1, port: int | None = None) -> Iterator[str]:
    """Serve a database with `trainer serve`, on a free port unless one is named; gives the address."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "TRAINER_DATABASE_URL": database_url,
        "TRAINER_SECRET_KEY": KEY,
        "TRAINER_BASE_URL": address,
        "TRAINER_WORKERS": str(workers),
    }
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer", "serve", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(address, process, folder / "server.log")
        yield address
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=30)
        process.kill()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        with suppress(OSError), urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not get ready: {log.read_text()}")
