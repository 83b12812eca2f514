"""Finds the exercises of a module's page in its HTML."""

import re
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.rendered import Prose, RenderedModule

EXERCISE: Final = "exercise"
ANSWER: Final = "exercise-answer"
"""The classes of an exercise, and of a fold in it."""
_FRAME: Final = re.compile(rf'<div\b[^<>]*class="{EXERCISE}"[^<>]*>')
_LIVE: Final = re.compile(r'data-exercise="([a-z-]+)"')


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a page has exercises, and the kinds of those that a script makes livelier, each once."""

    any: bool
    live: tuple[str, ...]


def exercises_of(module: RenderedModule) -> Found:
    """What a module's page has of exercises.

    No author's words look like this: what comes through the door has no '<' of their own.
    """
    parts = (*module.opening, *(part for section in module.sections for part in section.parts))
    frames = [frame[0] for part in parts if isinstance(part, Prose) for frame in _FRAME.finditer(part.html)]
    live = (found[1] for frame in frames if (found := _LIVE.search(frame)))
    return Found(bool(frames), tuple(dict.fromkeys(live)))
