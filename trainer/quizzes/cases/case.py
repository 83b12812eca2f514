"""What a branching case is made of, as its author wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trainer.yaml_text import SourceText

FOLDER: Final = "quizzes/cases/"
PATH: Final = re.compile(r"quizzes/cases/[a-z0-9][a-z0-9-]*\.yml")
MOST_POINTS: Final = 2
"""What a choice can earn in one competency."""


class Ending(StrEnum):
    """How a case can end."""

    GOOD = "good"
    MIXED = "mixed"
    HARM = "harm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that a run carries as a whole number from `least` to `most`; only what is shown is on the monitor."""

    id: str
    label: str
    unit: str
    start: int
    is_shown: bool
    least: int
    most: int

    def within(self, value: int) -> int:
        """The nearest value that the measure can have."""
        return min(max(value, self.least), self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """Other start values by measure; `words` say afterwards what was different."""

    id: str
    words: SourceText | None = None
    start: Mapping[str, int] = field(default_factory=dict)


AS_WRITTEN: Final = Variation(id="as-written")
"""The one variation of a case that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Where a choice leads if every measure named is at least, or below, its number; without any, always."""

    scene: str
    line: int
    at_least: Mapping[str, int] = field(default_factory=dict)
    below: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_always(self) -> bool:
        """Whether no condition is asked."""
        return not self.at_least and not self.below

    def holds(self, state: Mapping[str, int]) -> bool:
        """Whether a state meets every condition."""
        reaches = all(state[each] >= number for each, number in self.at_least.items())
        return reaches and all(state[each] < number for each, number in self.below.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody can do in a scene, what comes of it, and what it tells about competencies."""

    id: str
    line: int
    text: SourceText
    minutes: int
    change: Mapping[str, int]
    is_critical: bool
    consequence: SourceText
    why: SourceText
    points: Mapping[str, int]
    then: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A moment of a case: an ending, or one with choices. `seconds` are shown where the case asks for hurry."""

    id: str
    line: int
    title: str
    room: SourceText
    says: SourceText | None
    seconds: int | None
    ending: Ending | None
    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        """A choice of this scene by its id."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchingCase:
    """A whole case; `clock` is what the monitor's clock shows at the start, in minutes."""

    path: str
    title: str
    code: str
    minutes: int
    content_note: SourceText | None
    about: SourceText
    competencies: tuple[str, ...]
    competencies_line: int
    clock: int
    state: tuple[Measure, ...]
    variations: tuple[Variation, ...]
    first: str
    first_line: int
    scenes: tuple[Scene, ...]
    debrief: SourceText
    read_again: tuple[SourceText, ...]

    @property
    def slug(self) -> str:
        """By what addresses name it."""
        return slug_of(self.path)

    @property
    def shown(self) -> tuple[Measure, ...]:
        """What the monitor shows."""
        return tuple(measure for measure in self.state if measure.is_shown)

    def scene(self, scene_id: str) -> Scene:
        """A scene by its id. Raises KeyError."""
        found = next((scene for scene in self.scenes if scene.id == scene_id), None)
        if found is None:
            raise KeyError(scene_id)
        return found

    def variation(self, variation_id: str) -> Variation:
        """A variation by its id. Raises KeyError."""
        found = next((each for each in self.variations if each.id == variation_id), None)
        if found is None:
            raise KeyError(variation_id)
        return found

    def blocks(self) -> tuple[SourceText, ...]:
        """The texts that stand as paragraphs."""
        notes = (self.content_note,) if self.content_note else ()
        rooms = (scene.room for scene in self.scenes)
        told = (text for scene in self.scenes for each in scene.choices for text in (each.consequence, each.why))
        return (self.about, *notes, *rooms, *told, self.debrief)

    def phrases(self) -> tuple[SourceText, ...]:
        """The texts that stand within a line."""
        said = (scene.says for scene in self.scenes if scene.says)
        asked = (choice.text for scene in self.scenes for choice in scene.choices)
        return (*said, *asked, *(each.words for each in self.variations if each.words))


def slug_of(path: str) -> str:
    """By what addresses name the case at a path."""
    return path.removeprefix(FOLDER).removesuffix(".yml")
