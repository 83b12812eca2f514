"""Finds which texts of a course show or link to which figures, recordings and handouts."""

import re
from collections.abc import Mapping
from typing import Final

from trainer.curriculum.media import FOLDER, TRANSCRIPT
from trainer.quizzes.paths import from_root

_TARGET: Final = re.compile(r"\]\(\s*<?([^)\s>\"#]+)")
_FOLDERS: Final = ("curriculum/figures/", FOLDER)
RECORDINGS: Final = (".mp3", ".m4a", ".ogg", ".mp4", ".webm")
VIDEOS: Final = (".mp4", ".webm")
BEGINNING: Final = "Write here what is said, and who says it.\n"
"""What a transcript begins as; it stands in for none."""


def used_in(texts: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """For each file that some texts name, by its path, the paths of those texts.

    Captions and a transcript are used where a text shows the recording of the same name.
    """
    found: dict[str, dict[str, None]] = {}
    for path, text in sorted(texts.items()):
        for target in _TARGET.findall(text):
            named = from_root(path, target)
            if named and named.startswith(_FOLDERS):
                found.setdefault(named, {})[path] = None
    for named in tuple(found):
        if named.endswith(RECORDINGS):
            for beside in (captions_of(named), *transcripts_of(named)):
                found.setdefault(beside, {}).update(found[named])
    return {named: tuple(paths) for named, paths in found.items()}


def captions_of(recording: str) -> str:
    """Where the captions of a recording lie."""
    return f"{recording.rpartition('.')[0]}.vtt"


def transcripts_of(recording: str) -> tuple[str, str]:
    """Where the transcript of a recording may lie."""
    stem = recording.rpartition(".")[0]
    return f"{stem}.md", f"{stem}.txt"


def is_transcript(path: str) -> bool:
    """Whether the text at a path is what somebody says in a recording."""
    return TRANSCRIPT.fullmatch(path) is not None
