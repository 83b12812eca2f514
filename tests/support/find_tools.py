"""Finds what tests need beside Python: a Chromium, a PostgreSQL server, and Pango for certificates."""

import ctypes
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

# Read once: tests remove every TRAINER_* variable before they start the program.
_GIVEN_CHROMIUM = os.environ.get("TRAINER_TEST_CHROMIUM")
_GIVEN_POSTGRESQL = os.environ.get("TRAINER_TEST_POSTGRES")

OWN_BROWSERS = Path(__file__).parents[2] / ".venv" / "browsers"
"""Where `provide_tools` puts Playwright's Chromium on a machine whose system has none."""

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
_SERVER_FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")


class MissingToolError(Exception):
    """A program that tests need is not on this machine; the message says how to get it."""


def chromium() -> Path:
    """The browser that tests drive. Ubuntu's stand-in for its snap is not one."""
    if _GIVEN_CHROMIUM:
        if Path(_GIVEN_CHROMIUM).is_file():
            return Path(_GIVEN_CHROMIUM)
        raise MissingToolError(f"TRAINER_TEST_CHROMIUM names no file: {_GIVEN_CHROMIUM}")
    for found in map(shutil.which, _CHROMIUMS):
        if found and not _is_snap(Path(found)):
            return Path(found)
    for own in sorted(OWN_BROWSERS.glob("chromium-*/chrome-*/chrome"), reverse=True):
        return own
    raise MissingToolError(
        "no Chromium was found; install one (Debian: sudo apt-get install chromium; "
        "elsewhere: Google Chrome), or name it with TRAINER_TEST_CHROMIUM=/path/to/chromium"
    )


def postgresql() -> Path:
    """The folder with `initdb` and `postgres` of the newest server on this machine."""
    if _GIVEN_POSTGRESQL:
        if _holds_server(Path(_GIVEN_POSTGRESQL)):
            return Path(_GIVEN_POSTGRESQL)
        raise MissingToolError(f"TRAINER_TEST_POSTGRES holds no initdb and postgres: {_GIVEN_POSTGRESQL}")
    for folder in _server_folders():
        if _holds_server(folder):
            return folder
    raise MissingToolError(
        "no PostgreSQL server was found; install one (sudo apt-get install postgresql), "
        "or name the folder of its programs with TRAINER_TEST_POSTGRES=/path/to/bin"
    )


def pango() -> str:
    """The library with which certificates become PDFs."""
    try:
        for name in _PANGO:
            ctypes.CDLL(name)
    except OSError as error:
        raise MissingToolError(
            "no Pango was found; install it (sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0)"
        ) from error
    return _PANGO[0]


def _is_snap(program: Path) -> bool:
    with program.resolve().open("rb") as file:
        start = file.read(4096)
    return program.resolve().name == "snap" or (start.startswith(b"#!") and b"/snap/bin" in start)


def _server_folders() -> Iterable[Path]:
    for pattern in _SERVER_FOLDERS:
        yield from sorted(Path("/").glob(pattern), key=_version, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _version(folder: Path) -> int:
    digits = re.search(r"\d+", folder.parent.name)
    return int(digits[0]) if digits else 0


def _holds_server(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "postgres"))
