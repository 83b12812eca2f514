"""The wheel holds everything that the program needs, and works without the checkout."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.source import ROOT, files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def expected() -> set[str]:
    """Every file of the package, and those that stand beside it, under the names that they get."""
    package = {path.relative_to(ROOT).as_posix() for path in files("trainer")}
    beside = {
        f"trainer/_data/{path.relative_to(ROOT).as_posix()}" for path in files("templates", "curriculum", "quizzes")
    }
    return package | beside


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert expected() - names == set()
    assert names - expected() == set()


@pytest.mark.parametrize(
    "name",
    [
        "trainer/_data/templates/layout.html",
        "trainer/_data/curriculum/course.yml",
        "trainer/curriculum/styles/apa.csl",
        "trainer/static/site.css",
        "trainer/storage/migrations/env.py",
        "trainer/storage/migrations/script.py.mako",
        "trainer/storage/migrations/versions/0001_first_schema.py",
    ],
)
def test_the_wheel_holds_what_is_not_code(wheel: Path, name: str) -> None:
    assert name in ZipFile(wheel).namelist()


def test_what_is_installed_from_the_wheel_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    look = "from trainer.paths import data_folder; print(data_folder('templates'))"
    told = subprocess.run(
        [sys.executable, "-c", look],
        cwd="/",
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == str(tmp_path / "trainer" / "_data" / "templates")
