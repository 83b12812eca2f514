"""A competency that a supervisor observes and signs off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from trainer.curriculum.requirements.requirement import Evidence, Reached, Requirement, many
from trainer.yaml_text import Fields

LEVELS: Final[Mapping[int, str]] = {
    0: "not observed",
    1: "needs help",
    2: "safe with prompting",
    3: "independent",
}
"""What an observer can say of a competency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency(Requirement):
    """Asks for a level, seen in a number of separate encounters. `anchors` say what each level looks like."""

    kind: ClassVar[str] = "competency"
    part: ClassVar[str] = "competencies"
    rests_on: ClassVar[str] = "a supervisor's signature upon encounters that were observed"

    level: int = 3
    observed: int = 1
    anchors: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read level, number of encounters and anchors."""
        level = fields.integer("level", 3, least=1, most=3) or 3
        observed = fields.integer("observed", 1, least=1, most=9) or 1
        anchors = fields.group("anchors", required=True, cure="add 'anchors:' with what levels 1, 2 and 3 look like")
        if anchors is None:
            return None
        words = {each: anchors.words(str(each)) for each in LEVELS if each}
        anchors.finish()
        return cls(id=requirement_id, title=title, level=level, observed=observed, anchors=words)

    @property
    def asks(self) -> str:
        """The level, and in how many encounters."""
        seen = many(self.observed, "encounter", "separate encounters")
        return f"Level {self.level} ({LEVELS[self.level]}), seen in {seen}"

    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """The latest signature counts; it rests on encounters seen."""
        last = evidence[-1] if evidence else None
        asked = f"level {self.level} ({LEVELS[self.level]})"
        if self.observed > 1:
            asked += f" in {self.observed} separate encounters"
        if last is None:
            left = f"Not signed off yet; a supervisor signs {asked}."
        elif last.level < self.level:
            left = f"Signed at level {last.level} ({LEVELS[last.level]}); {asked} is asked for."
        elif last.encounters < self.observed:
            left = f"Signed upon {many(last.encounters, 'encounter', 'encounters')}; {asked} is asked for."
        else:
            left = ""
        counted = () if last is None or left else (last.id,)
        return Reached(reached=last.level if last else 0, asked=self.level, left=left, counted=counted)

    def harder_than(self, old: Self) -> tuple[str, ...]:
        """A higher level, or more encounters."""
        lines = []
        if self.level > old.level:
            lines.append(f"the competency {self.id} was asked for at level {old.level}, not {self.level}")
        if self.observed > old.observed:
            lines.append(f"the competency {self.id} was to be seen {old.observed} times, not {self.observed}")
        return tuple(lines)
