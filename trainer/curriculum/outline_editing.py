"""Changes course.yml, each change within its own lines."""

from collections.abc import Sequence
from typing import Final

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Target, new_field, removing, setting
from trainer.quizzes.editing_groups import Group, block_lines, braces
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import Listed, Place, keys_of
from trainer.quizzes.editing_placing import Added, placing, taking_out_of
from trainer.quizzes.editing_rows import moving
from trainer.quizzes.editing_scalars import shown
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, apply, is_missing, read_source
from trainer.yaml_text import ID

COURSE_KEYS: Final = ("course", "title", "areas", "complete_when", "evaluation", "requirements", "about")
AREA_KEYS: Final = ("id", "title", "modules")
_RESERVED: Final = "figures"  # the folder of pictures
AUTHOR_KEYS: Final = ("name", "qualification", "disclosure")
GROUP_KEYS: Final = {"complete_when": ("modules", "quizzes"), "about": ("authors", "is_not", "help", "contact")}


def change_outline(source: str, changes: Sequence[Change]) -> str:
    """Make several changes, all or none. Raises CannotEdit for the first that cannot be made.

    A place is nothing (the course itself), a part `complete_when` or `about`, or an entry of `areas` (by id) or of
    `authors` (by place).
    """
    for each in changes:
        read = read_source(source)
        source = apply(source, _edits(read, each))
    return source


def shift(source: str, place: Place, by: int) -> str:
    """Move an area or an author down by some places, or up by a negative number."""
    read = read_source(source)
    found = _listed(read, place)
    return apply(source, moving(read, found.sequence, found.place, found.place + by))


def add_area(source: str, title: str) -> Added:
    """Add an area with an id made of its title; it has no modules yet."""
    read = read_source(source)
    if not title:
        raise CannotEdit("say what the new area is called")
    key = fresh_id(title, {_RESERVED, *(entry for entry, _ in areas_of(read))}, otherwise="area")
    group: Group = {"id": key, "title": title, "modules": ()}
    return Added(apply(source, placing(read, Target(read.root, COURSE_KEYS), "areas", group, None)), key)


def remove_area(source: str, key: str) -> str:
    """Take an area out. Raises CannotEdit where it lists modules, or is the only one."""
    read = read_source(source)
    found = _listed(read, Place(part="areas", entry=key))
    if modules_in(read, found.mapping):
        raise CannotEdit("the area lists modules; take these out of it first")
    if len(found.sequence.value) == 1:
        raise CannotEdit("a course has at least one area; add another one first")
    return apply(source, taking_out_of(read, Target(read.root, COURSE_KEYS), "areas", found))


def add_author(source: str, name: str) -> str:
    """Add an author below 'about', last of all."""
    if not name:
        raise CannotEdit("say what the author is called")
    read, group = read_source(source), {"name": name}
    about = group_in(read, "about")
    if about is None:
        return apply(source, _new_group(read, "about", {"authors": (group,)}))
    return apply(source, placing(read, Target(about, GROUP_KEYS["about"]), "authors", group, None))


def remove_author(source: str, entry: str) -> str:
    """Take an author out; the last one takes the list with it."""
    read = read_source(source)
    found, about = _listed(read, Place(part="authors", entry=entry)), group_in(read, "about")
    target = Target(about or read.root, GROUP_KEYS["about"])
    if len(found.sequence.value) > 1:
        return apply(source, taking_out_of(read, target, "authors", found))
    if len(target.mapping.value) == 1:
        return apply(source, removing(read, Target(read.root, COURSE_KEYS), "about"))
    return apply(source, removing(read, target, "authors"))


def list_module(source: str, area: str, name: str) -> str:
    """List a module last in its area; one that is listed there stays as it is."""
    if not ID.match(name):
        raise CannotEdit("this is not a module's name; use lower-case letters, digits and hyphens")
    read = read_source(source)
    names = modules_in(read, _listed(read, Place(part="areas", entry=area)).mapping)
    return source if name in names else _relisted(read, area, (*names, name))


def unlist_module(source: str, area: str, name: str) -> str:
    """Take a module out of its area's list."""
    read = read_source(source)
    names = modules_in(read, _listed(read, Place(part="areas", entry=area)).mapping)
    _require_listed(names, name)
    return _relisted(read, area, tuple(each for each in names if each != name))


