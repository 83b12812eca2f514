"""Starts servers out of one process that has loaded the platform already, since loading it takes longer than a test."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from trainer import serving, workers

_LOADED = multiprocessing.get_context("forkserver")
_LOADED.set_forkserver_preload(["trainer.workers", "trainer.serving"])


def start_server(port: int, workers: int, settings: dict[str, str], folder: Path) -> BaseProcess:
    """Start what `trainer serve` becomes once it has looked at the settings and the database; it logs to `server.log`.

    Whatever is about starting, ending or killing processes needs `trainer serve` itself: tests/serving has that.
    """
    process = _LOADED.Process(target=_serve, args=(port, workers, {**os.environ, **settings}, folder))
    process.start()
    return process


def stop_server(process: BaseProcess) -> None:
    """Stop a server, and wait until all of it has ended."""
    process.terminate()
    process.join(timeout=30)
    process.kill()
    process.join()


def _serve(port: int, count: int, environment: dict[str, str], folder: Path) -> None:
    multiprocessing.set_start_method("fork", force=True)  # as of a process that was not started like this one
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with (folder / "server.log").open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    workers.main("127.0.0.1", port, count, lambda: _Forked(serving.main))


class _Forked:
    """A process that goes on from this one, asked about as a `subprocess.Popen` is."""

    def __init__(self, run: Callable[[int], None]) -> None:
        self._process = multiprocessing.get_context("fork").Process(target=_alone, args=(run, os.getpid()))
        self._process.start()

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a sweep", timeout or 0)
        return self._process.exitcode


def _alone(run: Callable[[int], None], parent: int) -> None:
    with suppress(KeyboardInterrupt):
        os.setsid()
        run(parent)
