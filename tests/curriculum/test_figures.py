"""Tests for checking the files of figures."""

import hashlib
import struct
import zlib

import pytest

from trainer.curriculum.course import Figure
from trainer.curriculum.figures import read_figure

SVG = "curriculum/figures/a.svg"
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">\n<title>T</title>\n{}\n</svg>\n'


def problems_of(path: str, data: bytes) -> list[str]:
    """The problems of a figure as 'line: message'."""
    return [f"{problem.line}: {problem.message}" for problem in read_figure(path, data)[1]]


def svg_problems(inside: str) -> list[str]:
    """The problems of an SVG with this on its third line."""
    return problems_of(SVG, ROOT.format(inside).encode())


def test_a_figure_is_named_by_its_bytes_and_has_the_size_of_its_box() -> None:
    data = ROOT.format('<path d="M0 0H640"/>').encode()
    assert read_figure(SVG, data) == (
        Figure(path=SVG, digest=hashlib.sha256(data).hexdigest(), media_type="image/svg+xml", width=640, height=400),
        (),
    )


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 640 400"', (640, 400)),
        ('viewBox="-10,-10,64.2,40"', (65, 40)),
        ('width="320" viewBox="0 0 640 400"', (320, 200)),
        ('height="100px" viewBox="0 0 640 400"', (160, 100)),
        ('width="300" height="200"', (300, 200)),
        ('width="100%" viewBox="0 0 640 400"', (640, 400)),
    ],
)
def test_the_size_is_read_from_what_the_author_gave(attributes: str, size: tuple[int, int]) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><title>T</title></svg>'.encode()
    figure, _ = read_figure(SVG, data)
    assert figure is not None
    assert (figure.width, figure.height) == size


@pytest.mark.parametrize(
    "attributes", ["", 'viewBox="0 0 0 0"', 'width="100%"', 'viewBox="a b c d"', 'width="0" height="5"']
)
def test_a_figure_without_size_is_a_problem(attributes: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><title>T</title></svg>'.encode()
    assert problems_of(SVG, data) == ["1: this figure has no size; add 'viewBox=\"0 0 640 400\"' with its own numbers"]


def test_rules_of_style_that_follow_the_page_may_stand() -> None:
    style = (
        '<style>/* url(https://example.org) is only said here */ text { fill: #23272c; font-family: "Inter" }\n'
        ".a { fill: url(#fade) } @media (prefers-color-scheme: dark) { text { fill: #e6e2d8 } }</style>"
        '<linearGradient id="fade"><stop offset="1"/></linearGradient><use href="#b"/>'
        '<g id="b" style="fill: red" aria-hidden="true" xml:space="preserve"/>'
    )
    assert svg_problems(style) == []


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        (
            "<script>alert(1)</script>",
            "the element 'script' is not used in figures; figures stand still and run nothing",
        ),
        ('<g onclick="alert(1)"/>', "the attribute 'onclick' runs a script"),
        ('<g ONLOAD="alert(1)"/>', "the attribute 'ONLOAD' runs a script"),
        ("<foreignObject/>", "the element 'foreignObject' is not used in figures; write words with '<text>'"),
        ('<image href="x.png"/>', "the element 'image' is not used in figures; draw it with shapes"),
        ('<a href="#x"/>', "the element 'a' is not used in figures; a figure holds no links"),
        ('<animate attributeName="href"/>', "the element 'animate' is not used in figures"),
        ('<use href="https://example.org/#a"/>', "'href=\"https://example.org/#a\"' leads out of the figure"),
        ('<use href="javascript:alert(1)"/>', "'href=\"javascript:alert(1)\"' leads out of the figure"),
        (
            '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
            "'href=\"data:image/svg+xml,x\"' leads out of the figure",
        ),
        ('<path fill="url(https://example.org/#a)"/>', "'fill=\"url(https://example.org/#a)\"' loads something"),
        ("<path fill=\"URL( '//example.org')\"/>", "'fill=\"URL( '//example.org')\"' loads something"),
        ('<path style="fill: url(//example.org)"/>', "'url(' in the style loads something from elsewhere"),
        ("<style>@import 'x.css';</style>", "'@import' in the style is not used in figures"),
        ("<style>a { fill: u\\72l(x) }</style>", "'\\' in the style is not used in figures"),
        ("<style>@font-face { src: local(x) }</style>", "'@font-face' in the style is not used in figures"),
        ('<g data-x="1"/>', "the attribute 'data-x' is not used in figures"),
        ('<g xmlns:i="http://inkscape.org" i:label="x"/>', "the attribute 'label' is not used in figures"),
        ('<i:grid xmlns:i="http://inkscape.org"/>', "the element 'grid' is not used in figures"),
        ('<div xmlns="http://www.w3.org/1999/xhtml"/>', "the element 'div' is not used in figures"),
        ("<?xml-stylesheet href='x.css'?>", "a processing instruction ('<?...?>') is not used here"),
    ],
)
def test_what_a_figure_may_not_hold_is_a_problem_at_its_line(inside: str, problem: str) -> None:
    found = svg_problems(inside)
    assert found[0].startswith(f"3: {problem}")
    assert read_figure(SVG, ROOT.format(inside).encode())[0] is None


