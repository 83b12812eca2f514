"""Reads a folder of course files, and writes one."""

import os
from collections.abc import Mapping
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
        for place, folders, names in os.walk(root / folder, followlinks=False):
            for name in sorted([*names, *(each for each in folders if (Path(place) / each).is_symlink())]):
                _read(Path(place) / name, root, files, problems)
    return files, tuple(sorted(problems))


def _read(path: Path, root: Path, files: dict[str, bytes], problems: list[Problem]) -> None:
    name = path.relative_to(root).as_posix()
    shown = name.encode("utf-8", "backslashreplace").decode()
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


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return any(path.resolve(strict=True).is_relative_to((root / folder).resolve()) for folder in FOLDERS)
    except (OSError, RuntimeError):
        return False


def write_folder(root: Path, files: Mapping[str, bytes]) -> None:
    """Write an edition's files below `root`. Raises FolderError where it holds other files than these."""
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in files:
                raise FolderError(f"{path} is not part of the edition; export into an empty folder")
    if root.exists() and not any((root / folder).exists() for folder in FOLDERS) and any(root.iterdir()):
        raise FolderError(f"{root} holds other files; export into an empty folder")
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
