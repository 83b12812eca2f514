"""A reflection that a trainee writes; who may read it is the trainee's choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from trainer.curriculum.requirements.requirement import Evidence, Reached, Requirement
from trainer.yaml_text import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Requirement):
    """Asks for something to be written to a prompt; that it was written counts, not what it says."""

    kind: ClassVar[str] = "reflection"
    part: ClassVar[str] = "reflections"
    rests_on: ClassVar[str] = "a text that the trainee wrote; who may read it is the trainee's choice"

    prompt: str

    @classmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read the prompt."""
        return cls(id=requirement_id, title=title, prompt=fields.words("prompt"))

    @property
    def asks(self) -> str:
        """One text."""
        return "A text"

    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """The first one written."""
        if not evidence:
            return Reached(reached=0, asked=1, left="Not written yet.", counted=())
        return Reached(reached=1, asked=1, left="", counted=(evidence[0].id,))

    def harder_than(self, old: Self) -> tuple[str, ...]:  # noqa: ARG002 -- one prompt asks for as much as another
        """Never."""
        return ()
