"""A list of what must be done before something may begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import box, element
from trainer.curriculum.exercises.exercise import NOT_KEPT, Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText


@dataclass(frozen=True, slots=True)
class Group:
    """Things to tick that belong together."""

    title: SourceText
    items: tuple[SourceText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationChecklist(Exercise):
    """Groups of things to tick, and what holds until all are."""

    kind: ClassVar[str] = "preparation-checklist"
    noun: ClassVar[str] = "Checklist"
    note: ClassVar[str] = NOT_KEPT
    does: ClassVar[str] = "Boxes to tick in groups, and what holds until all are ticked."
    sample: ClassVar[str] = """\
title: Before the session
until: The session is not ready until every box is ticked.
groups:
  - title: Agreements
    items:
      - Consent is given today, sober.
"""

    until: SourceText
    groups: tuple[Group, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read the groups."""
        until = fields.text("until", cure="add 'until: ...', which says what holds until every box is ticked")
        groups = []
        for each in some_groups(fields, "groups", 1, 12, "groups"):
            title, items = each.text("title"), each.texts("items", required=True)
            each.finish()
            if not items and each.has("items"):
                each.error("this group has no items; add one", "items")
            if title:
                groups.append(Group(title, items))
        return cls(until=until, groups=tuple(groups)) if until else None

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The rule, and each group as a list of boxes."""
        yield setter.typeset("p", self.until, class_="exercise-rule")
        for group in self.groups:
            yield element("p", setter.typeset("strong", group.title), class_="exercise-step")
            items = element("ul", class_="exercise-boxes")
            items.extend(element("li", box(), " ", setter.typeset("span", item)) for item in group.items)
            yield items
