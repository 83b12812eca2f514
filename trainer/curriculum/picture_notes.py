"""Finds what a picture's file tells beside the picture: notes on where, when and with what it was taken."""

from collections.abc import Iterator
from typing import Final

_OF_JPEG: Final = {0xE1: (b"Exif\0", b"http://ns.adobe.com/"), 0xED: (b"Photoshop 3.0\0",)}
_NOTHING: Final = (b"\0 no notes begin like this",)
CURE: Final = (
    "this picture's file tells where, when or with what it was made; save it without such notes, "
    "such as with 'exiftool -all= FILE', or upload it in the browser, which takes them out"
)


def tells_more(path: str, data: bytes) -> bool:
    """Whether the file of a picture made of pixels carries Exif, XMP or IPTC notes."""
    match path.rpartition(".")[2]:
        case "jpg" | "jpeg":
            return any(content.startswith(_OF_JPEG.get(marker, _NOTHING)) for marker, content in _segments(data))
        case "png":
            return any(
                name == b"eXIf" or (name in (b"iTXt", b"tEXt", b"zTXt") and b"xmp" in content[:40].lower())
                for name, content in _chunks(data, 8, "big", trailing=4)
            )
        case "webp":
            return any(name in (b"EXIF", b"XMP ") for name, _ in _chunks(data, 12, "little", trailing=0))
        case _:
            return False


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG before its picture, by their markers."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFF or 0xD0 <= data[at + 1] <= 0xD7:
            at += 1 if data[at + 1] == 0xFF else 2
            continue
        length = max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def _chunks(data: bytes, first: int, order: str, *, trailing: int) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG (length, name) or a WebP (name, length), which are even there."""
    at = first
    while at + 8 <= len(data):
        if order == "big":
            length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        else:
            name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + trailing + (length % 2 if order == "little" else 0)
