"""A served platform for browsers: the production server on a copy of a filled database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.support.loaded_server import start_server, stop_server
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
    environment = {**os.environ, **_settings(database_url, address), "TRAINER_WORKERS": str(workers)}
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer", "serve", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(address, lambda: process.poll() is not None, folder / "server.log")
        yield address
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=30)
        process.kill()


@contextmanager
def served_at_once(database_url: str, folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Serve a database as `served` does, by a process that need not load the platform first."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    process = start_server(port, 1, _settings(database_url, address), folder)
    try:
        _wait_until_ready(address, lambda: process.exitcode is not None, folder / "server.log")
        yield address
    finally:
        stop_server(process)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(database_url: str, address: str) -> dict[str, str]:
    return {"TRAINER_DATABASE_URL": database_url, "TRAINER_SECRET_KEY": KEY, "TRAINER_BASE_URL": address}


def _wait_until_ready(address: str, has_ended: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if has_ended():
            raise RuntimeError(f"the server ended: {log.read_text()}")
        with suppress(OSError), urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise RuntimeError(f"the server did not get ready: {log.read_text()}")
