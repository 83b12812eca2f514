"""Checks the files of figures, and reads their sizes."""

import hashlib
import re
from types import MappingProxyType
from typing import Final

from trainer.curriculum.course import Figure
from trainer.curriculum.pictures import READERS
from trainer.curriculum.svg_figures import read_svg
from trainer.problem import Problem, is_blocking
from trainer.yaml_text import Report

PATH: Final = re.compile(r"curriculum/figures/[a-z0-9][a-z0-9-]*\.(svg|png|jpg|jpeg|webp)")
LARGEST: Final = 2_000_000
_MEDIA_TYPES: Final = MappingProxyType(
    {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
)


def read_figure(path: str, data: bytes) -> tuple[Figure | None, tuple[Problem, ...]]:
    """Check a figure's file and read its size; None where a problem stops it. Nothing is repaired."""
    report = Report(path)
    figure = _read(path, data, report)
    problems = tuple(sorted(report.problems))
    return (None if any(map(is_blocking, problems)) else figure), problems


def _read(path: str, data: bytes, report: Report) -> Figure | None:
    place = PATH.fullmatch(path)
    if not place:
        report.error(
            1,
            "a figure lies in curriculum/figures and ends with .svg, .png, .jpg or .webp; "
            "its name has only lower-case letters, digits and hyphens: rename it",
        )
        return None
    if len(data) > LARGEST:
        report.error(1, f"this file has {len(data):,} bytes, more than {LARGEST:,}; make the picture smaller")
        return None
    media_type = _MEDIA_TYPES[place[1]]
    size = _size(data, media_type, report)
    if size is None:
        return None
    digest = hashlib.sha256(data).hexdigest()
    return Figure(path=path, digest=digest, media_type=media_type, width=size[0], height=size[1])


def _size(data: bytes, media_type: str, report: Report) -> tuple[int, int] | None:
    if media_type == "image/svg+xml":
        return read_svg(data, report)
    size = READERS[media_type](data)
    if size is None or 0 in size:
        name = media_type.removeprefix("image/").upper()
        report.error(1, f"the file's name says {name}, but its bytes do not; save the picture anew as {name}")
        return None
    return size
