"""A document that a trainee uploads, such as a licence, which a supervisor accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from trainer.curriculum.requirements.requirement import Evidence, Reached, Requirement
from trainer.yaml_text import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAsked(Requirement):
    """Asks for an accepted document; one that `expires` counts until the day that stands on it."""

    kind: ClassVar[str] = "document"
    part: ClassVar[str] = "documents"
    rests_on: ClassVar[str] = "an upload that a supervisor accepted"

    expires: bool = False

    @classmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read whether it expires."""
        return cls(id=requirement_id, title=title, expires=bool(fields.yes_no("expires", False)))

    @property
    def asks(self) -> str:
        """One, and until when it counts."""
        return "A document, until the day that stands on it" if self.expires else "A document"

    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """The document that is valid longest."""
        fitting = [each for each in evidence if each.valid_until or not self.expires]
        if not fitting:
            left = "No document has been accepted yet. Once one is uploaded, a supervisor looks at it."
            return Reached(reached=0, asked=1, left=left, counted=())
        best = max(fitting, key=lambda each: (each.valid_until is None, each.valid_until or each.at.date(), each.at))
        until = best.valid_until if self.expires else None
        return Reached(reached=1, asked=1, left="", counted=(best.id,), valid_until=until)

    def harder_than(self, old: Self) -> tuple[str, ...]:
        """A day until which it counts."""
        return (f"{self.title}: it did not expire",) if self.expires and not old.expires else ()
