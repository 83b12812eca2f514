"""Recordings go from a folder into the platform and out again byte for byte, and between database and folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer
from tests.support.courses import SECTIONS, module_text, tiny_course
from tests.support.media_files import MP3, box, mp4, pdf
from tests.support.pictures import picture

Lay = Callable[[Mapping[str, bytes]], Path]
BREATH = "curriculum/media/breath.mp3"
SOUND = MP3 * 500  # 625,500 bytes: three parts
SHOWING = module_text(
    "first", {**SECTIONS, "end": "![A voice counts](../media/breath.mp3)\n\nPrint [the card](../media/card.pdf)."}
)
FILES: Mapping[str, str | bytes | None] = {
    "curriculum/basics/first.md": SHOWING,
    BREATH: SOUND,
    "curriculum/media/breath.md": "One.\n",
    "curriculum/media/card.pdf": pdf(),
}


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_recordings_are_published_and_exported_byte_for_byte(site: Trainer, lay: Lay) -> None:
    course = tiny_course(files=FILES)
    assert site("check", lay(course)).lines[0] == "No problems."

    ran = site("publish", lay(course))

    assert ran.lines[0] == "Published edition 2."
    assert site("export", "out").status == 0
    assert written(Path("out")) == course
    assert site("publish", "out").lines == ["Nothing differs from what is published; there is no new edition."]
    assert site("export", "out").status == 0


def test_a_recording_that_was_altered_in_the_folder_is_not_written_over(site: Trainer, lay: Lay) -> None:
    site("publish", lay(tiny_course(files=FILES)))
    site("export", "out")
    (Path("out") / BREATH).write_bytes(SOUND + MP3)
    ran = site("export", "out")
    assert (ran.status, ran.err) == (
        1, f"trainer: out/{BREATH} is not as the edition has it; export into an empty folder\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({BREATH: b"<html>"},
         f"{BREATH}:1: error: the file's name says MP3, but its bytes do not; save the recording anew as MP3"),
        ({"curriculum/media/card.pdf": pdf(b"4 0 obj\n<</S/Launch>>\nendobj")},
         "curriculum/media/card.pdf:1: error: this handout starts other programs (/Launch); "
         "print it to a new PDF file and use that"),
        ({"curriculum/media/walk.mp4": mp4(box(b"udta", box(b"\xa9xyz", b"+52+013/")))},
         "curriculum/media/walk.mp4:1: error: this recording tells where it was made; save it without, "
         "such as with 'ffmpeg -i OLD -map_metadata -1 -c copy NEW'"),
        *((
            {f"curriculum/figures/scan.{end}": picture(kind, notes=True)},
            f"curriculum/figures/scan.{end}:1: error: this picture's file tells where, when or with what it was made; "
            "save it without such notes, such as with 'exiftool -all= FILE', or upload it in the browser, which takes "
            "them out",
        ) for kind, end in (("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"))),
        ({"curriculum/figures/scan.png": b"trainer media 1\nsha256 " + b"0" * 64 + b"\ntype image/png\nbytes 9\n"
          b"width 1\nheight 1\n"},
         "curriculum/figures/scan.png:1: error: this file only stands for another; put the file itself here"),
    ],
)  # fmt: skip
def test_a_folder_with_a_file_that_tells_or_does_too_much_is_refused(
    site: Trainer, lay: Lay, files: Mapping[str, str | bytes | None], problem: str
) -> None:
    folder = lay(tiny_course(files={**FILES, **files}))
    for command in ("check", "publish"):
        ran = site(command, folder)
        assert ran.status == 1
        assert problem in ran.lines


def test_recordings_move_into_a_folder_and_back(site: Trainer, lay: Lay, tmp_path: Path) -> None:
    site("publish", lay(tiny_course(files=FILES)))
    folder = str(tmp_path / "media")

    moved = site("media", "move", MEDIA_FOLDER=folder)
    again = site("media", "move", MEDIA_FOLDER=folder)

    size = len(SOUND) + len(pdf())
    assert moved.out == f"Moved 2 files ({size:,} bytes) into {folder}.\n"
    assert again.out == f"Moved 0 files (0 bytes) into {folder}.\n"
    assert {len(data) for data in written(Path(folder)).values()} == {len(SOUND), len(pdf())}
    assert site("database", "check", MEDIA_FOLDER=folder).status == 0
    assert site("database", "check").status == 1
    assert site("export", "out", MEDIA_FOLDER=folder).status == 0
    assert (Path("out") / BREATH).read_bytes() == SOUND
    assert site("media", "move", "--into-database", MEDIA_FOLDER=folder).status == 0
    assert (site("database", "check").status, written(Path(folder))) == (0, {})


def test_moving_needs_a_folder(site: Trainer) -> None:
    ran = site("media", "move")
    assert (ran.status, ran.err) == (1, "Error: TRAINER_MEDIA_FOLDER is not set; set it to the folder\n")
    wrong = site("media", "move", MEDIA_FOLDER="media")
    assert "TRAINER_MEDIA_FOLDER must be the whole path of a folder, such as /var/lib/trainer/media" in wrong.err


def test_a_backup_of_a_folder_is_restored_into_the_database(site: Trainer, lay: Lay, tmp_path: Path) -> None:
    site("publish", lay(tiny_course(files=FILES)))
    folder = str(tmp_path / "media")
    site("media", "move", MEDIA_FOLDER=folder)
    assert site("backup", "copy.zip", MEDIA_FOLDER=folder).status == 0
    assert site("restore", "copy.zip", "--overwrite").status == 0
    assert site("database", "check").status == 0
