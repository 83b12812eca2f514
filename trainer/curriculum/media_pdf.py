"""Checks PDF files: nothing in a handout may act by itself."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_ACTS: Final = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA|GoToE|Rendition)(?![A-Za-z0-9])"
)
_SHORT: Final = re.compile(rb"/(JS|AA)(?![A-Za-z0-9])")
_OPENS: Final = re.compile(rb"/OpenAction\s*(\[|<<.*?>>|(\d{1,9})\s+(\d{1,5})\s+R)?", re.DOTALL)
_LARGEST_INSIDE: Final = 50_000_000
_WHY: Final = {
    "JavaScript": "holds a script", "JS": "holds a script", "AA": "acts by itself",
    "Launch": "starts other programs", "EmbeddedFile": "holds other files", "EmbeddedFiles": "holds other files",
    "RichMedia": "holds media that act", "Rendition": "holds media that act", "SubmitForm": "sends what is typed",
    "ImportData": "loads data", "XFA": "holds a form that acts", "GoToE": "holds other files",
}  # fmt: skip
CURE: Final = "print it to a new PDF file and use that"


def why_not_pdf(data: bytes) -> str | None:
    """Why a file cannot be a handout; None where it can."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"%%EOF" not in data[-2048:]:
        return "is no whole PDF; save it anew"
    outside = _plainly(_STREAM.sub(b"stream", data))
    if b"/Encrypt" in outside:
        return f"is locked, so that nobody can look through it; {CURE}"
    inside: list[bytes] = []
    for objects in _object_streams(data):
        if objects is None:
            return f"cannot be looked through; {CURE}"
        inside.append(_plainly(objects))
    parts = (outside, *inside)
    found = _ACTS.search(_plainly(data)) or next((hit for part in parts for hit in [_SHORT.search(part)] if hit), None)
    found = found or next((hit for part in inside for hit in [_ACTS.search(part)] if hit), None)
    if found:
        return f"{_WHY[found[1].decode()]} (/{found[1].decode()}); {CURE}"
    if any(_acts_when_opened(part, parts) for part in parts):
        return f"acts when it is opened (/OpenAction); {CURE}"
    return None


def _plainly(data: bytes) -> bytes:
    """Names as they read, whatever of them was written by number."""
    return _NAME.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data: bytes) -> Iterator[bytes | None]:
    """What compressed objects say; None for some that cannot be read."""
    for found in _STREAM.finditer(data):
        head = _plainly(data[max(0, found.start() - 600) : found.start()])
        head = head[head.rfind(b" obj") :]
        if b"/ObjStm" not in head:
            continue
        if b"/Filter" not in head:
            yield found[1]
            continue
        try:
            yield zlib.decompressobj().decompress(found[1], _LARGEST_INSIDE)
        except zlib.error:
            yield None


def _acts_when_opened(part: bytes, parts: tuple[bytes, ...]) -> bool:
    """Whether opening does more than to show a page, as many programs write it."""
    for found in _OPENS.finditer(part):
        if found[1] and found[1].startswith(b"["):
            continue
        target = found[1] or b""
        if found[2]:
            objects = [
                re.search(rb"(?<!\d)%s\s+%s\s+obj(.*?)endobj" % (found[2], found[3]), each, re.DOTALL) for each in parts
            ]
            target = next((each[1] for each in objects if each), b"")
        if b"/GoTo" not in target.replace(b"/GoToR", b"") and not target.strip().startswith(b"["):
            return True
    return False
