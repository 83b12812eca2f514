"""The command line as a process of its own, where the folder and the streams are those of whoever calls it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import INSTALLATION
from tests.support.courses import tiny_course

Lay = Callable[[Mapping[str, bytes]], Path]
SCRIPT = (Path(sys.executable).parent / "trainer",)
MODULE = (sys.executable, "-m", "trainer")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}


def run(
    command: tuple[str | Path, ...], *words: str | Path, cwd: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """A command run to its end."""
    environment = {**ENVIRONMENT, **{f"TRAINER_{name}": value for name, value in settings.items()}}
    return subprocess.run(
        [*command, *words], cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("command", [SCRIPT, MODULE], ids=["trainer", "python -m trainer"])
def test_the_exit_status_is_for_scripts(tmp_path: Path, lay: Lay, command: tuple[str | Path, ...]) -> None:
    good = run(command, "check", lay(tiny_course()), cwd=tmp_path)
    bad = run(command, "check", lay(tiny_course(files={"curriculum/notes.txt": "Milk."})), cwd=tmp_path)

    assert (good.returncode, good.stdout.splitlines()[0], good.stderr) == (0, "No problems.", "")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert bad.stdout.startswith("curriculum/notes.txt:1: error: ")


def test_help_is_asked_for_by_one_letter_too(tmp_path: Path) -> None:
    short, long = run(SCRIPT, "publish", "-h", cwd=tmp_path), run(SCRIPT, "publish", "--help", cwd=tmp_path)

    assert (short.returncode, short.stdout) == (0, long.stdout)
    assert short.stdout.startswith("Usage: trainer publish [OPTIONS] [FOLDER]")


def test_the_database_lies_below_the_folder_in_which_a_command_runs(tmp_path: Path) -> None:
    assert run(SCRIPT, "database", "upgrade", cwd=tmp_path).returncode == 0

    assert (tmp_path / "instance/trainer.db").is_file()
    assert run(SCRIPT, "people", "list", cwd=tmp_path).returncode == 0
    assert run(SCRIPT, "people", "list", cwd=INSTALLATION / "tests").returncode == 1
    assert not (INSTALLATION / "tests/instance").exists()


def test_a_reader_that_stops_reading_is_no_trouble(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*SCRIPT, "people", "--help"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        words = process.stderr.read()

    assert "Traceback" not in words


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    run(SCRIPT, "database", "upgrade", cwd=tmp_path)
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*SCRIPT, "people", "list"],
            cwd=tmp_path,
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert ended.stderr == "trainer: No space left on device\n"


def test_words_in_any_letters_come_through_whatever_the_language_of_the_terminal(tmp_path: Path, lay: Lay) -> None:
    run(SCRIPT, "database", "upgrade", cwd=tmp_path)
    run(SCRIPT, "publish", lay(tiny_course()), cwd=tmp_path)
    days = ("--starts", "2020-01-01", "--ends", "2035-01-01")

    added = run(SCRIPT, "cohorts", "add", "Größe 東", "--course", "tiny", *days, cwd=tmp_path)

    assert added.returncode == 0, added.stderr
    assert run(SCRIPT, "cohorts", "list", cwd=tmp_path).stdout.startswith("Größe 東\ttiny\t")
