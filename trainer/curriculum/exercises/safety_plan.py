"""The steps of a safety plan with room to write, as a sheet to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import add, element, lines
from trainer.curriculum.exercises.exercise import NOT_KEPT, Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what to ask, what a person writes, and what the clinic fills in."""

    title: SourceText
    about: SourceText
    fields: tuple[SourceText, ...]
    clinic: tuple[SourceText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlan(Exercise):
    """Steps in their order."""

    kind: ClassVar[str] = "safety-plan"
    note: ClassVar[str] = NOT_KEPT
    does: ClassVar[str] = "Steps with lines to write on, as a sheet to print."
    sample: ClassVar[str] = """\
title: A safety plan
steps:
  - title: Warning signs
    about: What tells you that a crisis may be coming?
    fields: [A sign, Another sign]
  - title: Professionals and agencies
    about: Whom can you call at any hour?
    fields: [A professional]
    clinic: [Crisis line]
"""

    steps: tuple[Step, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read the steps; each has room to write."""
        steps = [_step(each) for each in some_groups(fields, "steps", 1, 12, "steps")]
        return cls(steps=tuple(step for step in steps if step))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The sheet with empty lines."""
        steps = element("ol", class_="exercise-plan")
        for step in self.steps:
            made = element("li", element("p", setter.typeset("strong", step.title)), setter.typeset("p", step.about))
            if step.fields:
                made.append(lines(setter.typeset("li", each) for each in step.fields))
            if step.clinic:
                made.append(lines(_by_the_clinic(each, setter) for each in step.clinic))
                made[-1].set("class", "exercise-lines by-clinic")
            steps.append(made)
        yield steps


def _by_the_clinic(label: SourceText, setter: Setter) -> Element:
    made = setter.typeset("li", label)
    add(made, " (set by the clinic)")
    return made


def _step(fields: Fields) -> Step | None:
    title, about = fields.text("title"), fields.text("about")
    step_fields, clinic = fields.texts("fields"), fields.texts("clinic")
    fields.finish()
    if not step_fields and not clinic:
        fields.error("there is no room to write in this step; add 'fields: [...]' with a label for each line")
    return Step(title, about, step_fields, clinic) if title and about else None
