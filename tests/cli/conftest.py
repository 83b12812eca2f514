"""Runs the command line in an empty folder."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.databases import Templates, url_of
from tests.support.publications import first_edition
from trainer.cli import main
from trainer.storage.database import Database

INSTALLATION = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, and the status with which it ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What stands on standard output, line by line."""
        return self.out.splitlines()


Trainer = Callable[..., Ran]
"""Runs `trainer` with some words, each of which is turned into text; settings are given by name."""


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Trainer:
    """The command line, in a folder of its own and without any setting but those that a call gives."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words: object, **settings: str) -> Ran:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["trainer", *map(str, words)])
            for name, value in settings.items():
                patch.setenv(f"TRAINER_{name}", value)
            capsys.readouterr()
            status: object = 0
            try:
                main()
            except SystemExit as end:
                status = end.code
        said = capsys.readouterr()
        assert isinstance(status, int)
        assert "Traceback" not in said.out + said.err
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def published(templates: Templates) -> Database:
    """A database in which the tiny course is published; a test that asks for it runs on each kind."""
    return first_edition(templates)


@pytest.fixture
def site(trainer: Trainer, published: Database) -> Trainer:
    """The command line on that database."""
    given = {"DATABASE_URL": url_of(published), "BASE_URL": "http://127.0.0.1:8000"}

    def run(*words: object, **settings: str) -> Ran:
        return trainer(*words, **{**given, **settings})

    return run


@pytest.fixture
def lay(tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    """Writes the files of a course into a folder, which then holds these alone."""
    folder = tmp_path / "course"

    def write(files: Mapping[str, bytes]) -> Path:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return write
