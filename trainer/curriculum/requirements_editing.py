"""Changes what course.yml asks for beside modules, each change within its own lines."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from trainer.curriculum.outline_editing import COURSE_KEYS, group_in
from trainer.curriculum.requirements import KINDS
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Target, Value, lines_text, new_field, removing, setting
from trainer.quizzes.editing_groups import Group, block_lines, braces
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import Listed, keys_of
from trainer.quizzes.editing_placing import Added, placing, taking_out_of
from trainer.quizzes.editing_rows import moving
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, apply, is_missing, read_source
from trainer.quizzes.editing_unfolding import unfolded

REQUIREMENTS: Final = "requirements"
ANCHORS: Final = "anchors"
PARTS: Final = tuple(kind.part for kind in KINDS)
"""The lists of requirements, in the order in which pages show them."""
ENTRY_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "competencies": ("id", "title", "level", "observed", ANCHORS),
        "practicum": ("id", "title", "count", "hours", "roles", "phases", "routes"),
        "meetings": ("id", "title", "count", "hours"),
        "documents": ("id", "title", "expires"),
        "reflections": ("id", "title", "prompt"),
        ANCHORS: ("1", "2", "3"),
    }
)
_NUMBERS: Final = frozenset({"level", "observed", "count", "hours", "routes"})


def change_requirements(source: str, changes: Sequence[Change]) -> str:
    """Make several changes, all or none. Raises CannotEdit for the first that cannot be made.

    A place is nothing (the course itself), a part of the requirements with the id of one as its entry, or `anchors`
    with the id of a competency.
    """
    for each in changes:
        read = read_source(source)
        if _needs_lines(each):
            source = apply(source, _unfolding(read, each))
            read = read_source(source)
        source = apply(source, _edits(read, each))
    return source


def add_requirement(source: str, part: str, group: Group, retired: Collection[str]) -> Added:
    """Add a requirement last in its part, with an id of its title. `retired` are ids that the part ever had."""
    title = group.get("title")
    if part not in PARTS or not isinstance(title, str):
        raise CannotEdit("say what kind of requirement it is, and what it is called")
    read = read_source(source)
    taken = {key for key, _ in requirements_of(read, part)}
    key = fresh_id(title, {*taken, *retired}, otherwise="requirement")
    entry: Group = {"id": key, **group}
    owner = group_in(read, REQUIREMENTS)
    if owner is None or not owner.value:
        return Added(apply(source, _beginning(read, {part: (entry,)})), key)
    return Added(apply(source, placing(read, Target(owner, PARTS), part, entry, None)), key)


def shift_requirement(source: str, part: str, key: str, by: int) -> str:
    """Move a requirement down in its part by some places, or up by a negative number."""
    read = read_source(source)
    found = _listed(read, part, key)
    return apply(source, moving(read, found.sequence, found.place, found.place + by))


def remove_requirement(source: str, part: str, key: str) -> str:
    """Take a requirement out; the last one of its part takes the part with it, and the last of all the whole key."""
    read = read_source(source)
    found, owner = _listed(read, part, key), group_in(read, REQUIREMENTS)
    if owner is None or len(found.sequence.value) > 1:
        return apply(source, taking_out_of(read, Target(owner or read.root, PARTS), part, found))
    if len(owner.value) > 1:
        return apply(source, removing(read, Target(owner, PARTS), part))
    return apply(source, removing(read, Target(read.root, COURSE_KEYS), REQUIREMENTS))


def requirements_of(source: Source, part: str) -> tuple[tuple[str, MappingNode], ...]:
    """The requirements of a part that are groups of keys, by id."""
    sequence = _sequence(source, part)
    entries = zip(keys_of(sequence.value, set()), sequence.value, strict=True) if sequence else ()
    return tuple((key, node) for key, node in entries if isinstance(node, MappingNode))


def anchors_in(source: Source, competency: MappingNode) -> MappingNode | None:
    """What a competency's levels look like; None where nothing is said yet."""
    field = source.field(competency, ANCHORS)
    if field is None or is_missing(field.value):
        return None
    if not isinstance(field.value, MappingNode):
        raise CannotEdit(f"'{ANCHORS}' is no group of keys here; mend it in the source", source.line(field.start))
    return field.value


