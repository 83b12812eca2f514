"""`trainer demo` makes a filled platform once, serves it until Ctrl-C, and keeps what is in it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer

SCRIPT = Path(sys.executable).parent / "trainer"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}


@contextmanager
def demonstration(folder: Path, port: int, *words: str) -> Iterator[list[str]]:
    """A demonstration that is being served, with what it said until then; Ctrl-C ends it."""
    process = subprocess.Popen(
        [SCRIPT, "demo", "--port", str(port), *words],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line.rstrip())
            if line.startswith("  ivy@example.org"):
                break
        _wait_until_served(port)
        yield said
    finally:
        os.killpg(process.pid, signal.SIGINT)
        _, words_of_trouble = process.communicate(timeout=30)
    assert process.returncode == 0, words_of_trouble
    assert "Traceback" not in words_of_trouble


def test_a_demonstration_is_made_once_and_kept(tmp_path: Path, free_port: int) -> None:
    with demonstration(tmp_path, free_port) as said:
        assert said[1] == f"Trainer is on http://127.0.0.1:{free_port}  (Ctrl-C stops it; all people are invented)"
        assert [line for line in said if line.startswith("  trainee@example.org")]
        assert (tmp_path / "instance/trainer.db").is_file()
    _mark(tmp_path)

    with demonstration(tmp_path, free_port) as said:
        assert _is_marked(tmp_path)
        assert [line for line in said if line.startswith("  admin@example.org")]

    with demonstration(tmp_path, free_port, "--fresh"):
        assert not _is_marked(tmp_path)


def test_a_database_that_is_none_of_a_demonstration_is_left_alone(trainer: Trainer) -> None:
    trainer("database", "upgrade")
    before = Path("instance/trainer.db").read_bytes()

    for words in (("demo",), ("demo", "--fresh")):
        ran = trainer(*words, "--port", _a_free_port())
        assert ran.status == 1
        assert ran.err == (
            "Error: instance/trainer.db exists and was not made by the demonstration; "
            "run it in another folder, or move the file\n"
        )
    assert Path("instance/trainer.db").read_bytes() == before


def test_a_taken_port_is_told_before_anything_is_made(trainer: Trainer) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        ran = trainer("demo", "--port", port)

    assert ran.status == 1
    assert ran.err == (f"Error: 127.0.0.1:{port} is taken by another program; stop it, or choose another --port\n")
    assert not Path("instance").exists()


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    return _a_free_port()


def _a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_served(port: int) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz")
    for _ in range(200):
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            signal.sigtimedwait([], 0.1)
    raise AssertionError("the demonstration did not answer")


def _mark(folder: Path) -> None:
    with sqlite3.connect(folder / "instance/trainer.db") as connection:
        connection.execute("UPDATE person SET name = 'Marked' WHERE email_key = 'admin@example.org'")
    connection.close()


def _is_marked(folder: Path) -> bool:
    connection = sqlite3.connect(folder / "instance/trainer.db")
    found = connection.execute("SELECT count(*) FROM person WHERE name = 'Marked'").fetchone()
    connection.close()
    return bool(found == (1,))
