"""What every kind of exercise can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.links import Links
from trainer.yaml_text import Fields, SourceText


class Setter(Protocol):
    """Sets an author's words for an exercise."""

    @property
    def links(self) -> Links:
        """Where things are shown."""

    def typeset(self, tag: str, source: SourceText, **attributes: str) -> Element:
        """An element that holds the words, with the marks of their sources, links and terms."""

    def sources(self, keys: Iterable[str], line: int) -> tuple[Element | None, tuple[str, ...]]:
        """The marks of those sources that the bibliography has, and the keys of the others."""


NOT_KEPT: Final = "Nothing that you enter is stored or sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(ABC):
    """An exercise as its author wrote it, without its title.

    `kind` is the word after the fence, `noun` names it to readers; `does` tells authors what it is for, and `sample` is
    what they begin with. What it
    builds is whole without a script; one that `has_script` is made livelier by static/scripts/exercise_KIND.js.
    """

    kind: ClassVar[str]
    noun: ClassVar[str] = "Exercise"
    does: ClassVar[str]
    sample: ClassVar[str]
    has_script: ClassVar[bool] = True
    note: ClassVar[str] = ""
    """What readers are told below it."""

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read its keys; None, with the reasons reported, where it cannot be shown."""

    @abstractmethod
    def elements(self, setter: Setter) -> Iterable[Element]:
        """What stands below its title."""


def some_groups(fields: Fields, key: str, least: int, most: int, of: str) -> tuple[Fields, ...]:
    """The groups under a key, which are at least and at most so many; `of` says what they are."""
    groups = fields.groups(key, required=True)
    if fields.has(key) and not least <= len(groups) <= most:
        fields.error(f"'{key}' has {len(groups)} {of}; write from {least} to {most}", key)
    return groups
