"""`trainer serve` refuses what it cannot serve, in sentences, before anybody is let in."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.databases import Templates, url_of
from tests.support.site import KEY, free_port
from trainer.serving import why_not

NEEDED = {"SECRET_KEY": KEY, "BASE_URL": "http://127.0.0.1:8000"}
NO_KEY = (
    "trainer: TRAINER_SECRET_KEY is not set; set it to at least 32 random characters, "
    "the same for every worker and host"
)
NO_ADDRESS = (
    "trainer: TRAINER_BASE_URL is not set; set it to the address that people use, such as https://training.example.org"
)


@pytest.fixture
def installation(templates_of: Callable[[str], Templates]) -> Iterator[str]:
    """The address of a database that could be served; of one kind, since it is never reached."""
    templates = templates_of("sqlite")
    yield url_of(templates.get("newest"))
    templates.take_back()


def refusal(folder: Path, *words: str, **settings: str) -> list[str]:
    """What `trainer serve` says when it refuses, which it tells by its exit status too."""
    environment = {**os.environ, **{f"TRAINER_{name}": value for name, value in settings.items()}}
    ended = subprocess.run(
        [sys.executable, "-m", "trainer", "serve", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    return ended.stderr.splitlines()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, [NO_ADDRESS, NO_KEY]),
        ({"SECRET_KEY": KEY}, [NO_ADDRESS]),
        ({"BASE_URL": "https://training.example.org", "SECRET_KEY": " "}, [NO_KEY]),
    ],
)
def test_a_setting_that_is_missing_is_named(tmp_path: Path, settings: dict[str, str], words: list[str]) -> None:
    assert refusal(tmp_path, **settings) == words


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_somebody_listens_on_is_refused(tmp_path: Path, installation: str, host: str) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.bind((host, 0))
        listener.listen()
        port = str(listener.getsockname()[1])

        assert refusal(tmp_path, "--host", host, "--port", port, **NEEDED, DATABASE_URL=installation) == [
            f"Error: {host}:{port} is taken by another program; stop it, or choose another --port"
        ]


@pytest.mark.parametrize("host", ["203.0.113.7", "nowhere.invalid", ""])
def test_an_address_that_is_not_of_this_machine_is_not_called_taken(
    tmp_path: Path, installation: str, host: str
) -> None:
    [words] = refusal(tmp_path, "--host", host, "--port", str(free_port()), **NEEDED, DATABASE_URL=installation)

    assert words == f"Error: '{host}' is no address of this machine; choose another --host, such as 127.0.0.1"


def test_a_port_that_only_root_may_have_is_not_called_taken() -> None:
    # Tests may run as root, to whom every port is open.
    assert why_not(PermissionError(errno.EACCES, "Permission denied"), "127.0.0.1", 80) == (
        "only root may listen on port 80; choose a --port from 1024 on, with a reverse proxy before it"
    )
