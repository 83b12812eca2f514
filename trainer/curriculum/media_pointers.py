"""Writes the few lines that stand for a file that is no text, and reads them."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

_FIRST: Final = b"trainer media 1\n"
REFUSED: Final = b"trainer media refused\n"
"""Stands for a file of which it was said already what is wrong."""
_LINES: Final = re.compile(
    rb"trainer media 1\nsha256 ([0-9a-f]{64})\ntype ([a-z]+/[a-z0-9.+-]+)\n"
    rb"bytes (\d{1,12})\nwidth (\d{1,6})\nheight (\d{1,6})\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What is known of a file without its bytes: their SHA-256, what it is, how long; pixels where it is seen."""

    digest: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0


def write_pointer(pointer: Pointer) -> bytes:
    """The lines that stand for the file among the files of its course. Equal files have equal lines."""
    return (
        _FIRST
        + (
            f"sha256 {pointer.digest}\ntype {pointer.media_type}\n"
            f"bytes {pointer.size}\nwidth {pointer.width}\nheight {pointer.height}\n"
        ).encode()
    )


def read_pointer(content: bytes) -> Pointer | None:
    """The file that some lines stand for; None where they are a file's own bytes."""
    found = _LINES.fullmatch(content) if content.startswith(_FIRST) else None
    if found is None:
        return None
    return Pointer(
        digest=found[1].decode(),
        media_type=found[2].decode(),
        size=int(found[3]),
        width=int(found[4]),
        height=int(found[5]),
    )


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a document's exact bytes, or of those that it points at."""
    pointer = read_pointer(content)
    return pointer.digest if pointer else hashlib.sha256(content).hexdigest()


def told(content: bytes) -> str:
    """What a file that is no text is, in two lines, to be compared with another."""
    pointer = read_pointer(content)
    size = pointer.size if pointer else len(content)
    return f"{size:,} bytes\nSHA-256 {fingerprint(content)}\n"
