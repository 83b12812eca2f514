"""Draws the QR code of an address, as the path of an SVG."""

from dataclasses import dataclass
from typing import Final

import segno

_QUIET: Final = 4
"""Empty modules around the code, as ISO/IEC 18004 asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    """A QR code: `side` modules wide with its quiet zone; `path` fills the dark ones."""

    side: int
    path: str


def qr_of(address: str) -> Qr:
    """The QR code of an address; up to a seventh of it may be unreadable."""
    rows = segno.make(address, error="m", micro=False).matrix
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + _QUIET} {y + _QUIET}h{x - start}v1h-{x - start}z")
            x += 1
    return Qr(side=len(rows) + 2 * _QUIET, path="".join(runs))
