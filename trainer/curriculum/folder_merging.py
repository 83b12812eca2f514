"""Merges a folder of course files with what was published since its files were made."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.documents import is_text
from trainer.curriculum.media_pointers import fingerprint
from trainer.curriculum.merging import merge
from trainer.curriculum.text_files import decode, is_bearable
from trainer.problem import Problem, is_blocking
from trainer.yaml_text import Report

FOLDER: Final = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a merge rests on: the edition published last, and what is known of where the folder came from.

    `based_on` holds the files of the edition that was named, `base` is its number; both are None where none was.
    `digests` are those of every revision that a document ever had, by path. `from_browser` names the documents whose
    published revision was written in the browser.
    """

    number: int
    published: Mapping[str, bytes]
    base: int | None = None
    based_on: Mapping[str, bytes] | None = None
    digests: Mapping[str, Set[str]]
    from_browser: Set[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFolder:
    """What becomes of a folder: the new bytes of each file that changes, None for one that goes.

    Where `is_ready` is false nothing can be merged yet, and nothing changes; the problems say why. Else they are the
    places where both sides changed the same, for a person to decide.
    """

    changes: Mapping[str, bytes | None]
    problems: tuple[Problem, ...]
    is_ready: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file as it was, as the folder has it, and as it is published; None where it is not."""

    path: str
    base: bytes | None
    folder: bytes | None
    published: bytes | None


def merge_folder(files: Mapping[str, bytes], ground: Ground) -> MergedFolder:
    """Merge three ways, file by file: what one side left as it was is taken from the other.

    Where both wrote, texts are merged by lines; marks stand around what differs.
    """
    paths = sorted({*files, *ground.published, *(ground.based_on or {})})
    unready = [problem for path in paths for problem in _unready(path, files, ground)]
    if unready:
        return MergedFolder(changes={}, problems=tuple(unready), is_ready=False)
    changes: dict[str, bytes | None] = {}
    problems: list[Problem] = []
    for path in paths:
        folder, published = files.get(path), ground.published.get(path)
        file = _File(path=path, base=_base(path, files, ground), folder=folder, published=published)
        if _are_equal(folder, published) or _are_equal(file.base, published):
            continue
        if _are_equal(file.base, folder):
            changes[path] = published
        else:
            changes |= _both(file, ground, problems)
    return MergedFolder(changes=changes, problems=tuple(problems))


def _unready(path: str, files: Mapping[str, bytes], ground: Ground) -> tuple[Problem, ...]:
    """Why a file cannot be merged yet: nobody knows what it was made from, or it is no text as ours are."""
    folder, published = files.get(path), ground.published.get(path)
    if folder is None or published is None or _are_equal(folder, published):
        return ()
    if _is_unknown(path, folder, ground):
        why = (
            "this file was changed in the folder, and in the browser too; "
            "say with --based-on from which edition the folder was made"
        )
        return (Problem(path, 1, why),)
    report = Report(path)
    if is_text(path) and is_bearable(folder, report):
        decode(folder, report)
    return tuple(filter(is_blocking, report.problems))


def _is_unknown(path: str, folder: bytes, ground: Ground) -> bool:
    is_older = fingerprint(folder) in ground.digests.get(path, ())
    return ground.based_on is None and path in ground.from_browser and not is_older


def _base(path: str, files: Mapping[str, bytes], ground: Ground) -> bytes | None:
    """What a file was made from. Where no edition is named, its own bytes tell, if they were published once.

    Else the folder goes on from what is published, but for what only the browser ever had a hand in.
    """
    if ground.based_on is not None:
        return ground.based_on.get(path)
    folder, published = files.get(path), ground.published.get(path)
    if folder is None:
        return None if path in ground.from_browser else published
    return folder if fingerprint(folder) in ground.digests.get(path, ()) else published


def _both(file: _File, ground: Ground, problems: list[Problem]) -> dict[str, bytes | None]:
    """A file that both sides changed: what it becomes, and in `problems` what a person decides."""
    since = f"edition {ground.base}" if ground.base else "it was added"
    theirs = f"edition {ground.number}"
    onward = f"then publish with --based-on {ground.number}"
    if file.folder is None or file.published is None:
        gone, kept = ("the folder", theirs) if file.folder is None else (theirs, "the folder")
        cure = f"put it back or leave it away, {onward}"
        problems.append(
            Problem(file.path, 1, f"{gone} took this file away and {kept} changed it since {since}; {cure}")
        )
        return {}
    if not is_text(file.path):
        digests = f"the folder has {fingerprint(file.folder)}, {theirs} has {fingerprint(file.published)}"
        why = f"both changed this file since {since}: {digests}; put the right one into the folder, {onward}"
        problems.append(Problem(file.path, 1, why))
        return {}
    base = (file.base or b"").decode()
    merged = merge(base, file.folder.decode(), file.published.decode(), mine_is=FOLDER, theirs_is=theirs)
    if merged.conflicts:
        why = f"the folder and {theirs} both changed this place since {since}; keep what belongs here, {onward}"
        problems += [Problem(file.path, line, why) for line in _marked_lines(merged.text)]
    return {file.path: merged.text.encode()}


def _marked_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), start=1) if line == f"<<<<<<< {FOLDER}"]


def _are_equal(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files are the same, of which one may be there by a pointer and the other by its bytes."""
    if one is None or other is None:
        return one is other
    return one == other or fingerprint(one) == fingerprint(other)
