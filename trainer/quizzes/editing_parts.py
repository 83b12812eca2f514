"""Adds, moves and removes the parts of a case in the source of its quiz."""

from collections.abc import Collection

from trainer.quizzes.editing_fields import Target
from trainer.quizzes.editing_places import PART, QUESTION_KEYS, find_question, id_of, parts_of
from trainer.quizzes.editing_placing import Added, placing, taking_out_of
from trainer.quizzes.editing_rows import moving
from trainer.quizzes.editing_templates import new_part
from trainer.quizzes.editing_tree import apply, read_source


def add_part(source: str, case: str, type_name: str, *, retired: Collection[str] = ()) -> Added:
    """Add a part of a type at the end of a case, with every text empty. Raises CannotEdit, as all functions here do."""
    read = read_source(source)
    mapping = find_question(read, case).mapping
    taken = {words for node in parts_of(read, mapping) if (words := id_of(node))}
    part = new_part(type_name, taken, retired)
    edits = placing(read, Target(mapping, QUESTION_KEYS), "parts", part, None)
    return Added(apply(source, edits), f"{case}{PART}{part['id']}")


def shift_part(source: str, key: str, by: int) -> str:
    """Move a part down in its case by some places, or up by a negative number."""
    read = read_source(source)
    found = find_question(read, key)
    return apply(source, moving(read, found.sequence, found.place, found.place + by))


def remove_part(source: str, key: str) -> str:
    """Take a part out of its case."""
    read = read_source(source)
    mapping = find_question(read, key.partition(PART)[0]).mapping
    return apply(source, taking_out_of(read, Target(mapping, QUESTION_KEYS), "parts", find_question(read, key)))
