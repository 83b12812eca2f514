"""`trainer export` writes what is published into a folder, byte for byte."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.cli.conftest import Trainer
from tests.support.courses import SECTIONS, module_text, tiny_course
from trainer.course_folder import read_folder

Lay = Callable[[Mapping[str, bytes]], Path]


def test_what_is_exported_can_be_published_without_a_change(site: Trainer) -> None:
    ran = site("export", "out")

    assert ran.status == 0
    assert ran.out == "Wrote edition 1 of tiny to out (7 files).\n"
    assert read_folder(Path("out")) == (tiny_course(), ())
    assert site("publish", "out").lines == ["Nothing differs from what is published; there is no new edition."]


def test_the_newest_edition_is_written(site: Trainer, lay: Lay) -> None:
    better = tiny_course(files={"curriculum/basics/first.md": module_text("first", {**SECTIONS, "end": "Better."})})
    site("publish", lay(better))

    assert site("export", "out").out == "Wrote edition 2 of tiny to out (7 files).\n"
    assert read_folder(Path("out"))[0] == better


def test_a_module_that_is_kept_but_no_longer_listed_is_not_written(site: Trainer, lay: Lay) -> None:
    shorter = tiny_course(areas={"basics": ("first",), "practice": ("third",)})
    kept = site("publish", lay(shorter)).lines[:2]

    ran = site("export", "out")

    assert [line.partition(" (")[0] for line in kept] == [
        "kept: curriculum/basics/second.md",
        "kept: quizzes/second.yml",
    ]
    assert ran.out == "Wrote edition 2 of tiny to out (5 files).\n"
    assert read_folder(Path("out"))[0] == shorter
    assert site("check", "out").status == 0
    assert site("publish", "out").lines[-1] == "Nothing differs from what is published; there is no new edition."


def test_a_folder_that_holds_other_files_is_refused_and_left_alone(site: Trainer) -> None:
    Path("out").mkdir()
    Path("out/notes.txt").write_text("mine")

    ran = site("export", "out")

    assert ran.status == 1
    assert ran.err == "trainer: out/notes.txt is not part of the edition; export into an empty folder\n"
    assert [path.name for path in Path("out").iterdir()] == ["notes.txt"]


def test_with_several_courses_one_is_named(site: Trainer, lay: Lay) -> None:
    site("publish", lay(tiny_course(slug="other")))

    unnamed, unknown, named = site("export", "out"), site("export", "out", "--course", "x"), site(
        "export", "out", "--course", "other"
    )  # fmt: skip

    assert unnamed.err == "trainer: There are several courses (other, tiny); name one with --course.\n"
    assert unknown.err == "trainer: There is no course 'x'.\n"
    assert (unnamed.status, unknown.status, named.status) == (1, 1, 0)
    assert named.out == "Wrote edition 1 of other to out (7 files).\n"


def test_nothing_is_published_yet(trainer: Trainer) -> None:
    trainer("database", "upgrade")

    ran = trainer("export", "out")

    assert (ran.status, ran.err) == (1, "trainer: Nothing is published yet.\n")
    assert not Path("out").exists()


def test_a_place_where_nothing_can_be_written(site: Trainer) -> None:
    Path("file").write_text("mine")

    over, below = site("export", "file"), site("export", "file/out")

    assert over.status == 2
    assert "'file' is a file" in over.err
    assert below.status == 1
    assert below.err == "trainer: file/out/curriculum/basics: Not a directory\n"
    assert Path("file").read_text() == "mine"
