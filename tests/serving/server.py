"""A server of this program whose processes can be told apart, killed, and started again."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from tests.support.site import KEY, free_port

PATIENCE = 120.0
"""Seconds after which something that should have happened never will."""


class Server:
    """`trainer serve` with two workers, on a port that it keeps over every start."""

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self._folder = folder
        self._settings = {
            "TRAINER_DATABASE_URL": database_url,
            "TRAINER_SECRET_KEY": KEY,
            "TRAINER_BASE_URL": f"http://{self.host}",
            "TRAINER_WORKERS": "2",
            **{f"TRAINER_{name}": value for name, value in settings.items()},
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._seen: set[int] = set()

    @property
    def main(self) -> int:
        """The process that was started."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it can serve with both workers."""
        command = [sys.executable, "-m", "trainer", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env={**os.environ, **self._settings}, stdout=log, stderr=log
            )
        self.wait_for(self.is_ready)
        self.wait_for(lambda: len(self.workers()) == 2)

    def workers(self) -> frozenset[int]:
        """The processes that answer requests."""
        return self._children() - self.sweeps()

    def sweeps(self) -> frozenset[int]:
        """The process that sweeps."""
        return frozenset(each for each in self._children() if "trainer.serving" in _command(each))

    def processes(self) -> frozenset[int]:
        """Every process of it that was ever seen and still lives."""
        self._seen |= {self.main, *self._children()}
        return frozenset(each for each in self._seen if _lives(each))

    def is_ready(self) -> bool:
        """Whether it says of itself that it can serve."""
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"the server ended: {self.log.read_text()}")
        with suppress(OSError), urllib.request.urlopen(f"http://{self.host}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def status(self) -> int | None:
        """The exit status of the process that was started, None while it runs."""
        assert self._process is not None
        return self._process.poll()

    def told(self, number: signal.Signals) -> int:
        """The exit status after a signal to the process that was started."""
        assert self._process is not None
        self.processes()
        self._process.send_signal(number)
        return self._process.wait(PATIENCE)

    def crash(self) -> None:
        """Kill every process of it at once, as when the power fails."""
        kill(self.processes())
        assert self._process is not None
        self._process.wait(PATIENCE)

    def wait_until_gone(self) -> None:
        """Wait until no process of it is left."""
        self.wait_for(lambda: not self.processes())
        assert self._process is not None
        self._process.wait(PATIENCE)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                raise AssertionError(f"it never came about; the server said: {self._said()[-3000:]}")
            time.sleep(0.02)

    def end(self) -> None:
        """Leave nothing of it behind, whatever has happened."""
        if self._process is not None:
            kill(self.processes())
            self._process.wait()

    def _said(self) -> str:
        """What it said, but for its line for each request."""
        return "\n".join(each for each in self.log.read_text().splitlines() if "trainer.requests" not in each)

    def _children(self) -> frozenset[int]:
        listed = ""
        for task in Path(f"/proc/{self.main}/task").glob("*/children"):
            with suppress(OSError):
                listed += task.read_text()
        return frozenset(each for each in map(int, listed.split()) if _lives(each))


def kill(processes: Iterable[int]) -> None:
    """Kill with no warning; what has ended already is no matter."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _lives(process: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to notice does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


def _command(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    return ""