def shift_module(source: str, area: str, name: str, by: int) -> str:
    """Move a module down in its area by some places, or up by a negative number."""
    read = read_source(source)
    names = list(modules_in(read, _listed(read, Place(part="areas", entry=area)).mapping))
    _require_listed(names, name)
    to = names.index(name) + by
    if not 0 <= to < len(names):
        raise CannotEdit(f"this is the {'first' if to < 0 else 'last'} one already")
    names.insert(to, names.pop(names.index(name)))
    return _relisted(read, area, tuple(names))


def areas_of(source: Source) -> tuple[tuple[str, MappingNode], ...]:
    """The areas that are groups of keys, by id."""
    sequence = _sequence(source, source.root, "areas")
    entries = zip(keys_of(sequence.value, set()), sequence.value, strict=True) if sequence else ()
    return tuple((key, node) for key, node in entries if isinstance(node, MappingNode))


def authors_of(source: Source) -> tuple[tuple[str, MappingNode], ...]:
    """The authors that are groups of keys, by place."""
    about = group_in(source, "about")
    sequence = _sequence(source, about, "authors") if about else None
    entries = enumerate(sequence.value, start=1) if sequence else ()
    return tuple((f"~{number}", node) for number, node in entries if isinstance(node, MappingNode))


def modules_in(source: Source, area: MappingNode) -> tuple[str, ...]:
    """The names of the modules that an area lists."""
    sequence = _sequence(source, area, "modules")
    return tuple(shown(node) for node in sequence.value if isinstance(node, ScalarNode)) if sequence else ()


def _edits(source: Source, each: Change) -> list[Edit]:
    part = each.place.part or ""
    if part in GROUP_KEYS and group_in(source, part) is None:
        return [] if each.value is None else _new_group(source, part, {each.key: each.value})
    found = _target(source, each.place)
    if each.value is None and part in GROUP_KEYS and len(found.mapping.value) == 1:
        return removing(source, Target(source.root, COURSE_KEYS), part)
    return removing(source, found, each.key) if each.value is None else setting(source, found, each.key, each.value)


def _target(source: Source, place: Place) -> Target:
    if place.part is None:
        return Target(source.root, COURSE_KEYS)
    if place.part in GROUP_KEYS:
        return Target(group_in(source, place.part) or source.root, GROUP_KEYS[place.part])
    return Target(_listed(source, place).mapping, AREA_KEYS if place.part == "areas" else AUTHOR_KEYS)


def _listed(source: Source, place: Place) -> Listed:
    owner = source.root if place.part == "areas" else group_in(source, "about")
    sequence = _sequence(source, owner, place.part or "") if owner else None
    entries = areas_of(source) if place.part == "areas" else authors_of(source)
    node = dict(entries).get(place.entry or "")
    if sequence is None or node is None:
        raise CannotEdit(f"'{place.entry}' is not there any more; load the page again")
    return Listed(sequence, next(at for at, each in enumerate(sequence.value) if each is node), node)


def group_in(source: Source, key: str) -> MappingNode | None:
    """The keys below a key of the course; None where there are none yet."""
    field = source.field(source.root, key)
    if field is None or is_missing(field.value):
        return None
    if not isinstance(field.value, MappingNode):
        raise CannotEdit(f"'{key}' is no group of keys here; mend it in the source", source.line(field.start))
    return field.value


def _new_group(source: Source, key: str, group: Group) -> list[Edit]:
    target, field = Target(source.root, COURSE_KEYS), source.field(source.root, key)
    lines = block_lines({key: group}, 0)
    if field is None:
        return new_field(source, target, key, lines, f"{key}: {braces(group)}")
    end = source.line_end(field.colon)
    return [Edit(end, end, "".join(source.newline + line for line in lines[1:]))]


def _sequence(source: Source, owner: MappingNode, key: str) -> SequenceNode | None:
    field = source.field(owner, key)
    return field.value if field and isinstance(field.value, SequenceNode) else None


def _relisted(source: Source, area: str, names: tuple[str, ...]) -> str:
    found = _listed(source, Place(part="areas", entry=area)).mapping
    return apply(source.text, setting(source, Target(found, AREA_KEYS), "modules", names))


def _require_listed(names: Sequence[str], name: str) -> None:
    if name not in names:
        raise CannotEdit(f"the area does not list '{name}' any more; load the page again")
