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
    LONG_TEXT = "long-text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of a figure, in per cent of its width and height."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen in a slot; `area` is where it lies, where it is part of a figure."""

    key: str
    text: SourceText
    area: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of a question to be filled in; `longest` is how many characters a long text may have."""

    name: str
    control: Control
    label: SourceText | None = None
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    longest: int | None = None


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
    person did; `answer` is the right answer in source text where the remark is about a slot, and
    `answer_words` the same where it differs from attempt to attempt, so that no text could be rendered for it.
    """

    slot: str
    key: str | None
    is_right: bool
    was_chosen: bool
    why: SourceText | None
    answer: SourceText | None = None
    answer_words: str = ""


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
    hints: tuple[SourceText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """A question of one type. A type is one file in this folder that defines one subclass."""

    type: ClassVar[str]
    is_marked_by_person: ClassVar[bool] = False
    common: Common

    @classmethod
    @abstractmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        """Read the keys of this type; None, with the reasons in the fields' report, where they make no question."""

    @abstractmethod
    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        """Decide the order in which an attempt shows keys, and the values that differ from attempt to attempt."""

    @property
    def parts(self) -> "tuple[Question, ...]":
        """The questions of which this one consists; none, for most types. Their slots are named `part/slot`."""
        return ()

    @property
    def note(self) -> SourceText | None:
        """What stands below the prompt, before and after it is answered; nothing, for most types."""
        return None

    def values(self, arrangement: Arrangement) -> Mapping[str, str]:
        """What stands in an attempt in place of the `{{names}}` of the texts; nothing, for most types."""
        return {}

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
    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        """The part of the points that a response earns in this arrangement, from 0 to 1. A blank earns 0.

        Where `is_marked_by_person` this is 0 and says nothing: a marker decides.
        """

    @abstractmethod
    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        """What feedback says, in the attempt's order."""

    @abstractmethod
    def texts(self) -> Iterator[SourceText]:
        """Every text of the type's own keys that will be rendered (options, reasons); not the prompt."""

    def gapped(self) -> Iterator[SourceText]:
        """The texts in which `{{names}}` stand for slots or for values; none, for most types."""
        return iter(())

    @abstractmethod
    def keys(self) -> frozenset[str]:
        """Every key that an answer may name, to tell whether a later revision still understands it."""
