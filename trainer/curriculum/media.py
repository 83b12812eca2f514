"""Tells what the files below curriculum/media may be, and checks them."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO, Final

from trainer.curriculum.media_captions import check_captions
from trainer.curriculum.media_pdf import why_not_pdf
from trainer.curriculum.media_pointers import Pointer
from trainer.curriculum.media_recordings import (
    Size,
    place_of_recording,
    read_mp3,
    read_mp4,
    read_ogg,
    read_webm,
)
from trainer.yaml_text import Report

FOLDER: Final = "curriculum/media/"
PATH: Final = re.compile(r"curriculum/media/[a-z0-9][a-z0-9-]*\.(mp3|m4a|ogg|mp4|webm|pdf|vtt)")
TRANSCRIPT: Final = re.compile(r"curriculum/media/[a-z0-9][a-z0-9-]*\.(?:md|txt)")
"""A transcript is a text: it is written where other texts are, and lies beside its recording."""

LARGEST_AUDIO: Final = 30_000_000
"""Bytes: an hour of speech at 64 kbit/s."""
LARGEST_VIDEO: Final = 100_000_000
"""Bytes: some twenty minutes at 640 kbit/s, which shows a conversation well."""
LARGEST_PDF: Final = 20_000_000
"""Bytes: a handout of many pictures; one can still be looked through in a moment."""

TYPES: Final = MappingProxyType(
    {
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "ogg": "audio/ogg",
        "mp4": "video/mp4",
        "webm": "video/webm",
        "pdf": "application/pdf",
        "vtt": "text/vtt",
    }
)
_LARGEST: Final = MappingProxyType(
    {
        "audio": (LARGEST_AUDIO, "record speech at 64 kbit/s, or cut it in two"),
        "video": (LARGEST_VIDEO, "save it smaller, such as 720 lines high, or cut it in two"),
        "application": (LARGEST_PDF, "save it with smaller pictures"),
    }
)
_READERS: Final[MappingProxyType[str, Callable[[BinaryIO, int], Size | None]]] = MappingProxyType(
    {
        "audio/mpeg": read_mp3,
        "audio/mp4": read_mp4,
        "audio/ogg": read_ogg,
        "video/mp4": read_mp4,
        "video/webm": read_webm,
    }
)
_NAMES: Final = MappingProxyType(
    {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "OGG", "video/mp4": "MP4", "video/webm": "WebM"}
)
_PIECE: Final = 1 << 20


def examine(path: str, file: BinaryIO, report: Report) -> Pointer | None:
    """Look at a file of media from its beginning to its end; None, with the reason in `report`, where it cannot be.

    Nothing is altered, and no more than a megabyte of a recording is held at once.
    """
    place = PATH.fullmatch(path)
    if place is None:
        report.error(
            1,
            "what lies in curriculum/media ends with .mp3, .m4a, .ogg, .mp4, .webm, .pdf, .vtt, .md or .txt; "
            "its name has only lower-case letters, digits and hyphens: rename it",
        )
        return None
    media_type = TYPES[place[1]]
    size = file.seek(0, 2)
    if media_type == "text/vtt":
        file.seek(0)
        data = file.read()
        return _pointer(file, media_type, size, (0, 0)) if check_captions(data, report) else None
    largest, cure = _LARGEST[media_type.partition("/")[0]]
    if size > largest:
        report.error(1, f"this file has {size:,} bytes, more than {largest:,}; {cure}")
        return None
    seen = _handout(file, report) if media_type == "application/pdf" else _recording(file, size, media_type, report)
    return None if seen is None else _pointer(file, media_type, size, seen)


def examine_bytes(path: str, data: bytes, report: Report) -> Pointer | None:
    """As `examine`, for what is held already."""
    return examine(path, BytesIO(data), report)


def is_large(path: str) -> bool:
    """Whether a file at this path is a recording or handout, which is never held whole."""
    return PATH.fullmatch(path) is not None and not is_kept_whole(path)


def is_kept_whole(path: str) -> bool:
    """Whether a file is so small that its bytes are kept in one piece: captions, as pictures are."""
    return path.endswith(".vtt")


def _handout(file: BinaryIO, report: Report) -> Size | None:
    file.seek(0)
    why = why_not_pdf(file.read())
    if why:
        report.error(1, f"this handout {why}")
        return None
    return 0, 0


def _recording(file: BinaryIO, size: int, media_type: str, report: Report) -> Size | None:
    seen = _READERS[media_type](file, size)
    name = _NAMES[media_type]
    if seen is None:
        report.error(1, f"the file's name says {name}, but its bytes do not; save the recording anew as {name}")
        return None
    is_video = media_type.startswith("video/")
    if is_video and 0 in seen:
        report.error(1, "this recording has no picture; save it as .m4a or .ogg")
        return None
    if not is_video and any(seen):
        report.error(1, "this recording has a picture; name it .mp4, or save its sound alone")
        return None
    if media_type.endswith("/mp4") and place_of_recording(file, size):
        report.error(
            1,
            "this recording tells where it was made; save it without, "
            "such as with 'ffmpeg -i OLD -map_metadata -1 -c copy NEW'",
        )
        return None
    return seen


def _pointer(file: BinaryIO, media_type: str, size: int, seen: Size) -> Pointer:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return Pointer(digest=digest.hexdigest(), media_type=media_type, size=size, width=seen[0], height=seen[1])
