"""What may lie below curriculum/media: told by its bytes, whatever its name says."""

import hashlib
import zlib

import pytest

from tests.support.media_files import MP3, OGG, VTT, box, m4a, mp4, pdf, webm
from trainer.curriculum.media import LARGEST_AUDIO, examine_bytes
from trainer.curriculum.media_pointers import Pointer, fingerprint, read_pointer, write_pointer
from trainer.yaml_text import Report

HANDOUT_CURE = "print it to a new PDF file and use that"


def said(name: str, data: bytes) -> list[str]:
    """The problems of a file as 'line: message'."""
    report = Report(f"curriculum/media/{name}")
    found = examine_bytes(report.file, data, report)
    assert (found is None) == bool(report.problems)
    return [f"{problem.line}: {problem.message}" for problem in report.problems]


@pytest.mark.parametrize(
    ("name", "data", "media_type", "size"),
    [
        ("breath.mp3", MP3, "audio/mpeg", (0, 0)),
        ("breath.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x05Maren" + MP3, "audio/mpeg", (0, 0)),
        ("breath.m4a", m4a(), "audio/mp4", (0, 0)),
        ("breath.ogg", OGG, "audio/ogg", (0, 0)),
        ("room.mp4", mp4(), "video/mp4", (640, 360)),
        ("room.webm", webm(), "video/webm", (320, 180)),
        ("card.pdf", pdf(), "application/pdf", (0, 0)),
        ("room.vtt", VTT, "text/vtt", (0, 0)),
    ],
)
def test_a_whole_file_is_known_by_its_digest_its_kind_and_its_size(
    name: str, data: bytes, media_type: str, size: tuple[int, int]
) -> None:
    path = f"curriculum/media/{name}"
    digest = hashlib.sha256(data).hexdigest()
    assert examine_bytes(path, data, Report(path)) == Pointer(
        digest=digest, media_type=media_type, size=len(data), width=size[0], height=size[1]
    )


@pytest.mark.parametrize("name", ["breath.mp3", "breath.m4a", "breath.ogg", "room.mp4", "room.webm"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04" + b"\x00" * 200,
        b"\x89PNG\r\n\x1a\n",
        b"\xff" * 2000,
    ],
    ids=["nothing", "a page", "an archive", "a picture", "noise"],
)
def test_a_file_of_another_kind_is_refused_by_its_bytes(name: str, data: bytes) -> None:
    (problem,) = said(name, data)
    assert "but its bytes do not; save the recording anew as" in problem


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("breath.mp3", MP3[:418]),
        ("breath.mp3", b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + MP3),
        ("room.mp4", mp4()[:-1]),
        ("room.mp4", mp4() + b"<script>"),
        ("room.mp4", box(b"ftyp", b"isom") + box(b"mdat", b"\x00" * 9)),
        ("room.webm", webm(doctype=b"matroska")),
        ("room.webm", webm()[:30]),
        ("breath.ogg", OGG[:60]),
    ],
)
def test_a_file_that_is_cut_short_or_goes_on_as_another_is_refused(name: str, data: bytes) -> None:
    (problem,) = said(name, data)
    assert "but its bytes do not" in problem


def test_sound_and_pictures_are_told_apart() -> None:
    assert said("breath.m4a", mp4()) == ["1: this recording has a picture; name it .mp4, or save its sound alone"]
    assert said("room.mp4", m4a()) == ["1: this recording has no picture; save it as .m4a or .ogg"]
    assert said("room.webm", webm(width=0)) == ["1: this recording has no picture; save it as .m4a or .ogg"]


def test_a_film_that_tells_where_it_was_made_is_refused() -> None:
    place = box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7+52.5200+013.4050/"))
    assert said("room.mp4", mp4(place)) == [
        "1: this recording tells where it was made; save it without, "
        "such as with 'ffmpeg -i OLD -map_metadata -1 -c copy NEW'"
    ]


def test_a_file_that_is_too_large_is_refused_with_what_to_do() -> None:
    assert said("breath.mp3", MP3 + b"\x00" * LARGEST_AUDIO) == [
        "1: this file has 30,001,251 bytes, more than 30,000,000; record speech at 64 kbit/s, or cut it in two"
    ]


