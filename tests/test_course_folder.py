"""A folder of course files is read without leaving it, and written without harming what lies there."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.courses import tiny_course
from trainer.course_folder import LARGEST, FolderError, read_folder, write_folder


def laid(root: Path, files: Mapping[str, bytes | str]) -> Path:
    """The folder, with files in it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def problems_in(root: Path) -> list[str]:
    """What is found wrong while reading a folder."""
    return [str(problem) for problem in read_folder(root)[1]]


def test_a_course_is_read_as_its_bytes_by_path(tmp_path: Path) -> None:
    course = tiny_course(files={"curriculum/figures/dot.svg": b"\xff\x00any bytes\r\n"})

    files, problems = read_folder(laid(tmp_path, course))

    assert files == course
    assert problems == ()


def test_nothing_else_in_the_root_is_read(tmp_path: Path) -> None:
    laid(tmp_path, {**tiny_course(), "README.md": "Our course.", ".git/config": "", "drafts/first.md": "Soon."})

    assert read_folder(tmp_path) == (tiny_course(), ())


def test_a_course_may_have_no_quizzes_yet(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n"})

    assert read_folder(tmp_path) == ({"curriculum/course.yml": b"course: tiny\n"}, ())


def test_every_stray_file_is_read_so_that_it_can_be_named(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/a/b/c/notes.txt": "Milk.", "quizzes/.hidden": "", "curriculum/.git/HEAD": "ref"})

    assert set(read_folder(tmp_path)[0]) == {"curriculum/a/b/c/notes.txt", "quizzes/.hidden", "curriculum/.git/HEAD"}


@pytest.mark.parametrize("given", ["", "elsewhere", "quizzes"])
def test_a_folder_without_a_curriculum_is_none_of_a_course(tmp_path: Path, given: str) -> None:
    laid(tmp_path, {"quizzes/first.yml": "title: First\n"})
    root = tmp_path / given

    with pytest.raises(FolderError) as caught:
        read_folder(root)

    assert str(caught.value) == (
        f"{root} holds no folder 'curriculum'; name the folder that holds curriculum and quizzes"
    )


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "first.md~", "first.md.swp"])
def test_what_editors_and_systems_leave_behind_is_passed_over_with_a_warning(tmp_path: Path, name: str) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n", f"curriculum/basics/{name}": "x"})

    files, problems = read_folder(tmp_path)

    assert set(files) == {"curriculum/course.yml"}
    assert [str(each) for each in problems] == [
        f"curriculum/basics/{name}:1: warning: this file is passed over; delete it"
    ]


OUT = "error: this link points out of the course; put the file itself here"


def test_a_link_out_of_the_course_is_not_followed(tmp_path: Path) -> None:
    secret = laid(tmp_path, {"outside/secret.md": "secret"}) / "outside"
    course = laid(tmp_path / "course", {"curriculum/course.yml": "course: tiny\n"})
    (course / "curriculum/file.md").symlink_to(secret / "secret.md")
    (course / "curriculum/folder").symlink_to(secret)
    (course / "curriculum/relative.md").symlink_to("../../outside/secret.md")
    (course / "curriculum/root.md").symlink_to(course / "README.md")
    (course / "README.md").write_text("beside the two folders")

    files, problems = read_folder(course)

    assert set(files) == {"curriculum/course.yml"}
    assert [str(each) for each in problems] == [
        f"curriculum/file.md:1: {OUT}",
        f"curriculum/folder:1: {OUT}",
        f"curriculum/relative.md:1: {OUT}",
        f"curriculum/root.md:1: {OUT}",
    ]


@pytest.mark.parametrize("folder", ["curriculum", "quizzes"])
def test_neither_of_the_two_folders_may_be_a_link(tmp_path: Path, folder: str) -> None:
    laid(tmp_path / "elsewhere", tiny_course())
    course = laid(tmp_path / "course", tiny_course())
    shutil.rmtree(course / folder)
    (course / folder).symlink_to(tmp_path / "elsewhere" / folder)

    files, problems = read_folder(course)

    assert not any(path.startswith(folder) for path in files)
    assert [str(each) for each in problems] == [
        f"{folder}:1: error: this link points out of the course; put the folder itself here"
    ]


