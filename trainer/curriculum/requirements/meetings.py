"""Live meetings at which attendance is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from trainer.curriculum.requirements.amount import Amount, read_amount
from trainer.curriculum.requirements.requirement import Evidence, Reached, Requirement
from trainer.yaml_text import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings(Requirement):
    """Asks for a number of meetings, or for hours in them."""

    kind: ClassVar[str] = "meetings"
    part: ClassVar[str] = "meetings"
    rests_on: ClassVar[str] = "attendance that a supervisor recorded"

    amount: Amount

    @classmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read the amount."""
        amount = read_amount(fields)
        return None if amount is None else cls(id=requirement_id, title=title, amount=amount)

    @property
    def asks(self) -> str:
        """How many, or how many hours."""
        return self.amount.asks("meeting", "meetings")

    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """Every meeting attended."""
        done = self.amount.done(evidence)
        left = "" if done >= self.amount.asked else f"{self.amount.of(done)} attended."
        counted = tuple(each.id for each in evidence)
        return Reached(reached=done, asked=self.amount.asked, left=left, counted=counted)

    def harder_than(self, old: Self) -> tuple[str, ...]:
        """More of them, or another measure."""
        return self.amount.harder_than(old.amount, self.title)
