"""Previews lie for a while in a folder that nobody else can read."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from trainer.errors import Invalid
from trainer.previewing.shelf import Shelf

DAY = 24 * 3600


def shelf_in(folder: Path) -> tuple[Shelf, list[str]]:
    """A shelf, and the names of the previews that it has had made."""
    begun: list[str] = []

    def start(asked: Mapping[str, str]) -> None:
        begun.append(asked["name"])

    return Shelf(folder, start=start), begun


def aged(path: Path, seconds: float) -> Path:
    """A file that was written so long ago."""
    path.touch()
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))
    return path


def test_what_is_being_made_is_not_begun_twice_and_no_more_than_two_at_once(tmp_path: Path) -> None:
    shelf, begun = shelf_in(tmp_path / "previews")

    for name in ("a-1", "a-1", "b-1", "c-1"):
        shelf.begin(name, {})

    assert begun == ["a-1", "b-1"]
    assert shelf.find("a-1") is None


def test_what_a_killed_process_left_is_begun_again(tmp_path: Path) -> None:
    shelf, begun = shelf_in(tmp_path / "previews")
    shelf.begin("a-1", {})
    aged(tmp_path / "previews/a-1.lock", 121)

    shelf.begin("a-1", {})

    assert begun == ["a-1", "a-1"]


def test_a_preview_lies_there_for_a_day_and_four_of_one_person(tmp_path: Path) -> None:
    folder = tmp_path / "previews"
    folder.mkdir(mode=0o700)
    shelf, _ = shelf_in(folder)
    for suffix in (".json", ".db", ".db-wal"):
        aged(folder / f"b-old{suffix}", DAY + 1)
        aged(folder / f"b-new{suffix}", DAY - 60)
    for number in range(5):
        aged(folder / f"a-{number}.json", number)

    shelf.begin("a-next", {})

    assert sorted(path.name for path in folder.iterdir()) == [
        "a-0.json", "a-1.json", "a-2.json", "a-next.lock", "b-new.db", "b-new.db-wal", "b-new.json",
    ]  # fmt: skip


def test_a_folder_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path)

    for name in ("open", "link"):
        with pytest.raises(Invalid, match="is open to others"):
            shelf_in(tmp_path / name)[0].begin("a-1", {})


def test_a_folder_of_its_own_is_closed_to_others(tmp_path: Path) -> None:
    shelf_in(tmp_path / "previews")[0].begin("a-1", {})

    assert (tmp_path / "previews").stat().st_mode & 0o777 == 0o700