def test_a_link_within_the_course_is_the_file_that_it_names(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/basics/first.md": "First."})
    (tmp_path / "curriculum/basics/second.md").symlink_to("first.md")

    assert read_folder(tmp_path)[0]["curriculum/basics/second.md"] == b"First."


def test_links_that_lead_nowhere_or_round_in_a_circle_are_named(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n"})
    (tmp_path / "curriculum/gone.md").symlink_to("nothing.md")
    (tmp_path / "curriculum/round.md").symlink_to("round.md")
    (tmp_path / "curriculum/up").symlink_to(".")

    assert problems_in(tmp_path) == [
        f"curriculum/gone.md:1: {OUT}",
        f"curriculum/round.md:1: {OUT}",
        "curriculum/up:1: error: this is not a file; remove it",
    ]


def test_what_is_no_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n"})
    os.mkfifo(tmp_path / "curriculum/pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path / "curriculum")  # a socket's path is short
        listener.bind("socket.md")
        os.chdir(here)

        assert problems_in(tmp_path) == [
            "curriculum/pipe.md:1: error: this is not a file; remove it",
            "curriculum/socket.md:1: error: this is not a file; remove it",
        ]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n"})
    with (tmp_path / "curriculum/huge.svg").open("wb") as huge:
        huge.truncate(LARGEST + 1)

    files, problems = read_folder(tmp_path)

    assert set(files) == {"curriculum/course.yml"}
    assert [str(each) for each in problems] == [
        "curriculum/huge.svg:1: error: this file is larger than 10 MB; make it smaller"
    ]


def test_what_may_not_be_read_is_named(open_folder: Path) -> None:
    laid(open_folder, {**tiny_course(), "curriculum/closed/first.md": "Closed."})
    (open_folder / "quizzes/first.yml").chmod(0)
    (open_folder / "curriculum/closed").chmod(0)

    with without_rights():
        problems = problems_in(open_folder)

    assert problems == [
        "curriculum/closed:1: error: this folder cannot be read (Permission denied); check its permissions",
        "quizzes/first.yml:1: error: this file cannot be read (Permission denied); check its permissions",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.md", "curriculum/caf\\xe9.md"),
        (b"two\nlines.md", "curriculum/two\\nlines.md"),
        (b"bell\x07.md", "curriculum/bell\\x07.md"),
        ("größe.md".encode(), "curriculum/größe.md"),
    ],
)
def test_a_name_is_shown_on_one_line_whatever_its_bytes(tmp_path: Path, name: bytes, shown: str) -> None:
    laid(tmp_path, {"curriculum/course.yml": "course: tiny\n"})
    Path(os.fsdecode(os.fsencode(tmp_path / "curriculum") + b"/" + name)).write_text("x")

    assert set(read_folder(tmp_path)[0]) == {"curriculum/course.yml", shown}


def test_an_edition_is_written_as_it_is(tmp_path: Path) -> None:
    course = tiny_course(files={"curriculum/figures/dot.svg": b"\xff\x00any bytes\r\n"})

    write_folder(tmp_path / "new" / "folder", course)

    assert read_folder(tmp_path / "new" / "folder") == (course, ())


def test_an_edition_is_written_over_itself(tmp_path: Path) -> None:
    write_folder(tmp_path, tiny_course())

    write_folder(tmp_path, tiny_course())

    assert read_folder(tmp_path) == (tiny_course(), ())


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        ".git/config",
        "notes/first.md",
        "curriculum/notes.txt",
        "curriculum/basics/other.md",
        "quizzes/x.yml",
    ],
)
@pytest.mark.parametrize("already", [False, True], ids=["alone", "beside the edition"])
def test_a_folder_that_holds_other_files_is_refused(tmp_path: Path, name: str, already: bool) -> None:
    laid(tmp_path, {**(tiny_course() if already else {}), name: "mine"})
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(FolderError, match="is not part of the edition; export into an empty folder"):
        write_folder(tmp_path, tiny_course())

    assert (tmp_path / name).read_text() == "mine"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_was_changed_is_not_overwritten(tmp_path: Path) -> None:
    laid(tmp_path, {**tiny_course(), "quizzes/first.yml": "title: Mine\n"})

    with pytest.raises(FolderError) as caught:
        write_folder(tmp_path, tiny_course())

    assert str(caught.value) == (
        f"{tmp_path / 'quizzes/first.yml'} is not as the edition has it; export into an empty folder"
    )
    assert (tmp_path / "quizzes/first.yml").read_text() == "title: Mine\n"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "curriculum").symlink_to(outside)

    with pytest.raises(FolderError, match="is not part of the edition"):
        write_folder(folder, tiny_course())

    assert list(outside.iterdir()) == []


def test_empty_folders_are_no_other_files(tmp_path: Path) -> None:
    (tmp_path / "curriculum" / "basics").mkdir(parents=True)

    write_folder(tmp_path, tiny_course())

    assert read_folder(tmp_path)[0] == tiny_course()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="trainer-course-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody whom file permissions bind; they do not bind root."""
    who = os.geteuid()
    if who == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(who)
