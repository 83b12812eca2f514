"""What every type of question can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import ClassVar, Self, TypeAlias

from trainer.yaml_text import Fields, SourceText

Arrangement: TypeAlias = Mapping[str, tuple[str, ...]]
"""The order in which an attempt shows keys, by slot or by a name that the type chooses."""


class Control(StrEnum):
    """How a person answers one slot of a question."""

    RADIO = "radio"
    CHECKBOX = "checkbox"
    SELECT = "select"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen in a slot."""

    key: str
    text: SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of a question to be filled in."""

    name: str
    control: Control
    label: SourceText | None = None
    choices: tuple[Choice, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a person answered: option keys by slot, and words they typed by slot.

    Both are sorted by slot, so that equal answers are equal values. Words stand apart because they are
    kept apart (they can be erased); keys and numbers are not words.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    written: tuple[tuple[str, str], ...] = ()

    def keys(self, slot: str) -> tuple[str, ...]:
        """The keys chosen in a slot; empty where it was left blank."""
        return dict(self.chosen).get(slot, ())

    def words(self, slot: str) -> str:
        """The words typed into a slot; empty where it was left blank."""
        return dict(self.written).get(slot, "")


BLANK = Response()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What feedback says about one choice, or, where `key` is None, about what a slot was filled with.

    `is_right` tells whether choosing it (or what was filled in) is right; `was_chosen` whether the
    person did; `answer` is the right answer in source text where the remark is about a slot.
    """

    slot: str
    key: str | None
    is_right: bool
    was_chosen: bool
    why: SourceText | None
    answer: SourceText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every question has, whatever its type."""

    id: str
    line: int
    prompt: SourceText
    objective: str | None = None
    safety_critical: bool = False
    points: Fraction = Fraction(1)
    cite: tuple[SourceText, ...] = ()
    read_again: SourceText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """A question of one type. A type is one file in this folder that defines one subclass."""

    type: ClassVar[str]
    common: Common

    @classmethod
    @abstractmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        """Read the keys of this type; None, with the reasons in the fields' report, where they make no question."""

    @abstractmethod
    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        """Decide the order in which an attempt shows keys."""

    @abstractmethod
    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        """What a person fills in, in the attempt's order. Tells nothing about what is right.

        Keys that the arrangement does not name (a later revision added them) come last.
        """

    @abstractmethod
    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        """Make a response of what a form carried, by slot: known keys, or typed words.

        Empty slots are left out. Returns a sentence that says what to change where the values make
        no response (a word where a number belongs, one item in two places).
        """

    @abstractmethod
    def mark(self, response: Response) -> Fraction:
        """The part of the points that a response earns, from 0 to 1. A blank earns 0."""

    @abstractmethod
    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        """What feedback says, in the attempt's order."""

    @abstractmethod
    def texts(self) -> Iterator[SourceText]:
        """Every text of the type's own keys that will be rendered (options, reasons); not the prompt."""

    @abstractmethod
    def keys(self) -> frozenset[str]:
        """Every key that an answer may name, to tell whether a later revision still understands it."""
