"""`trainer preview` shows a folder to whoever writes in it, as it is after each saving."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.courses import SECTIONS, module_text, tiny_course

Lay = Callable[[Mapping[str, bytes]], Path]
FIRST = "curriculum/basics/first.md"
PAGE = "/courses/tiny/modules/basics/first"
PROGRAM = (Path(sys.executable).parent / "trainer", "preview")
IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$0" "$@"')
"""A shell ignores Ctrl-C for what it starts in the background, and what it starts inherits that."""


@dataclass(slots=True)
class Previewed:
    """A folder that is being previewed, and the process that does it."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    scratch: Path

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """The status and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
            answer = connection.getresponse()
            return answer.status, unescape(answer.read().decode())
        finally:
            connection.close()

    @property
    def number(self) -> int:
        """How often the folder was looked at."""
        return int(json.loads(self.get("/preview/state")[1])["number"])

    def save(self, content: str | bytes, path: str = FIRST) -> None:
        """Save a file as an editor does, and wait until that is noticed."""
        before = self.number
        (self.folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
        self.wait(before)

    def wait(self, before: int) -> None:
        """Wait until the folder was looked at again."""
        for _ in range(600):
            if self.number > before:
                return
            time.sleep(0.1)
        pytest.fail("nobody looked at the folder")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[[Path], Previewed]]:
    """Starts the command on a folder, and waits until it says where."""
    started: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> Previewed:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(scratch)}
        process = subprocess.Popen(
            [*IN_THE_BACKGROUND, *PROGRAM, folder, "--port", str(port)],
            env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout
        for line in process.stdout:
            if "Ctrl-C" in line:
                assert line.startswith(f"The course is on http://127.0.0.1:{port} ")
                return Previewed(folder=folder, port=port, process=process, scratch=scratch)
        raise AssertionError("it ended before it began")

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def test_what_is_saved_is_read_on_the_next_page(preview: Callable[[Path], Previewed], lay: Lay) -> None:
    course = preview(lay(tiny_course()))
    assert "How it ends." in course.get(PAGE)[1]

    course.save(module_text("first", {**SECTIONS, "end": "Ended otherwise."}))

    status, page = course.get(PAGE)
    assert (status, "Ended otherwise." in page, "How it ends." in page) == (200, True, False)
    assert "Preview</strong> of the folder, read at" in page
    assert re.search(r'src="/static/scripts/preview.js', page)


def test_a_file_with_errors_tells_them_above_the_last_page_without(
    preview: Callable[[Path], Previewed], lay: Lay
) -> None:
    course = preview(lay(tiny_course()))

    course.save(module_text("first", {**SECTIONS, "end": "By [@nobody]."}))

    status, page = course.get(PAGE)
    assert (status, "How it ends." in page) == (200, True)
    assert f"{FIRST}:17</code> error: the bibliography has no 'nobody'" in page
    assert "before there were errors in it" in page


def test_files_that_nobody_can_read_are_sentences(
    preview: Callable[[Path], Previewed], lay: Lay, tmp_path: Path
) -> None:
    course = preview(lay(tiny_course()))
    outside = tmp_path / "outside.md"
    outside.write_text("Somebody else's words.")

    course.save("word " * 1_000_000)
    large = course.get(PAGE)[1]
    before = course.number
    (course.folder / FIRST).unlink()
    (course.folder / FIRST).symlink_to(outside)
    course.wait(before)
    linked = course.get(PAGE)[1]
    (course.folder / "curriculum").rename(course.folder / "gone")
    course.wait(course.number)
    gone = course.get(PAGE)[1]

    assert "this file has 5,000,000 bytes, more than 400,000" in large
    assert "this link points out of the course" in linked
    assert "Somebody else's words." not in linked
    assert "holds no folder 'curriculum'" in gone
    assert "How it ends." in gone


def test_a_folder_that_has_errors_from_the_start_is_shown_when_they_are_mended(
    preview: Callable[[Path], Previewed], lay: Lay
) -> None:
    course = preview(lay(tiny_course(files={FIRST: "Not a module.\n"})))
    status, page = course.get("/")

    course.save(module_text("first"))

    assert status == 422
    assert "The folder has errors" in page
    assert FIRST in page
    assert course.get(PAGE)[0] == 200


def test_everything_is_open_and_can_be_tried_without_signing_in(preview: Callable[[Path], Previewed], lay: Lay) -> None:
    locked = tiny_course(files={FIRST: module_text("first", requires=["practice/third"])})
    course = preview(lay(locked))

    assert course.get(PAGE)[0] == 200
    assert "Start" in course.get("/courses/tiny/quizzes/first")[1]
    assert course.get("/author/")[0] == course.get("/account/")[0] == course.get("/sign-in")[0] == 303


def test_nobody_is_answered_who_asks_for_another_host(preview: Callable[[Path], Previewed], lay: Lay) -> None:
    course = preview(lay(tiny_course()))

    assert course.get(PAGE, host="evil.example") == (400, "This host is not served here.\n")
    assert course.get("/preview/state", host="evil.example")[0] == 400


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_and_leaves_nothing_behind(
    preview: Callable[[Path], Previewed], lay: Lay, number: signal.Signals
) -> None:
    course = preview(lay(tiny_course()))
    written = {path: path.read_bytes() for path in course.folder.rglob("*") if path.is_file()}
    course.get(PAGE)

    course.process.send_signal(number)

    assert course.process.wait(timeout=30) == 130
    assert list(course.scratch.iterdir()) == []
    assert {path: path.read_bytes() for path in course.folder.rglob("*") if path.is_file()} == written


def test_a_port_that_is_taken_is_said(lay: Lay, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = subprocess.run(
            [*PROGRAM, lay(tiny_course()), "--port", str(port)],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (1, "")
    assert f"127.0.0.1:{port} is taken by another program" in ran.stderr
