"""Reads a folder of course files, and writes one."""

import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

from trainer.problem import Problem, Severity

FOLDERS = ("curriculum", "quizzes")
LARGEST = 10 * 1024 * 1024
_LEFTOVERS = (".DS_Store", "Thumbs.db", "*~", "*.swp")


class FolderError(Exception):
    """The folder cannot be used; the message says why and what to do."""


def read_folder(root: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Every file of `curriculum/` and `quizzes/` by its path from `root`, and the problems of reading them.

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
    elif path.stat().st_size > LARGEST:
        problems.append(Problem(shown, 1, f"this file is larger than {LARGEST // 1024 // 1024} MB; make it smaller"))
    else:
        try:
            files[shown] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(shown, 1, f"this file cannot be read ({error.strerror}); check its permissions"))


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


def write_folder(root: Path, files: Mapping[str, bytes]) -> None:
    """Write an edition's files below `root`. Raises FolderError where it holds anything but these, byte for byte."""
    for place, folders, names in os.walk(root, followlinks=False):
        for name in sorted([*names, *(each for each in folders if _is_foreign(Path(place) / each, root))]):
            _require_same(Path(place) / name, root, files)
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _is_foreign(folder: Path, root: Path) -> bool:
    return folder.is_symlink() or (folder.parent == root and folder.name not in FOLDERS)


def _require_same(path: Path, root: Path, files: Mapping[str, bytes]) -> None:
    name = path.relative_to(root).as_posix()
    if name not in files or path.is_symlink():
        raise FolderError(f"{path} is not part of the edition; export into an empty folder")
    if not path.is_file() or path.read_bytes() != files[name]:
        raise FolderError(f"{path} is not as the edition has it; export into an empty folder")
