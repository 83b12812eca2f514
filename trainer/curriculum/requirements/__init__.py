"""What completion asks for beside modules and quizzes: a file for each kind."""

from collections.abc import Mapping
from typing import Final

from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.requirements.meetings import Meetings
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.reflection import Reflection
from trainer.curriculum.requirements.requirement import Requirement
from trainer.yaml_text import Fields

KINDS: Final[tuple[type[Requirement], ...]] = (Competency, Practicum, Meetings, DocumentAsked, Reflection)
"""Every kind, in the order in which pages show them."""
PREFIXES: Final = tuple(f"{kind.kind}:" for kind in KINDS)
"""How the items of requirements begin."""


def read_requirements(fields: Fields | None) -> tuple[Requirement, ...]:
    """Read the part `requirements` of course.yml; what cannot be read is left out, with its problem reported."""
    if fields is None:
        return ()
    found: dict[str, Requirement] = {}
    lines: dict[str, int] = {}
    for kind in KINDS:
        for entry in fields.groups(kind.part):
            requirement = _read_one(kind, entry)
            entry.finish()
            if requirement is None:
                continue
            if requirement.item in found:
                first = lines[requirement.item]
                entry.error(f"'{requirement.id}' stands twice in '{kind.part}' (first in line {first}); keep one")
                continue
            found[requirement.item], lines[requirement.item] = requirement, entry.line
    fields.finish()
    return tuple(found.values())


def harder_requirements(old: Mapping[str, Requirement], new: Mapping[str, Requirement]) -> tuple[str, ...]:
    """Each thing that the requirements of `new`, by item, ask for and those of `old` did not as strictly."""
    lines: list[str] = []
    for item, requirement in new.items():
        was = old.get(item)
        if was is None:
            lines.append(f"“{requirement.title}” was not required")
        else:
            lines += requirement.harder_than(was)
    return tuple(lines)


def _read_one(kind: type[Requirement], entry: Fields) -> Requirement | None:
    if not entry.has("id"):
        entry.error("'id' is missing; add 'id: ...' with a name that never changes")
    requirement_id, title = entry.id("id"), entry.words("title")
    requirement = kind.read(entry, requirement_id or "", title)
    return requirement if requirement_id and title else None
