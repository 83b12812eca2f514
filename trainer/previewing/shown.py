"""What a folder shows at the moment."""

from dataclasses import dataclass

from trainer.clock import Now
from trainer.problem import Problem
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a folder shows. `number` grows with every look at it; `problems` are those of the last look.

    `database` and `token` are those of the last course without errors, read at `at`; None where there was none yet.
    """

    number: int
    course: str
    problems: tuple[Problem, ...]
    database: Database | None
    token: str | None
    at: Now | None
