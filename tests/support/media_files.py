"""The smallest files of each kind of media, written byte by byte so that a test can also break them."""

import struct

MP3 = (b"\xff\xfb\x90\x64" + b"\x00" * 413) * 3
"""Three silent frames of MPEG 1 layer III at 128 kbit/s and 44,100 Hz, of 417 bytes each."""
OGG = b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13" + b"OpusHead\x01\x01" + b"\x00" * 90
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nBreathe in.\n\n00:02.000 --> 00:04.500\nAnd out.\n"


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of an MP4 file."""
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + name + content


def _track(handler: bytes, width: int, height: int) -> bytes:
    header = b"\x00" * 76 + struct.pack(">II", width << 16, height << 16)
    return box(b"trak", box(b"tkhd", header), box(b"mdia", box(b"hdlr", b"\x00" * 8 + handler + b"\x00" * 13)))


def mp4(*more: bytes, width: int = 640, height: int = 360) -> bytes:
    """A film of nothing; `more` boxes stand in its index."""
    index = box(b"moov", _track(b"vide", width, height), _track(b"soun", 0, 0), *more)
    return box(b"ftyp", b"isom\x00\x00\x02\x00isom") + index + box(b"mdat", b"\x00" * 64)


def m4a() -> bytes:
    """A recording of nothing."""
    index = box(b"moov", _track(b"soun", 0, 0))
    return box(b"ftyp", b"M4A \x00\x00\x02\x00isom") + index + box(b"mdat", b"\x00" * 64)


def _element(key: str, content: bytes) -> bytes:
    return bytes.fromhex(key) + struct.pack(">Q", 1 << 56 | len(content)) + content


def webm(width: int = 320, height: int = 180, *, doctype: bytes = b"webm") -> bytes:
    """A film of nothing; without a width it has no track that is seen."""
    video = _element("e0", _element("b0", bytes([width >> 8, width & 255])) + _element("ba", bytes([height])))
    entry = _element("ae", _element("d7", b"\x01") + (video if width else b""))
    segment = _element("18538067", _element("1549a966", b"") + _element("1654ae6b", entry))
    return _element("1a45dfa3", _element("4282", doctype)) + segment


def pdf(inside: bytes = b"") -> bytes:
    """A page of nothing; `inside` stands among its objects."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>\nendobj\n"
        + inside
        + b"\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
