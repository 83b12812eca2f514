"""Runs the worker processes that answer requests, and beside them the sweep."""

# `python -m trainer.workers HOST PORT WORKERS`; `trainer serve` becomes this program. What is loaded here is held by
# every worker, so nothing that renders, migrates or reads commands belongs into it.

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, Protocol

from granian import Granian
from granian.constants import Interfaces

from trainer.settings import read_settings
from trainer.storage.database import open_database
from trainer.web.app import create_app

_GIVE_UP_AFTER = 5
_GIVE_UP_WITHIN = 60.0  # seconds
_LOOKS_EVERY = 2.0  # seconds

_log = logging.getLogger("trainer.workers")

_ALLOCATIONS: Final = 20_000
"""How many more values than before make Python look for rings of them; a page makes some thousands, and no ring."""


def application() -> Any:  # a WSGI application, as the server calls it
    """The application of one worker process, from the environment that `serve` was started with."""
    # Ctrl-C reaches every process of a terminal. The first one tells the workers to end; both at once hang them.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    log_to_standard_error()
    settings = read_settings(os.environ, needs=frozenset({"TRAINER_SECRET_KEY", "TRAINER_BASE_URL"}))
    app = create_app(settings, open_database(settings.database_url, settings.media_folder))
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    return app


def log_to_standard_error() -> None:
    """One line for each event; answers and tokens are never among them."""
    # No line says in which thread, process or place it was written, so none of that is found out for each.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # as the documentation of logging advises
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def _end_with_parent() -> None:
    """End this process when the one that started it was killed, so that nobody holds the port."""
    started = multiprocessing.parent_process()  # it may be gone already, and another process have this one as its child
    parent = started.pid if started else os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


class Process(Protocol):
    """What this program asks of the process that sweeps; `subprocess.Popen` has it."""

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""

    def terminate(self) -> None:
        """Ask it to end."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended; raises subprocess.TimeoutExpired."""


def sweep_beside() -> Process:
    """Start the process that sweeps."""
    # Its own session: Ctrl-C reaches this process, which then tells the sweep to end.
    command = [sys.executable, "-P", "-m", "trainer.serving", str(os.getpid())]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 (our own program)


def main(host: str, port: int, workers: int, start_sweep: Callable[[], Process] = sweep_beside) -> None:
    """Serve until told to stop, and sweep beside it."""
    log_to_standard_error()
    sweep = _Sweep(start_sweep)
    gc.freeze()  # what is loaded by now stays shared: a worker's collector leaves it alone
    try:
        _serve_until_told(host, port, workers)
    finally:
        sweep.end()


class _Sweep:
    """The process that sweeps beside this one; where it ends, another is started, else nothing is published or sent.

    A timer looks after it, not a thread: a worker that is forked while a thread starts a program would keep the pipe by
    which that tells that it has begun, and the thread would wait for ever.
    """

    def __init__(self, start: Callable[[], Process]) -> None:
        self._start = start
        self._process = start()
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, _LOOKS_EVERY, _LOOKS_EVERY)

    def end(self) -> None:
        """Tell it to end, and wait for a while."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=20)

    def _look(self, _number: int, _frame: FrameType | None) -> None:
        if self._process.poll() is not None:
            _log.warning("the process that sweeps has ended; another one is started")
            self._process = self._start()


def _serve_until_told(host: str, port: int, workers: int) -> None:
    """Serve, and begin again when granian gives up, as it does when a worker ends twice within six seconds.

    Workers that are killed, by the kernel for their memory perhaps, are no reason to be gone. Those that end by
    themselves again and again are: after the fifth time in a minute it is over. Raises SystemExit.
    """
    ends: list[float] = []
    while True:
        server = Granian(
            "trainer.workers:application",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            backlog=1024,
            respawn_failed_workers=True,
            workers_kill_timeout=20,
            log_enabled=True,
            log_access=False,
            websockets=False,
        )
        with contextlib.suppress(SystemExit):
            server.serve()
        if server.interrupt_signal:
            return
        now = time.monotonic()
        ends = [*(end for end in ends if now - end < _GIVE_UP_WITHIN), now]
        if len(ends) >= _GIVE_UP_AFTER:
            _log.error("worker processes end again and again; the server gives up")
            sys.exit(1)
        _log.warning("a worker process ended twice in a few seconds; all of them are started again")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
