"""What every kind of requirement beyond modules can do."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from trainer.yaml_text import Fields


class Role(StrEnum):
    """What a trainee was in a session or a consultation."""

    OBSERVER = "observer"
    SECOND = "second"
    LEAD = "lead"
    INDIVIDUAL_CONSULTATION = "individual-consultation"
    GROUP_CONSULTATION = "group-consultation"

    @property
    def word(self) -> str:
        """The role as people say it."""
        return self.value.replace("-", " ")


class Route(StrEnum):
    """How the prescriber's medicine was given in a session; recorded, never chosen here."""

    INTRAVENOUS = "intravenous"
    INTRAMUSCULAR = "intramuscular"
    SUBLINGUAL = "sublingual"
    ORAL = "oral"
    NASAL = "nasal"

    @property
    def word(self) -> str:
        """The route as people say it."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A signature that stands, with what it was given for: choices and whole numbers, never words.

    `encounters` are the observed encounters on which a competency's signature rests.
    """

    id: UUID
    item: str
    at: datetime
    level: int = 0
    encounters: int = 0
    minutes: int = 0
    phase: str = ""
    role: str = ""
    route: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far evidence carries: `left` says in a sentence what is missing, and is empty where it is enough.

    `valid_until` is the last day on which it is enough, where there is one.
    """

    reached: int
    asked: int
    left: str
    counted: tuple[UUID, ...]
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(ABC):
    """Something that completion asks for beside modules and quizzes. A kind is one file in this folder."""

    kind: ClassVar[str]
    part: ClassVar[str]
    """The key of the list in course.yml under which requirements of this kind stand."""
    rests_on: ClassVar[str]
    """What has to be there for it to count, in words."""

    id: str
    title: str

    @property
    def item(self) -> str:
        """By what facts and standings name it."""
        return f"{self.kind}:{self.id}"

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read the keys of this kind; None, with the reasons in the fields' report, where they say nothing."""

    @property
    @abstractmethod
    def asks(self) -> str:
        """What is asked for, in words."""

    @abstractmethod
    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """How far evidence for this requirement carries; it comes in the order in which it was signed."""

    @abstractmethod
    def harder_than(self, old: Self) -> tuple[str, ...]:
        """Each thing that this revision asks for and `old` did not ask for at least as strictly."""


def many(count: int, one: str, more: str) -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else more}"
