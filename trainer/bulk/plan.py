"""What a table will do, step by step."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from trainer.access import RoleName
from trainer.bulk.table import Fault


class Act(StrEnum):
    """What happens; THERE is that nothing does."""

    MADE = "made"
    INVITED = "invited"
    ENROLLED = "enrolled"
    GRANTED = "granted"
    THERE = "there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing of a row: what happens to whom, for which course or cohort.

    `cohort_id` is None for a cohort that the same table makes; `address` and `role` are empty for a cohort itself.
    `words` says it in a sentence.
    """

    row: int
    act: Act
    words: str
    course_id: UUID
    course: str
    cohort: str = ""
    cohort_id: UUID | None = None
    address: str = ""
    name: str = ""
    role: RoleName | None = None
    person_id: UUID | None = None
    gives_role: bool = True
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every step in the order of the rows, or what is wrong: where there are faults, nothing is done."""

    steps: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def counts(self) -> dict[Act, int]:
        """How many steps there are of each kind that there is."""
        found = Counter(step.act for step in self.steps)
        return {act: found[act] for act in Act if found[act]}

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        return any(step.act is not Act.THERE for step in self.steps)

    @property
    def digest(self) -> str:
        """By which a yes is known to be for these very steps."""
        said = [[str(value) for value in _values(step)] for step in self.steps]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def in_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Faults by row, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.row))


def _values(step: Step) -> tuple[object, ...]:
    return (
        *(step.row, step.act, step.words, step.course_id, step.cohort, step.cohort_id, step.address, step.name),
        *(step.role, step.person_id, step.gives_role, step.starts_on, step.ends_on),
    )
