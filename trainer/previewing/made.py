"""What came of making a preview."""

from dataclasses import dataclass

from trainer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A course and the token of the invented person's session; without a token the problems that stand against it.

    `notes` are sentences on what is not as it was chosen. `has_failed` is a mistake of ours, which the log tells.
    """

    course: str
    token: str | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    has_failed: bool = False
