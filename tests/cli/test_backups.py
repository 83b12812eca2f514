"""`trainer backup` and `trainer restore`: the drill, and what is refused."""

import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer


@pytest.fixture
def clinic_here(trainer: Trainer) -> Trainer:
    """A command line whose folder holds a database with one administrator-to-be."""
    trainer("database", "upgrade")
    trainer("people", "invite", "ann@example.org", "--role", "administrator", BASE_URL="http://localhost:8000")
    return trainer


def test_the_drill_a_lost_database_comes_back_with_everything(clinic_here: Trainer) -> None:
    before = clinic_here("backup", "night.zip")
    shutil.rmtree("instance")

    ran = clinic_here("restore", "night.zip")

    assert before.status == 0
    assert (ran.status, ran.lines[0].split(" as of ")[0]) == (0, "Restored 4 rows")
    assert clinic_here("database", "check").out == "The database agrees with this program.\n"
    assert clinic_here("progress", "verify").status == 0
    again = clinic_here(
        "people", "invite", "ann@example.org", "--role", "administrator", BASE_URL="http://localhost:8000"
    )
    assert again.status == 0


def test_a_backup_is_readable_by_its_owner_only(clinic_here: Trainer) -> None:
    clinic_here("backup", "night.zip")

    assert stat.S_IMODE(Path("night.zip").stat().st_mode) == 0o600


def test_a_backup_writes_over_no_file_unless_told_to(clinic_here: Trainer) -> None:
    Path("night.zip").write_text("another night")

    refused = clinic_here("backup", "night.zip")

    assert (refused.status, refused.err) == (
        1,
        "Error: night.zip is there already; choose another name, or say --overwrite\n",
    )
    assert Path("night.zip").read_text() == "another night"
    assert clinic_here("backup", "night.zip", "--overwrite").status == 0
    assert zipfile.is_zipfile("night.zip")


def test_a_backup_into_a_folder_that_is_not_there_says_so_and_leaves_nothing(clinic_here: Trainer) -> None:
    ran = clinic_here("backup", "nowhere/night.zip")

    assert (ran.status, ran.err) == (1, "Error: nowhere: No such file or directory\n")


def test_records_that_are_there_are_kept_unless_told_otherwise(clinic_here: Trainer) -> None:
    clinic_here("backup", "night.zip")

    ran = clinic_here("restore", "night.zip")

    assert (ran.status, ran.err) == (
        1,
        "Error: the database holds records; say --overwrite to put the backup in their place\n",
    )


def test_told_to_it_replaces_them_and_keeps_the_old_file(clinic_here: Trainer) -> None:
    clinic_here("backup", "night.zip")

    ran = clinic_here("restore", "night.zip", "--overwrite")

    assert ran.status == 0
    kept = ran.lines[-1].removeprefix("What was here before is kept in ").removesuffix(".")
    assert Path(kept).is_file()
    assert sorted(path.name for path in Path("instance").iterdir() if "restoring" in path.name) == []


def test_what_is_no_backup_is_refused_in_a_sentence(clinic_here: Trainer) -> None:
    Path("letter.zip").write_text("Dear Ann")

    ran = clinic_here("restore", "letter.zip")

    assert (ran.status, ran.err) == (
        1,
        "Error: letter.zip is not a whole backup of this program; nothing was changed\n",
    )


def test_a_backup_of_a_newer_program_is_refused(clinic_here: Trainer) -> None:
    clinic_here("backup", "night.zip")
    with zipfile.ZipFile("night.zip") as old, zipfile.ZipFile("future.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        manifest = json.loads(old.read("manifest.json"))
    with zipfile.ZipFile("future.zip", "w") as new:
        new.writestr("manifest.json", json.dumps({**manifest, "schema": "9999"}))

    ran = clinic_here("restore", "future.zip", "--overwrite")

    assert ran.status == 1
    assert "9999" in ran.err
    assert "newer version of the program" in ran.err
