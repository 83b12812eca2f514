"""Adds, moves and removes the options, pairs, items and gaps of a question in the source."""

from collections.abc import Collection

from ruamel.yaml.nodes import MappingNode

from trainer.quizzes.editing_fields import Target, new_field, removing, setting
from trainer.quizzes.editing_groups import Group, block_lines, braces
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import (
    ENTRY_KEYS,
    QUESTION_KEYS,
    WORDS,
    Place,
    find_entry,
    find_question,
    keys_of_question,
    list_owner,
    lists_of,
    question_mapping,
)
from trainer.quizzes.editing_placing import Added, placing, taking_out_of
from trainer.quizzes.editing_rows import moving
from trainer.quizzes.editing_templates import new_entry, new_gap
from trainer.quizzes.editing_tree import CannotEdit, Edit, apply, is_missing, read_source
from trainer.yaml_text import ID


def add_entry(
    source: str, place: Place, fields: Group, *, at: int | None = None, retired: Collection[str] = ()
) -> Added:
    """Add an option, pair, item or other side to the list that `place` names (`question`, `part`, `gap`)."""
    read = read_source(source)
    owner, part = list_owner(read, place)
    own = keys_of_question(read, question_mapping(read, place)).values()
    entry = new_entry(part, fields, {*retired, *(key for keys in own for key in keys)})
    order = ENTRY_KEYS["gaps"] if place.gap is not None else QUESTION_KEYS
    return Added(apply(source, placing(read, Target(owner, order), part, entry, at)), str(entry["id"]))


def move_entry(source: str, place: Place, to: int) -> str:
    """Bring an entry to another place of its list, counted from 0."""
    read = read_source(source)
    found = find_entry(read, place)
    return apply(source, moving(read, found.sequence, found.place, to))


def shift_entry(source: str, place: Place, by: int) -> str:
    """Move an entry down in its list by some places, or up by a negative number."""
    read = read_source(source)
    found = find_entry(read, place)
    return apply(source, moving(read, found.sequence, found.place, found.place + by))


def remove_entry(source: str, place: Place) -> str:
    """Take an entry out of its list. An empty list stays as `[]`, but an empty `also` goes."""
    read = read_source(source)
    owner, part = list_owner(read, place)
    return apply(source, taking_out_of(read, Target(owner, QUESTION_KEYS), part, find_entry(read, place)))


def add_gap(
    source: str, question: str, name: str, content: Group | None = None, *, retired: Collection[str] = ()
) -> str:
    """Declare a gap: with two empty options, or as `content` says (`options`, or `accept` with `why`).

    The prompt is not touched; it should hold the name in double braces.
    """
    read = read_source(source)
    if not ID.match(name):
        raise CannotEdit(f"'{name}' cannot name a gap; use lower-case letters, digits and hyphens")
    mapping = find_question(read, question).mapping
    own = keys_of_question(read, mapping).values()
    gap = new_gap(content, {*retired, *(key for keys in own for key in keys)})
    field = read.field(mapping, "gaps")
    if field is None or is_missing(field.value):
        raise CannotEdit("only a fill-in question has gaps", read.line(mapping.start_mark.index))
    gaps = field.value
    if not isinstance(gaps, MappingNode) or read.field(gaps, name):
        raise CannotEdit(f"there is a gap '{name}' already", read.line(field.start))
    order = (*(each.key for each in read.fields(gaps)), name)
    column = read.column(int(gaps.start_mark.index))
    block, inline = block_lines({name: gap}, column), braces({name: gap})[1:-1]
    return apply(source, new_field(read, Target(gaps, order), name, block, inline))


def remove_gap(source: str, question: str, name: str) -> str:
    """Take away a gap's declaration; the prompt is not touched."""
    read = read_source(source)
    field = read.field(find_question(read, question).mapping, "gaps")
    if field is None or not isinstance(field.value, MappingNode) or not read.field(field.value, name):
        raise CannotEdit(f"there is no gap '{name}' here")
    return apply(source, removing(read, Target(field.value, ()), name))


def give_ids(source: str, question: str, *, retired: Collection[str] = ()) -> str:
    """Give an id to each entry of a question that has none of its own."""
    read = read_source(source)
    mapping = find_question(read, question).mapping
    keys = keys_of_question(read, mapping)
    taken = {*retired, *(key for own in keys.values() for key in own)}
    edits: list[Edit] = []
    for part, node in lists_of(read, mapping):
        for key, entry in zip(keys[id(node)], node.value, strict=True):
            if key.startswith("~") and isinstance(entry, MappingNode):
                words = next((str(value.value) for name, value in entry.value if name.value in WORDS), "")
                entry_id = fresh_id(words, taken, otherwise=part.removesuffix("s"))
                taken.add(entry_id)
                edits += setting(read, Target(entry, ENTRY_KEYS[part]), "id", entry_id)
    return apply(source, edits)
