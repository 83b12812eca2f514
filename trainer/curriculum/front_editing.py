"""Changes the front matter of a module, each change within its own lines."""

from collections.abc import Callable, Sequence
from typing import Final

from ruamel.yaml.nodes import MappingNode, SequenceNode

from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Target, removing, setting
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import Listed, keys_of
from trainer.quizzes.editing_placing import placing, taking_out_of
from trainer.quizzes.editing_rows import moving
from trainer.quizzes.editing_tree import CannotEdit, Source, apply, read_source

FRONT_KEYS: Final = ("title", "code", "minutes", "phases", "objectives", "requires", "review_by", "content_note")
OBJECTIVE_KEYS: Final = ("id", "text")
_FENCE: Final = "---"


def front_of(text: str) -> str:
    """The YAML between the two lines of dashes. Raises CannotEdit where it does not begin or end."""
    return _cut(text)[1]


def change_front(text: str, changes: Sequence[Change]) -> str:
    """Make several changes, all or none. Raises CannotEdit for the first that cannot be made.

    A place is nothing (the module itself), or a part `objectives` with an objective's id as its entry.
    """

    def changed(front: str) -> str:
        for each in changes:
            read = read_source(front)
            found = Target(read.root, FRONT_KEYS)
            if each.place.part:
                found = Target(_listed(read, each.place.entry or "").mapping, OBJECTIVE_KEYS)
            value = each.value
            edits = removing(read, found, each.key) if value is None else setting(read, found, each.key, value)
            front = apply(front, edits)
        return front

    return _within(text, changed)


def add_objective(text: str, words: str) -> str:
    """Add an objective last of all, with an id made of its words."""
    if not words:
        raise CannotEdit("say what a reader can do afterwards")

    def added(front: str) -> str:
        read = read_source(front)
        taken = {key for key, _ in objectives_of(read)}
        group = {"id": fresh_id(words, taken, otherwise="objective"), "text": words}
        return apply(front, placing(read, Target(read.root, FRONT_KEYS), "objectives", group, None))

    return _within(text, added)


def shift_objective(text: str, key: str, by: int) -> str:
    """Move an objective down by some places, or up by a negative number."""

    def shifted(front: str) -> str:
        read = read_source(front)
        found = _listed(read, key)
        return apply(front, moving(read, found.sequence, found.place, found.place + by))

    return _within(text, shifted)


def remove_objective(text: str, key: str) -> str:
    """Take an objective out. Raises CannotEdit where it is the only one."""

    def removed(front: str) -> str:
        read = read_source(front)
        found = _listed(read, key)
        if len(found.sequence.value) == 1:
            raise CannotEdit("a module has at least one objective; add another one first")
        return apply(front, taking_out_of(read, Target(read.root, FRONT_KEYS), "objectives", found))

    return _within(text, removed)


def objectives_of(source: Source) -> tuple[tuple[str, MappingNode], ...]:
    """The objectives that are groups of keys, by id."""
    sequence = _sequence(source)
    entries = zip(keys_of(sequence.value, set()), sequence.value, strict=True) if sequence else ()
    return tuple((key, node) for key, node in entries if isinstance(node, MappingNode))


def _listed(source: Source, key: str) -> Listed:
    sequence, node = _sequence(source), dict(objectives_of(source)).get(key)
    if sequence is None or node is None:
        raise CannotEdit(f"the objective '{key}' is not there any more; load the page again")
    return Listed(sequence, next(at for at, each in enumerate(sequence.value) if each is node), node)


def _sequence(source: Source) -> SequenceNode | None:
    field = source.field(source.root, "objectives")
    return field.value if field and isinstance(field.value, SequenceNode) else None


def _within(text: str, change: Callable[[str], str]) -> str:
    before, front, after = _cut(text)
    try:
        return before + change(front) + after
    except CannotEdit as error:
        raise CannotEdit(error.message, error.line + 1 if error.line else None) from error


def _cut(text: str) -> tuple[str, str, str]:
    """The first line of dashes, the front matter, and the rest from the second line of dashes on."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise CannotEdit("the module does not begin with its front matter between two lines of dashes", 1)
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            front = "".join(f"{each}\n" for each in lines[1:index])
            return f"{lines[0]}\n", front, "\n".join(lines[index:])
    raise CannotEdit("the front matter is never closed; write '---' below its last key", 1)
