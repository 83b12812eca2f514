"""Tells what an uploaded file is by its bytes, whatever its name says, and where it belongs in a course."""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?<svg[\s>]", re.DOTALL
)
_BEGINNINGS: Final[tuple[tuple[re.Pattern[bytes], str], ...]] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "mp3"),
    (re.compile(rb"OggS"), "ogg"),
    (re.compile(rb"....ftyp(?:M4A|M4B)", re.DOTALL), "m4a"),
    (re.compile(rb"....ftyp(?:qt|hei|mif|avi)", re.DOTALL), ""),
    (re.compile(rb"....ftyp", re.DOTALL), "mp4"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "webm"),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)"), "vtt"),
    (_SVG, "svg"),
)  # fmt: skip
_KNOWN_AS: Final = MappingProxyType(
    {
        rb"PK\x03\x04": "a ZIP archive, or a document of a word processor",
        rb"GIF8": "a GIF",
        rb"BM": "a BMP",
        rb"II\*\x00|MM\x00\*": "a TIFF",
        rb"....ftyp(?:hei|mif|avi)": "a HEIC or AVIF picture",
        rb"....ftypqt": "a QuickTime film",
        rb"RIFF....WAVE": "a WAV",
        rb"\s*<(?:!doctype html|html)": "a web page",
    }
)
_CURES: Final = "Save it as SVG, PNG, JPEG, WebP, MP3, M4A, OGG, MP4, WebM, PDF or WebVTT."
HEAD: Final = 4096
"""Bytes from the beginning of a file that tell what it is."""
_FIGURES: Final = frozenset({"svg", "png", "jpg", "webp"})
LONGEST_NAME: Final = 60
NAME: Final = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_NAME - 1}}}")


def extension_of(head: bytes) -> str | None:
    """What a file is, as the extension that it has in a course; None where it is nothing that a course holds."""
    return next((extension for pattern, extension in _BEGINNINGS if pattern.match(head)), "") or None


def why_none(head: bytes) -> str:
    """What to say of a file that a course cannot hold."""
    if not head:
        return "This file is empty. Choose another."
    known = next(
        (name for pattern, name in _KNOWN_AS.items() if re.match(pattern, head, re.DOTALL | re.IGNORECASE)), None
    )
    return f"This is {known}. {_CURES}" if known else f"A course cannot hold this kind of file. {_CURES}"


def path_for(name: str, extension: str) -> str:
    """Where a file of this name and kind lies in a course."""
    folder = "figures" if extension in _FIGURES else "media"
    return f"curriculum/{folder}/{name}.{extension}"


def name_made_of(filename: str) -> str:
    """A name for a course, made of a file's own: 'Größe (2).PNG' gives 'grosse-2'; one without any letter, 'file'."""
    stem = re.split(r"[/\\]", filename)[-1]
    stem = stem.rpartition(".")[0] or stem
    plain = unicodedata.normalize("NFKD", stem.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or "file"
