"""Shows what course.yml asks for beside modules as a form needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ruamel.yaml.nodes import MappingNode

from trainer.curriculum.course import EvaluationRule
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.competency import LEVELS
from trainer.curriculum.requirements.requirement import Role
from trainer.curriculum.requirements_editing import ANCHORS, ENTRY_KEYS, PARTS, anchors_in, requirements_of
from trainer.problem import Problem
from trainer.quizzes.editing_form import FormGroup, group_of
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import Source, read_source
from trainer.quizzes.form_fields import FieldKind, FormField, form_field

LEVEL_IF_LEFT_OUT: Final = "3"
_KINDS: Final[Mapping[str, FieldKind]] = {
    "title": FieldKind.LINE,
    "level": FieldKind.CHOICE,
    "observed": FieldKind.WHOLE,
    "count": FieldKind.WHOLE,
    "hours": FieldKind.WHOLE,
    "roles": FieldKind.MANY,
    "phases": FieldKind.MANY,
    "routes": FieldKind.WHOLE,
    "expires": FieldKind.YES_NO,
    "prompt": FieldKind.TEXT,
}
_CHOICES: Final[Mapping[str, type[StrEnum]]] = {"roles": Role, "phases": Phase}
_REQUIRED: Final = frozenset({"title", "prompt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementForm:
    """A requirement: its fields, the lines that it fills, and those of each field that is written, by name.

    One that is new has neither key nor lines.
    """

    part: str
    key: str
    title: str
    fields: tuple[FormField, ...]
    lines: range = range(0)
    lines_of: Mapping[str, range]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsForm:
    """What the course asks for beside modules: its requirements by part, and whether it is evaluated."""

    evaluation: FormField
    parts: Mapping[str, tuple[RequirementForm, ...]]

    def requirement(self, part: str, key: str) -> RequirementForm | None:
        """One of them; None where it is not there."""
        return next((each for each in self.parts.get(part, ()) if each.key == key), None)


def read_requirements_form(text: str) -> RequirementsForm:
    """Read course.yml for the forms. Raises CannotEdit where they could not show it; other mistakes do not matter."""
    source = read_source(text)
    own = group_of(source, source.root, Place())
    return RequirementsForm(
        evaluation=form_field(own, "course", "evaluation", FieldKind.CHOICE, choices=("", *EvaluationRule)),
        parts={
            part: tuple(_requirement(source, part, key, node) for key, node in requirements_of(source, part))
            for part in PARTS
        },
    )


def new_requirement(part: str) -> RequirementForm:
    """The form of a requirement that is not there yet."""
    empty = FormGroup(place=Place(), line=0, fields={})
    fields = tuple(_fields(part, empty, empty))
    return RequirementForm(part=part, key="", title="", fields=fields, lines_of={})


def problems_at(form: RequirementForm, problems: tuple[Problem, ...]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The mistakes in a requirement: those of one field by its name, and the others."""
    at_field: dict[str, str] = {}
    others = []
    for each in problems:
        if each.line not in form.lines:
            continue
        name = next((name for name, lines in form.lines_of.items() if each.line in lines and _names(each, name)), None)
        if name is None:
            others.append(each)
        else:
            at_field[name] = f"{each.message[:1].upper()}{each.message[1:]}."
    return at_field, tuple(others)


def _names(problem: Problem, name: str) -> bool:
    """Whether a mistake is about a field: several of them may stand in one line."""
    return f"'{name.rpartition('.')[2]}'" in problem.message


def _requirement(source: Source, part: str, key: str, node: MappingNode) -> RequirementForm:
    own = group_of(source, node, Place(part=part, entry=key))
    anchors = anchors_in(source, node) if part == "competencies" else None
    place = Place(part=ANCHORS, entry=key)
    said = group_of(source, anchors, place) if anchors else FormGroup(place=place, line=0, fields={})
    title = own.fields.get("title", "")
    fields = tuple(_fields(part, own, said))
    lines = _lines_of(source, "requirement", node) | (_lines_of(source, ANCHORS, anchors) if anchors else {})
    return RequirementForm(
        part=part,
        key=key,
        title=title if isinstance(title, str) else "",
        fields=fields,
        lines=range(own.line, _last_line(source, node) + 1),
        lines_of={field.name: lines[field.name] for field in fields if field.name in lines},
    )


def _fields(part: str, own: FormGroup, anchors: FormGroup) -> Iterator[FormField]:
    for key in ENTRY_KEYS[part]:
        if key == ANCHORS:
            yield from (
                form_field(anchors, ANCHORS, level, FieldKind.TEXT, is_required=True) for level in ENTRY_KEYS[ANCHORS]
            )
        elif key != "id":
            yield _field(own, key)


def _field(own: FormGroup, key: str) -> FormField:
    known = tuple(str(level) for level in LEVELS if level) if key == "level" else tuple(_CHOICES.get(key, ()))
    field = form_field(own, "requirement", key, _KINDS[key], choices=known, is_required=key in _REQUIRED)
    if key == "level" and not field.words:
        return replace(field, words=LEVEL_IF_LEFT_OUT)
    written = field.words.split("\n") if known else ()
    unknown = tuple(each for each in written if each and each not in known)
    return replace(field, choices=(*field.choices, *unknown))


def _lines_of(source: Source, prefix: str, node: MappingNode) -> dict[str, range]:
    return {
        f"{prefix}.{field.key}": range(source.line(field.start), source.line(max(field.end - 1, field.start)) + 1)
        for field in source.fields(node)
    }


def _last_line(source: Source, node: MappingNode) -> int:
    return source.line(max(source.end(node, int(node.start_mark.index)) - 1, int(node.start_mark.index)))
