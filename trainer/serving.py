"""Starts the server, and sweeps in a process beside it."""

import errno
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import NoReturn

from trainer import clock, mail, papers
from trainer.actions.carrying_out import is_publication_due
from trainer.actions.certificate_pdfs import make_next_pdf
from trainer.actions.gathering import gather
from trainer.actions.reminders import remind_everybody
from trainer.actions.sending import Message, send_next
from trainer.actions.sweeping import EVERY, hold_lease, sweep
from trainer.clock import Now
from trainer.process_names import has_ended, own_name
from trainer.reminding import is_morning
from trainer.settings import Settings, read_settings
from trainer.storage.database import Database, Unreachable, open_database
from trainer.workers import log_to_standard_error

_MOST_MESSAGES = 20
_MOST_PAPERS = 5
_NO_ADDRESS = "'{}' is no address of this machine; choose another --host, such as 127.0.0.1"
_log = logging.getLogger("trainer.serving")


class CannotListen(Exception):
    """The address or the port is not to be had; the message says why and what to choose."""


def serve(settings: Settings, host: str, port: int) -> NoReturn:
    """Become the server, until told to stop; requests under way are answered first. Raises CannotListen.

    This process goes on as another program, `trainer.workers`, which knows nothing of rendering or migrating: what a
    server has loaded, each of its workers holds. The settings are read again from the environment.
    """
    require_free_port(host, port)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", "trainer.workers", host, str(port), str(settings.workers)])  # noqa: S606


def require_free_port(host: str, port: int) -> None:
    """Raise CannotListen where somebody listens already, or nobody can."""
    if not host:
        raise CannotListen(_NO_ADDRESS.format(host))
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotListen(why_not(error, host, port)) from error


def why_not(error: OSError, host: str, port: int) -> str:
    """Why an address and a port are not to be had, and what to do."""
    match error.errno:
        case errno.EADDRINUSE:
            return f"{host}:{port} is taken by another program; stop it, or choose another --port"
        case errno.EACCES:
            return f"only root may listen on port {port}; choose a --port from 1024 on, with a reverse proxy before it"
        case _:
            return _NO_ADDRESS.format(host)


def sweep_for_ever(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    """Sweep every 15 seconds while this process holds the lease; a failing sweep is noted and tried again."""
    holder = own_name()
    reminded_on: date | None = None
    while not is_stopped():
        moment = clock.now(settings.zone)
        try:
            if hold_lease(database, "sweep", holder, moment, has_ended):
                sweep(database, moment)
                _make_papers(settings, database, is_stopped)
                if settings.smtp_url:
                    reminded_on = _remind(database, moment, reminded_on)
                    gather(database, moment)
                    _send_waiting(settings, database, is_stopped)
        except Unreachable as error:
            _log.warning("the sweep could not reach the database: %s", error)
        except Exception:
            _log.exception("the sweep failed and will be tried again")
        _pause(settings, database, is_stopped)


def _remind(database: Database, now: Now, reminded_on: date | None) -> date | None:
    """Remind people of what is due, once each morning, and give the day on which that was done last.

    Where this process knows of no such day it looks again: nobody is reminded twice of the same.
    """
    if reminded_on == now.today or not is_morning(now.at, now.zone):
        return reminded_on
    remind_everybody(database, now)
    return now.today


def _pause(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    """Wait until the next sweep, or until an author wants to see something published."""
    for quarter in range(4 * EVERY.seconds):
        if is_stopped() or (quarter % 4 == 0 and _is_wanted(database, settings)):
            return
        time.sleep(0.25)


def _is_wanted(database: Database, settings: Settings) -> bool:
    """Whether a publication is due, for which its author waits."""
    try:
        return is_publication_due(database, clock.now(settings.zone))
    except Unreachable:
        return False  # the next sweep says so


def _make_papers(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    # Each takes a second in a process of its own; what else waits is swept between a few of them.
    for _ in range(_MOST_PAPERS):
        moment = clock.now(settings.zone)
        if is_stopped() or not make_next_pdf(database, papers.made_beside, moment, settings.base_url):
            return


def _send_waiting(settings: Settings, database: Database, is_stopped: Callable[[], bool]) -> None:
    def send(message: Message) -> None:
        mail.send(message, settings)

    # A mail server can be slow: each message has its own moment, and other work waits for no more than a few.
    for _ in range(_MOST_MESSAGES):
        if is_stopped() or not send_next(database, send, clock.now(settings.zone)):
            return


def main(parent: int) -> None:
    """Sweep until told to stop, or until the process with this number is no longer the parent."""
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log_to_standard_error()
    settings = read_settings(os.environ)
    database = open_database(settings.database_url, settings.media_folder)
    sweep_for_ever(settings, database, lambda: bool(stopped) or os.getppid() != parent)
    database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