def _edits(source: Source, each: Change) -> list[Edit]:
    value = _typed(each)
    target = _target(source, each)
    if target is None:
        return [] if value is None else _new_anchors(source, each, value)
    return removing(source, target, each.key) if value is None else setting(source, target, each.key, value)


def _typed(each: Change) -> Value | None:
    """A value as it is written; digits that were typed or chosen are a number."""
    if each.key in _NUMBERS and isinstance(each.value, str) and each.value.isdigit():
        return int(each.value)
    return each.value


def _target(source: Source, each: Change) -> Target | None:
    """The group of keys in which a change is made; None for anchors of which there are none yet."""
    part, key = each.place.part, each.place.entry or ""
    if part is None:
        return Target(source.root, COURSE_KEYS)
    if part != ANCHORS:
        return Target(_listed(source, part, key).mapping, ENTRY_KEYS[part])
    anchors = anchors_in(source, _listed(source, "competencies", key).mapping)
    return Target(anchors, ENTRY_KEYS[ANCHORS]) if anchors and anchors.value else None


def _new_anchors(source: Source, each: Change, value: Value) -> list[Edit]:
    if not isinstance(value, str):
        raise CannotEdit("what a level looks like is a text")
    competency = _listed(source, "competencies", each.place.entry or "").mapping
    target, group = Target(competency, ENTRY_KEYS["competencies"]), {ANCHORS: {each.key: value}}
    field = source.field(competency, ANCHORS)
    column = source.column(source.fields(competency)[0].start)
    if field is None:
        return new_field(source, target, ANCHORS, block_lines(group, column), braces(group)[1:-1])
    if competency.flow_style:
        return [Edit(field.colon, field.end, f" {braces(group[ANCHORS])}")]
    below = source.newline + lines_text(source, block_lines(group, column)[1:], column)
    end = source.line_end(field.end)
    return [Edit(field.colon, field.end, ""), Edit(end, end, below)]


def _beginning(source: Source, group: Group) -> list[Edit]:
    """The edits that begin the requirements of a course that has none."""
    field, target = source.field(source.root, REQUIREMENTS), Target(source.root, COURSE_KEYS)
    lines = block_lines({REQUIREMENTS: group}, 0)
    if field is None:
        return new_field(source, target, REQUIREMENTS, lines, f"{REQUIREMENTS}: {braces(group)}")
    if source.root.flow_style:
        return [Edit(field.colon, field.end, f" {braces(group)}")]
    end = source.line_end(field.end)
    below = source.newline + lines_text(source, lines[1:], source.column(field.start))
    return [Edit(field.colon, field.end, ""), Edit(end, end, below)]


def _needs_lines(each: Change) -> bool:
    return isinstance(each.value, str) and "\n" in each.value.strip()


def _unfolding(source: Source, each: Change) -> list[Edit]:
    """The edits that take a requirement out of its braces, so that it can hold a text of several lines."""
    part = "competencies" if each.place.part == ANCHORS else each.place.part
    return unfolded(source, _listed(source, part, each.place.entry or "")) if part else []


def _listed(source: Source, part: str, key: str) -> Listed:
    sequence, node = _sequence(source, part), dict(requirements_of(source, part)).get(key)
    if sequence is None or node is None:
        raise CannotEdit(f"the requirement '{key}' is not there any more; load the page again")
    return Listed(sequence, next(at for at, each in enumerate(sequence.value) if each is node), node)


def _sequence(source: Source, part: str) -> SequenceNode | None:
    owner = group_in(source, REQUIREMENTS)
    field = source.field(owner, part) if owner and part in PARTS else None
    if field is None or is_missing(field.value):
        return None
    if isinstance(field.value, ScalarNode | MappingNode):
        raise CannotEdit(f"'{part}' is no list here; mend it in the source", source.line(field.start))
    return field.value if isinstance(field.value, SequenceNode) else None
