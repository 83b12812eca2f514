"""How somebody likes to read: the choices that there are, and what each means when nothing was chosen."""

from dataclasses import dataclass
from enum import StrEnum


class TextSize(StrEnum):
    """How large the text is."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


class LineWidth(StrEnum):
    """How wide a line of text may grow."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


class Theme(StrEnum):
    """Dark on light or light on dark."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """Whether anything moves on a page."""

    DEVICE = "device"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comfort:
    """What one person chose; it goes with them to every device."""

    text_size: TextSize = TextSize.NORMAL
    line_width: LineWidth = LineWidth.NORMAL
    theme: Theme = Theme.DEVICE
    motion: Motion = Motion.DEVICE
