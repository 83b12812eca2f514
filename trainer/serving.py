"""Serves the application: worker processes for requests, one more process for the sweep."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from trainer import clock, mail
from trainer.actions.sending import Message, send_next
from trainer.actions.sweeping import EVERY, hold_lease, sweep
from trainer.settings import Settings, read_settings
from trainer.storage.database import Database, Unreachable, open_database
from trainer.web.app import create_app

_MOST_MESSAGES = 20
_log = logging.getLogger("trainer.serving")


class PortTaken(Exception):
    """Another program listens on the port."""


def application() -> Any:  # a WSGI application, as the server calls it
    """The application of one worker process, from the environment that `serve` was started with."""
    # Ctrl-C reaches every process of a terminal. The first one tells the workers to end; both at once hang them.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    log_to_standard_error()
    settings = read_settings(os.environ, needs=frozenset({"TRAINER_SECRET_KEY", "TRAINER_BASE_URL"}))
    return create_app(settings, open_database(settings.database_url))


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; requests under way are answered first. Raises PortTaken."""
    require_free_port(host, port)
    # Its own session: Ctrl-C reaches this process, which then tells the sweep to end.
    sweeper = subprocess.Popen([sys.executable, "-m", "trainer.serving", str(os.getpid())], start_new_session=True)  # noqa: S603
    server = Granian(
        "trainer.serving:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=1,
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_enabled=True,
        log_access=False,
        websockets=False,
    )
    try:
        server.serve()
    finally:
        sweeper.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            sweeper.wait(timeout=20)


def require_free_port(host: str, port: int) -> None:
    """Raise PortTaken where somebody listens already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port} is taken by another program; stop it, or choose another --port") from error


def sweep_for_ever(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    """Sweep every 15 seconds while this process holds the lease; a failing sweep is noted and tried again."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    while not is_stopped():
        moment = clock.now(settings.zone)
        try:
            if hold_lease(database, "sweep", holder, moment):
                sweep(database, moment)
                if settings.smtp_url:
                    _send_waiting(settings, database, is_stopped)
        except Unreachable as error:
            _log.warning("the sweep could not reach the database: %s", error)
        except Exception:
            _log.exception("the sweep failed and will be tried again")
        pause_until = time.monotonic() + EVERY.total_seconds()
        while not is_stopped() and time.monotonic() < pause_until:
            time.sleep(0.25)


def log_to_standard_error() -> None:
    """One line for each event; answers and tokens are never among them."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def _send_waiting(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    def send(message: Message) -> None:
        mail.send(message, settings)

    # A mail server can be slow: each message has its own moment, and other work waits for no more than a few.
    for _ in range(_MOST_MESSAGES):
        if is_stopped() or not send_next(database, send, clock.now(settings.zone)):
            return


def _end_with_parent() -> None:
    """End this process when the one that started it was killed, so that nobody holds the port."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def _main() -> None:
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log_to_standard_error()
    settings = read_settings(os.environ)
    parent = int(sys.argv[1])
    database = open_database(settings.database_url)
    sweep_for_ever(settings, database, lambda: bool(stopped) or os.getppid() != parent)
    database.close()


if __name__ == "__main__":
    _main()
