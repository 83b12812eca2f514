"""Changes fields in the source of a quiz, each within its own lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.nodes import MappingNode

from trainer.quizzes.editing_fields import Target, Value, new_field, removing, setting
from trainer.quizzes.editing_groups import block_lines, braces
from trainer.quizzes.editing_places import ENTRY_KEYS, GROUPS, Place, id_of, question_mapping, target
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, apply, clash, read_source, unknown
from trainer.quizzes.editing_unfolding import unfolding

QUIZ: Final = Place()
_ALWAYS_THERE: Final = frozenset({"id", "type"}) | (GROUPS - {"also"})
_REASONS: Final = "why"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field and the value that it is to have; None takes it away."""

    place: Place
    key: str
    value: Value | None


def set_field(source: str, place: Place, key: str, value: Value) -> str:
    """Give a field a value. Raises CannotEdit where the field cannot stand there or be changed."""
    return change(source, (Change(place=place, key=key, value=value),))


def remove_field(source: str, place: Place, key: str) -> str:
    """Take a field away; nothing happens where it is not there. Raises CannotEdit where it must stay."""
    return change(source, (Change(place=place, key=key, value=None),))


def change(source: str, changes: Sequence[Change]) -> str:
    """Make several changes, all or none. Raises CannotEdit for the first that cannot be made."""
    read, pending = read_source(source), list[Edit]()
    for each in changes:
        if _needs_lines(each) and unfolding(read, each.place):
            read, pending = read_source(apply(read.text, pending)), []
            read = read_source(apply(read.text, unfolding(read, each.place)))
        edits = _edits(read, each)
        if pending and edits and clash((*pending, *edits)):
            read, pending = read_source(apply(read.text, pending)), []
            edits = _edits(read, each)
        pending += edits
    return apply(read.text, pending)


def _needs_lines(each: Change) -> bool:
    """Whether a text would be hard to read, or could not stand, in braces."""
    return isinstance(each.value, str) and "\n" in each.value.replace("\r", "\n").strip()


def _edits(source: Source, each: Change) -> list[Edit]:
    if each.place.part == _REASONS and each.value is not None:
        question = question_mapping(source, each.place)
        if source.field(question, _REASONS) is None:
            return _first_reason(source, each)
    found = target(source, each.place)
    if each.value is None:
        if each.key in _ALWAYS_THERE and each.key in found.order:
            raise CannotEdit(f"'{each.key}' cannot be left out here", source.line(found.mapping.start_mark.index))
        return removing(source, found, each.key)
    _require_settable(source, found, each)
    return setting(source, found, each.key, each.value)


def _require_settable(source: Source, found: Target, each: Change) -> None:
    line = source.line(found.mapping.start_mark.index)
    if each.key not in found.order:
        raise CannotEdit(f"'{each.key}' has no place here; {unknown(each.key, found.order)}", line)
    if each.key in GROUPS:
        raise CannotEdit(f"'{each.key}' is a list; change its entries one by one", line)
    if each.key == "type":
        raise CannotEdit("a question keeps its type; add a new question of the other type", line)
    if each.key == "id" and not _needs_id(found.mapping, each.place):
        raise CannotEdit("an id stays as it is, since answers name it; add a new entry instead", line)
    is_question = each.place.question is not None and each.place.part is None
    if is_question and each.key == _REASONS and _type(source, found.mapping) == "true-false":
        raise CannotEdit("a true-false question has a reason for true and one for false; set these", line)


def _needs_id(mapping: MappingNode, place: Place) -> bool:
    return id_of(mapping) is None or str(place.entry if place.part else place.question).startswith("~")


def _type(source: Source, question: MappingNode) -> str:
    field = source.field(question, "type")
    return str(field.value.value) if field else ""


def _first_reason(source: Source, each: Change) -> list[Edit]:
    question = question_mapping(source, each.place)
    if _type(source, question) != "true-false" or each.key not in ENTRY_KEYS[_REASONS]:
        raise CannotEdit(f"'{each.key}' has no place here", source.line(question.start_mark.index))
    found = target(source, Place(question=each.place.question))
    value = each.value
    if not isinstance(value, str):
        raise CannotEdit("a reason is a text")
    group = {_REASONS: {each.key: value}}
    column = source.column(int(question.start_mark.index))
    return new_field(source, found, _REASONS, block_lines(group, column), braces(group)[1:-1])
