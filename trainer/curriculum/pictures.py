"""Reads the sizes of PNG, JPEG and WebP files."""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

Size = tuple[int, int]
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def read_png(data: bytes) -> Size | None:
    """Width and height in pixels; None where this is no PNG."""
    if len(data) < 33 or not data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return None
    return struct.unpack(">II", data[16:24])


def read_jpeg(data: bytes) -> Size | None:
    """Width and height in pixels; None where this is no JPEG."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker in _WITHOUT_LENGTH:
            position += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        else:
            position += 2 + max(2, int.from_bytes(data[position + 2 : position + 4], "big"))
    return None


def read_webp(data: bytes) -> Size | None:
    """Width and height in pixels; None where this is no WebP."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L" if data[20] == 0x2F:
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None


READERS: Final[Mapping[str, Callable[[bytes], Size | None]]] = MappingProxyType(
    {"image/png": read_png, "image/jpeg": read_jpeg, "image/webp": read_webp}
)
"""What reads each type of file made of pixels."""