@pytest.mark.parametrize(
    "name", ["Breath.mp3", "../breath.mp3", "breath.mp3.exe", "breath.wav", "ä.mp3", "a b.pdf", ".mp3"]
)
def test_a_name_of_another_form_is_refused(name: str) -> None:
    (problem,) = said(name, MP3)
    assert problem.startswith("1: what lies in curriculum/media ends with .mp3")


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (b"4 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj", "holds a script (/JavaScript)"),
        (b"4 0 obj\n<</S/JavaScr#69pt>>\nendobj", "holds a script (/JavaScript)"),
        (b"4 0 obj\n<</#4aS 5 0 R>>\nendobj", "holds a script (/JS)"),
        (b"4 0 obj\n<</AA<</O 5 0 R>>>>\nendobj", "acts by itself (/AA)"),
        (b"4 0 obj\n<</S/Launch/F(calc.exe)>>\nendobj", "starts other programs (/Launch)"),
        (b"4 0 obj\n<</Names<</EmbeddedFiles 5 0 R>>>>\nendobj", "holds other files (/EmbeddedFiles)"),
        (b"4 0 obj\n<</OpenAction 5 0 R>>\nendobj\n5 0 obj\n<</S/URI/URI(https://evil.example)>>\nendobj",
         "acts when it is opened (/OpenAction)"),
        (b"4 0 obj\n<</OpenAction 9 0 R>>\nendobj", "acts when it is opened (/OpenAction)"),
        (b"4 0 obj\n<</OpenAction<</S/GoToR/F(other.pdf)>>>>\nendobj", "acts when it is opened (/OpenAction)"),
    ],
)  # fmt: skip
def test_a_handout_that_acts_is_refused(inside: bytes, why: str) -> None:
    assert said("card.pdf", pdf(inside)) == [f"1: this handout {why}; {HANDOUT_CURE}"]


@pytest.mark.parametrize(
    "inside",
    [
        b"4 0 obj\n<</OpenAction[3 0 R/XYZ null null 0]>>\nendobj",
        b"4 0 obj\n<</OpenAction 5 0 R>>\nendobj\n5 0 obj\n<</S/GoTo/D[3 0 R/Fit]>>\nendobj",
        b"4 0 obj\n<</Length 20>>\nstream\nnoise /JS /AA noise.\nendstream\nendobj",
    ],
)
def test_a_handout_that_only_opens_at_a_page_may_stand(inside: bytes) -> None:
    assert said("card.pdf", pdf(inside)) == []


def test_what_acts_is_found_in_squeezed_objects_too() -> None:
    squeezed = zlib.compress(b"5 0 <</S/JavaScript/JS(app.alert(1))>>")
    head = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n"
    assert said("card.pdf", pdf(head + squeezed + b"\nendstream\nendobj")) == [
        f"1: this handout holds a script (/JS); {HANDOUT_CURE}"
    ]
    assert said("card.pdf", pdf(head + b"not squeezed at all\nendstream\nendobj")) == [
        f"1: this handout cannot be looked through; {HANDOUT_CURE}"
    ]


def test_a_handout_that_is_locked_or_cut_short_is_refused() -> None:
    assert said("card.pdf", pdf(b"4 0 obj\n<</Encrypt 5 0 R>>\nendobj")) == [
        f"1: this handout is locked, so that nobody can look through it; {HANDOUT_CURE}"
    ]
    assert said("card.pdf", pdf()[:-8]) == ["1: this handout is no whole PDF; save it anew"]
    assert said("card.pdf", b"<html>%%EOF") == ["1: this handout is no whole PDF; save it anew"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("1\n00:00.000 --> 00:02.000\nIn.\n", ["1: captions begin with a line 'WEBVTT'; save them as WebVTT"]),
        ("WEBVTT\n\n0:01 --> 0:02\nIn.\n", ["3: these times cannot be read; write them as '00:01.000 --> 00:04.000'"]),
        ("WEBVTT\n\n00:04.000 --> 00:02.000\nIn.\n", ["3: these words end before they begin; mend the times"]),
        ("WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.000 --> 00:02.000\nIn.\n",
         ["3: 'STYLE' is not used in captions; take that block out"]),
        ("WEBVTT\n", ["1: these captions say nothing; add lines such as '00:01.000 --> 00:04.000' with words below"]),
    ],
)  # fmt: skip
def test_a_mistake_in_captions_is_told_with_its_line(text: str, problems: list[str]) -> None:
    assert said("room.vtt", text.encode()) == problems


def test_a_pointer_says_what_its_file_is_and_reads_back() -> None:
    pointer = Pointer(digest="0a" * 32, media_type="video/mp4", size=12_345, width=640, height=360)
    lines = f"trainer media 1\nsha256 {'0a' * 32}\ntype video/mp4\nbytes 12345\nwidth 640\nheight 360\n".encode()
    assert write_pointer(pointer) == lines
    assert read_pointer(lines) == pointer
    assert fingerprint(lines) == "0a" * 32


@pytest.mark.parametrize("content", [b"", b"trainer media 1\n", MP3, b"trainer media 1\nsha256 ../../etc/passwd\n"])
def test_what_is_no_pointer_is_itself(content: bytes) -> None:
    assert read_pointer(content) is None
    assert fingerprint(content) == hashlib.sha256(content).hexdigest()
