"""Takes in an uploaded file: tells what it is, makes pictures anew, keeps its bytes."""

from dataclasses import dataclass
from typing import BinaryIO

from trainer.actions.keeping_media import keep_in_parts, keep_whole
from trainer.actions.remaking_pictures import LARGEST_UPLOAD, BadPicture, made_anew
from trainer.curriculum.course import Figure
from trainer.curriculum.figures import read_figure
from trainer.curriculum.media import examine, examine_bytes, is_kept_whole
from trainer.curriculum.media_incoming import HEAD, extension_of, path_for, why_none
from trainer.curriculum.media_pointers import Pointer
from trainer.errors import Invalid
from trainer.problem import Problem, is_blocking
from trainer.storage.database import Database
from trainer.yaml_text import Report

_PIXELS = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that is kept, and where it belongs."""

    path: str
    pointer: Pointer

    @classmethod
    def of_bytes(cls, path: str, data: bytes) -> "Received":
        """A figure or captions, which were looked at before or are now. Raises Invalid."""
        report = Report(path)
        if path.startswith("curriculum/media/"):
            pointer, problems = examine_bytes(path, data, report), tuple(report.problems)
        else:
            figure, problems = read_figure(path, data)
            pointer = _pointer(figure, len(data)) if figure else None
        if pointer is None:
            raise Invalid([("file", _sentence(each)) for each in problems if is_blocking(each)])
        return cls(path=path, pointer=pointer)


def _pointer(figure: Figure, size: int) -> Pointer:
    return Pointer(
        digest=figure.digest, media_type=figure.media_type, size=size, width=figure.width, height=figure.height
    )


def receive(database: Database, file: BinaryIO, name: str, place: str | None) -> Received:
    """Keep an uploaded file under `name`, or at `place` where it takes another's. Raises Invalid with every reason."""
    file.seek(0)
    head = file.read(HEAD)
    extension = extension_of(head)
    if extension is None:
        raise Invalid([("file", why_none(head))])
    path = path_for(name, extension)
    if place is not None and not _is_alike(place, extension):
        kind = place.rpartition(".")[2].upper()
        raise Invalid([("file", f"This is a file of another kind than the {kind} that it would replace.")])
    path = place or path
    if path.startswith("curriculum/figures/") or is_kept_whole(path):
        data = _small(file, extension)
        received = Received.of_bytes(path, data)
        keep_whole(database, received.pointer, data)
        return received
    report = Report(path)
    pointer = examine(path, file, report)
    if pointer is None:
        raise Invalid([("file", _sentence(each)) for each in report.problems])
    keep_in_parts(database, pointer, file)
    return Received(path=path, pointer=pointer)


def _is_alike(place: str, extension: str) -> bool:
    return place.rpartition(".")[2].replace("jpeg", "jpg") == extension


def _small(file: BinaryIO, extension: str) -> bytes:
    """The bytes as they are kept: of pictures made of pixels, those of the same picture made anew. Raises Invalid."""
    file.seek(0)
    data = file.read(LARGEST_UPLOAD + 1)
    if extension not in _PIXELS:
        return data
    try:
        return made_anew(data, _PIXELS[extension])
    except BadPicture as error:
        raise Invalid([("file", _capital(str(error)) + ".")]) from error


def _sentence(problem: Problem) -> str:
    place = f"Line {problem.line}: " if problem.file.endswith((".svg", ".vtt")) else ""
    return (place + problem.message if place else _capital(problem.message)) + "."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