def test_a_rule_of_style_is_found_at_its_own_line() -> None:
    assert svg_problems("<style>\n/* a\n*/\n@import 'x';\n</style>")[0].startswith("6: '@import'")


@pytest.mark.parametrize(
    "head", ["<!DOCTYPE svg>", '<!DOCTYPE svg [<!ENTITY a "b">]>', '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">']
)
def test_a_doctype_is_a_problem_and_nothing_behind_it_is_read(head: str) -> None:
    assert problems_of(SVG, f"{head}\n{ROOT.format('&a;')}".encode()) == [
        "1: a DOCTYPE is not used here; remove the line, or save the figure as plain SVG"
    ]


def test_a_figure_without_title_is_a_warning() -> None:
    figure, problems = read_figure(SVG, b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    assert figure is not None
    assert [problem.message for problem in problems] == [
        "this figure has no title; add '<title>What it shows</title>' below its first line"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"<svg", b"<svg></svg>", b"<html xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xfe<"]
)
def test_what_is_no_svg_is_a_problem(data: bytes) -> None:
    assert len(problems_of(SVG, data)) == 1


def png(width: int, height: int) -> bytes:
    """A PNG without pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG, with a comment before its frame."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x00" * 9
    return b"\xff\xd8" + b"\xff\xfe\x00\x04ab" + frame + b"\xff\xd9"


def webp(kind: bytes, body: bytes) -> bytes:
    """A WebP file with one chunk."""
    return b"RIFF" + struct.pack("<I", 12 + len(body)) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.png", png(640, 400), "image/png"),
        ("a.jpg", jpeg(640, 400), "image/jpeg"),
        ("a.jpeg", jpeg(640, 400), "image/jpeg"),
        ("a.webp", webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 400)), "image/webp"),
        ("a.webp", webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 399 << 14) + b"\x00" * 5), "image/webp"),
        (
            "a.webp",
            webp(b"VP8X", b"\x00" * 4 + (639).to_bytes(3, "little") + (399).to_bytes(3, "little")),
            "image/webp",
        ),
    ],
)
def test_a_picture_of_pixels_has_the_size_that_its_bytes_say(name: str, data: bytes, media_type: str) -> None:
    figure, problems = read_figure(f"curriculum/figures/{name}", data)
    assert problems == ()
    assert figure is not None
    assert (figure.media_type, figure.width, figure.height) == (media_type, 640, 400)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"<svg/>", b"RIFF    WEBPVP8 ", png(0, 5), jpeg(5, 0), b"\xff" * 50]
)
def test_bytes_that_are_not_what_the_name_says_are_a_problem(name: str, data: bytes) -> None:
    (problem,) = problems_of(f"curriculum/figures/{name}", data)
    assert problem.startswith("1: the file's name says ")


@pytest.mark.parametrize("name", ["A.svg", "a b.svg", "a.gif", "a.svg.exe", "sub/a.svg", "a.html"])
def test_another_name_is_a_problem(name: str) -> None:
    assert problems_of(f"curriculum/figures/{name}", b"")[0].startswith(
        "1: a figure lies in curriculum/figures and ends"
    )


def test_a_large_file_is_a_problem() -> None:
    assert problems_of(SVG, b" " * 2_000_001) == [
        "1: this file has 2,000,001 bytes, more than 2,000,000; make the picture smaller"
    ]
