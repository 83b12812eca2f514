"""A finding about how well a course teaches: where, what, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """Whether a rule of good teaching is broken, or an author may want to look. Neither stops publishing."""

    WARNING = "warning"
    INFORMATION = "information"


class Rule(StrEnum):
    """What a finding is about."""

    CLAIM = "claim"
    SECTION = "section"
    DOSE = "dose"
    OBJECTIVE = "objective"
    CUE = "cue"
    LENGTH = "length"
    POSITION = "position"
    TRUE_FALSE = "true-false"
    SENTENCE = "sentence"
    SOURCE = "source"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A place in a file, and a sentence that names what is amiss and its cure; `line` counts from 1."""

    file: str
    line: int
    message: str
    rule: Rule
    weight: Weight = Weight.WARNING

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.weight}: {self.message}"

    @property
    def is_warning(self) -> bool:
        """Whether a rule is broken."""
        return self.weight is Weight.WARNING
