"""A mistake in an author's file: where it is and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops publishing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A place in a file and a sentence that names the mistake and its cure.

    `line` counts from 1. Problems sort by file, then line.
    """

    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


def is_blocking(problem: Problem) -> bool:
    """Whether the problem stops publishing."""
    return problem.severity is Severity.ERROR
