"""The four errors that cross the edge; actions and queries raise them, pages show them."""

from collections.abc import Sequence
from typing import Any


class TrainerError(Exception):
    """Expected trouble, with words for the person who met it."""


class NotFound(TrainerError):
    """There is no such thing, or not for this person; the two are not told apart."""


class NotAllowed(TrainerError):
    """The person may see the thing but not do this with it, or not now; the words say why."""


class Stale(TrainerError):
    """Somebody, perhaps the same person in another tab, was there first. `current` is what stands now."""

    def __init__(self, message: str, current: Any = None) -> None:  # what stands now is of the action's own type
        super().__init__(message)
        self.current = current


class Invalid(TrainerError):
    """The input cannot be used; each problem says what to change, by the field's name ('' for the whole)."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(message for _, message in problems))
        self.problems = tuple(problems)
