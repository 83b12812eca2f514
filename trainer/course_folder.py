"""Reads a folder of course files, and writes one."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from trainer.curriculum.media import examine, is_large
from trainer.curriculum.media_pointers import REFUSED, Pointer, read_pointer, write_pointer
from trainer.curriculum.picture_notes import CURE as NOTES_CURE
from trainer.curriculum.picture_notes import tells_more
from trainer.problem import Problem, Severity
from trainer.yaml_text import Report

Media: TypeAlias = Callable[[Pointer], Iterable[bytes]]
"""Gives the bytes of a file that stands as a pointer among others."""
FOLDERS = ("curriculum", "quizzes")
LARGEST = 10 * 1024 * 1024
_PIECE = 1 << 20
_LEFTOVERS = (".DS_Store", "Thumbs.db", "*~", "*.swp")


class FolderError(Exception):
    """The folder cannot be used; the message says why and what to do."""


def read_folder(root: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Every file of `curriculum/` and `quizzes/` by its path from `root`, and the problems of reading them.

    Recordings and handouts are looked at piece by piece and stand as their pointers: `bytes_in` gives their bytes.
    Nothing outside the two folders is read, through links neither. Raises FolderError where there is no course.
    """
    if not (root / "curriculum").is_dir():
        raise FolderError(f"{root} holds no folder 'curriculum'; name the folder that holds curriculum and quizzes")
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            problems.append(Problem(folder, 1, "this link points out of the course; put the folder itself here"))
            continue
        for path in _found_in(root / folder, root, problems):
            _read(path, root, files, problems)
    return files, tuple(sorted(problems))


def _found_in(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """What a folder holds, and what its folders hold; links to folders are given, not entered."""

    def note(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            why = f"this folder cannot be read ({error.strerror}); check its permissions"
            problems.append(Problem(_shown(Path(error.filename), root), 1, why))

    for place, folders, names in os.walk(folder, onerror=note, followlinks=False):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (Path(place) / name for name in sorted([*names, *links]))


def _read(path: Path, root: Path, files: dict[str, bytes], problems: list[Problem]) -> None:
    shown = _shown(path, root)
    if any(fnmatch(path.name, pattern) for pattern in _LEFTOVERS):
        problems.append(Problem(shown, 1, "this file is passed over; delete it", Severity.WARNING))
    elif path.is_symlink() and not _stays_inside(path, root):
        problems.append(Problem(shown, 1, "this link points out of the course; put the file itself here"))
    elif not path.is_file():
        problems.append(Problem(shown, 1, "this is not a file; remove it"))
    elif is_large(shown):
        files[shown] = _pointer_of(path, shown, problems)
    elif path.stat().st_size > LARGEST:
        problems.append(Problem(shown, 1, f"this file is larger than {LARGEST // 1024 // 1024} MB; make it smaller"))
    else:
        try:
            files[shown] = path.read_bytes()
        except OSError as error:
            problems.append(_unreadable(shown, error))
            return
        if tells_more(shown, files[shown]):
            problems.append(Problem(shown, 1, NOTES_CURE))
        if read_pointer(files[shown]):
            problems.append(Problem(shown, 1, "this file only stands for another; put the file itself here"))


def _unreadable(shown: str, error: OSError) -> Problem:
    return Problem(shown, 1, f"this file cannot be read ({error.strerror}); check its permissions")


def _pointer_of(path: Path, shown: str, problems: list[Problem]) -> bytes:
    try:
        status = path.stat()
        pointer, found = _examined(path, shown, status.st_size, status.st_mtime_ns)
    except OSError as error:
        pointer, found = None, (_unreadable(shown, error),)
    problems += found
    return write_pointer(pointer) if pointer else REFUSED


@lru_cache(1000)
def _examined(path: Path, shown: str, _size: int, _changed: int) -> tuple[Pointer | None, tuple[Problem, ...]]:
    """What a large file is; it is read again when it was saved again."""
    report = Report(shown)
    with path.open("rb") as file:
        return examine(shown, file, report), tuple(report.problems)


def bytes_in(root: Path, name: str) -> Iterator[bytes]:
    """The bytes of a file in a folder, a megabyte at a time."""
    with (root / name).open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _no_media(pointer: Pointer) -> Iterable[bytes]:
    raise FolderError(f"the bytes of {pointer.digest} are not at hand")


def _shown(path: Path, root: Path) -> str:
    """A path from the root, on one line and in UTF-8 whatever its bytes are."""
    name = path.relative_to(root).as_posix()
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return any(path.resolve(strict=True).is_relative_to((root / folder).resolve()) for folder in FOLDERS)
    except (OSError, RuntimeError):
        return False


def write_folder(root: Path, files: Mapping[str, bytes], media: Media = _no_media) -> None:
    """Write an edition's files below `root`, those of pointers as `media` gives them.

    Raises FolderError where it holds anything but these, byte for byte.
    """
    for place, folders, names in os.walk(root, followlinks=False):
        for name in sorted([*names, *(each for each in folders if _is_foreign(Path(place) / each, root))]):
            _require_same(Path(place) / name, root, files)
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.writelines(_pieces(content, media))


def _is_foreign(folder: Path, root: Path) -> bool:
    return folder.is_symlink() or (folder.parent == root and folder.name not in FOLDERS)


def _require_same(path: Path, root: Path, files: Mapping[str, bytes]) -> None:
    name = path.relative_to(root).as_posix()
    if name not in files or path.is_symlink():
        raise FolderError(f"{path} is not part of the edition; export into an empty folder")
    if not path.is_file() or not _holds(path, files[name]):
        raise FolderError(f"{path} is not as the edition has it; export into an empty folder")


def _holds(path: Path, content: bytes | None) -> bool:
    """Whether a file is there with these bytes, or those that they point at; None for no file."""
    if not path.is_file() or content is None:
        return not path.is_file() and content is None
    if pointer := read_pointer(content):
        digest = hashlib.sha256()
        for piece in bytes_in(path.parent, path.name):
            digest.update(piece)
        return digest.hexdigest() == pointer.digest
    return path.read_bytes() == content


def _pieces(content: bytes, media: Media) -> Iterable[bytes]:
    pointer = read_pointer(content)
    return media(pointer) if pointer else (content,)


def change_folder(
    root: Path, known: Mapping[str, bytes], changes: Mapping[str, bytes | None], media: Media = _no_media
) -> None:
    """Put new bytes in the place of some files, whole or not at all; None takes a file away.

    `known` is what was read before. Raises FolderError, and changes nothing, where a file was saved since.
    """
    for name in changes:
        path = root / name
        if not _holds(path, known.get(name)):
            raise FolderError(f"{path} was saved while it was being merged; nothing was changed, run this again")
    beside = [(_write_beside(path, _pieces(content, media)), path) for path, content in _written(root, changes)]
    for new, path in beside:
        new.replace(path)
    for name in (name for name, content in changes.items() if content is None):
        (root / name).unlink()


def _written(root: Path, changes: Mapping[str, bytes | None]) -> Iterator[tuple[Path, bytes]]:
    """The files that get bytes; what a link inside the course points at, not the link."""
    return (((root / name).resolve(), content) for name, content in changes.items() if content is not None)


def _write_beside(path: Path, content: Iterable[bytes]) -> Path:
    """The bytes, safe on the disk under a name that is passed over when the folder is read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}~")
    with new.open("wb") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, new)
    return new
