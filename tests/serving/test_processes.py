"""Worker processes come back when they are killed, and go when the server is told to go."""

import os
import signal
import socket
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.serving.server import Server, kill
from tests.serving.signed_in import SignedIn, sign_in
from tests.support.attempts import Taken, begin
from tests.support.clinic import MAREN, actor_of
from trainer import clock
from trainer.storage.database import Database
from trainer.storage.learning import Answer


def test_workers_that_are_killed_are_replaced_and_go_on_answering(server: Server) -> None:
    first = server.workers()

    kill(first)

    server.wait_for(lambda: len(server.workers() - first) == 2)
    server.wait_for(server.is_ready)
    assert sign_in(server.host, MAREN).get("/account/").status == 200


def test_a_worker_that_is_killed_each_time_it_comes_back_does_not_end_the_server(server: Server) -> None:
    for _ in range(3):
        worker = min(server.workers())
        kill({worker})
        server.wait_for(lambda killed=worker: len(server.workers() - {killed}) == 2)  # type: ignore[misc]

    server.wait_for(server.is_ready)
    assert sign_in(server.host, MAREN).get("/account/").status == 200


def test_a_sweep_that_is_killed_is_started_again(server: Server) -> None:
    for _ in range(2):
        [sweep] = server.sweeps()
        kill({sweep})
        server.wait_for(lambda killed=sweep: len(server.sweeps() - {killed}) == 1)  # type: ignore[misc]

    assert server.told(signal.SIGTERM) == 0
    assert server.processes() == frozenset()


def test_a_server_whose_workers_always_end_gives_up_and_says_so_by_its_exit_status(server: Server) -> None:
    while server.status() is None:
        kill(server.workers() & server.processes())

    assert server.status() == 1
    server.wait_until_gone()
    assert "worker processes end again and again; the server gives up" in server.log.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_answers_the_request_in_hand_and_leaves_nothing_behind(
    clinic: Database, server: Server, number: signal.Signals
) -> None:
    attempt = begin(clinic, actor_of(clinic, MAREN), "routes", clock.now(ZoneInfo("UTC")))
    browser = sign_in(server.host, MAREN)
    with half_sent(browser, attempt) as connection:
        os.kill(server.main, number)
        server.wait_for(lambda: not listens(server.port))

        connection.sendall(body(browser, attempt)[-10:])

        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert server.told(number) == 0
    assert server.processes() == frozenset()
    with clinic.reading() as session:
        assert session.scalars(select(Answer.number).where(Answer.attempt_id == attempt.id)).all() == [1]


def test_nothing_is_left_of_a_server_whose_first_process_is_killed(server: Server) -> None:
    assert len(server.processes()) >= 4

    kill({server.main})

    server.wait_until_gone()
    assert not listens(server.port)


def half_sent(browser: SignedIn, attempt: Taken) -> socket.socket:
    """A connection whose request a worker has begun to read, and which lacks its last ten bytes."""
    whole = body(browser, attempt)
    host, _, port = browser.host.partition(":")
    head = (
        f"POST /attempts/{attempt.id}/answers/{attempt.code('hours')} HTTP/1.1\r\nHost: {browser.host}\r\n"
        f"Cookie: {browser.cookie}\r\nAccept: application/json\r\nConnection: close\r\nExpect: 100-continue\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(head.encode())
    # A server asks for the rest of a request once somebody waits for it.
    assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(whole[:-10])
    return connection


def body(browser: SignedIn, attempt: Taken) -> bytes:
    """The form of an answer."""
    return browser.encoded({**attempt.form("hours", "3"), "number": "0"}).encode()


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False
