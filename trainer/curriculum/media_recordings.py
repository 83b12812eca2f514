"""Tells by their structure what recordings are, and how large their pictures."""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

Size = tuple[int, int]
"""Width and height in pixels; (0, 0) for what is only heard."""
_MP3_KBITS: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MP3_HERTZ: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MOST_BOXES: Final = 10_000
_LARGEST_INDEX: Final = 20_000_000  # bytes of a film's index; an hour needs some two million
_PLACES: Final = re.compile(rb"\xa9xyz|location\.ISO6709|loci")


def read_mp3(file: BinaryIO, size: int) -> Size | None:
    """None unless two frames of MPEG layer III follow each other, after any tags."""
    start = 0
    head = _at(file, 0, 10)
    if head.startswith(b"ID3") and len(head) == 10:
        start = 10 + ((head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127)
    length = _mp3_frame(_at(file, start, 4))
    if not length or not _mp3_frame(_at(file, start + length, 4)):
        return None
    return (0, 0) if start < size else None


def _mp3_frame(head: bytes) -> int:
    """How many bytes a frame has; 0 for what is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # eleven bits of sync, layer III
        return 0
    version, kbits, hertz = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or kbits in (0, 15) or hertz == 3:
        return 0
    rate = _MP3_KBITS[3 if version == 3 else 2][kbits] * 1000
    return (144 if version == 3 else 72) * rate // _MP3_HERTZ[version][hertz] + (head[2] >> 1 & 1)


def read_ogg(file: BinaryIO, size: int) -> Size | None:
    """None unless the first page of an Ogg file begins a stream of Opus or Vorbis."""
    page = _at(file, 0, 512)
    if len(page) < 28 or not page.startswith(b"OggS\x00") or size < 100:
        return None
    packet = page[27 + page[26] :]
    return (0, 0) if packet.startswith((b"OpusHead", b"\x01vorbis")) else None


def read_mp4(file: BinaryIO, size: int) -> Size | None:
    """The size of the picture; None unless the boxes of an MP4 file fill it to its end and hold an index."""
    boxes = list(_boxes(file, 0, size))
    if not boxes or boxes[0][0] != b"ftyp" or sum(length for _, _, length in boxes) != size:
        return None
    index = next(((start, length) for name, start, length in boxes if name == b"moov"), None)
    if index is None or index[1] > _LARGEST_INDEX:
        return None
    shown = [found for found in _tracks(file, *index) if found is not None]
    return max(shown) if shown else None


def place_of_recording(file: BinaryIO, size: int) -> bool:
    """Whether an MP4 file tells where it was recorded, as phones write it."""
    return any(
        bool(_PLACES.search(_at(file, start, min(length, _LARGEST_INDEX))))
        for name, start, length in _boxes(file, 0, size)
        if name in (b"moov", b"meta", b"udta", b"uuid")
    )


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The name, place and length of each box; it ends early where one cannot be."""
    for _ in range(_MOST_BOXES):
        head = _at(file, start, 16)
        if start >= end or len(head) < 8:
            return
        length = int.from_bytes(head[:4], "big")
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = end - start
        if length < 8 or start + length > end:
            return
        yield head[4:8], start, length
        start += length


def _tracks(file: BinaryIO, start: int, length: int) -> Iterator[Size | None]:
    """The size of each track that is seen, (0, 0) for each that is heard, None for others."""
    for name, at, long in _boxes(file, start + 8, start + length):
        if name != b"trak":
            continue
        size, handler = (0, 0), b""
        for inner, place, inner_length in _boxes(file, at + 8, at + long):
            if inner == b"tkhd":
                width, height = struct.unpack(">II", _at(file, place + inner_length - 8, 8).ljust(8, b"\0"))
                size = width >> 16, height >> 16
            elif inner == b"mdia":
                found = (box for box in _boxes(file, place + 8, place + inner_length) if box[0] == b"hdlr")
                handler = next((_at(file, each[1] + 16, 4) for each in found), b"")
        yield size if handler == b"vide" else (0, 0) if handler == b"soun" else None


_SEGMENT, _TRACKS, _ENTRY, _VIDEO, _WIDTH, _HEIGHT, _DOCTYPE = (
    0x18538067, 0x1654AE6B, 0xAE, 0xE0, 0xB0, 0xBA, 0x4282,
)  # fmt: skip


def read_webm(file: BinaryIO, size: int) -> Size | None:
    """The size of the picture; None unless it is a WebM file with tracks; (0, 0) where none of them is seen."""
    head = next(_elements(file, 0, size), None)
    if head is None or head[0] != 0x1A45DFA3:
        return None
    doctype = next(
        (_at(file, start, end - start) for key, start, end in _elements(file, *head[1:]) if key == _DOCTYPE), b""
    )
    segment = next((each for each in _elements(file, head[2], size) if each[0] == _SEGMENT), None)
    if doctype.rstrip(b"\0") != b"webm" or segment is None:
        return None
    tracks = next((each for each in _elements(file, *segment[1:]) if each[0] == _TRACKS), None)
    if tracks is None:
        return None
    sizes = [_webm_size(file, *each[1:]) for each in _elements(file, *tracks[1:]) if each[0] == _ENTRY]
    return max(sizes, default=None)


def _webm_size(file: BinaryIO, start: int, end: int) -> Size:
    video = next((each for each in _elements(file, start, end) if each[0] == _VIDEO), None)
    if video is None:
        return 0, 0
    numbers = {
        key: int.from_bytes(_at(file, at, min(to - at, 8)), "big") for key, at, to in _elements(file, *video[1:])
    }
    return numbers.get(_WIDTH, 0), numbers.get(_HEIGHT, 0)


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The id of each EBML element with where its content begins and ends; one without a length fills the rest."""
    for _ in range(_MOST_BOXES):
        head = _at(file, start, 12)
        if start >= end or not head or not head[0]:
            return
        id_length = 9 - head[0].bit_length()
        if id_length > 4 or len(head) <= id_length or not head[id_length]:
            return
        size_length = 9 - head[id_length].bit_length()
        written = head[id_length : id_length + size_length]
        length = int.from_bytes(written, "big") & ~(1 << 7 * size_length)
        begins = start + id_length + size_length
        is_open = length == (1 << 7 * size_length) - 1
        start = end if is_open else begins + length
        if start > end:
            return
        yield int.from_bytes(head[:id_length], "big"), begins, start


def _at(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
