"""Rewrites an entry in braces as lines below each other, so that it can hold any text."""

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from trainer.quizzes.editing_fields import lines_text
from trainer.quizzes.editing_groups import block_lines
from trainer.quizzes.editing_places import LISTS, Listed, Place, find_entry, find_question
from trainer.quizzes.editing_scalars import shown
from trainer.quizzes.editing_tree import Edit, Source, is_flow, is_missing

_TEXT = "tag:yaml.org,2002:str"


def unfolding(source: Source, place: Place) -> list[Edit]:
    """The edits that take an entry or a question out of its braces; none where it fills several lines,
    or where the list around it is in brackets too. A comment after it moves up to its first line.
    """
    if place.part in LISTS and place.entry is not None:
        found = find_entry(source, place)
    elif place.question is not None and place.part is None:
        found = find_question(source, place.question)
    else:
        return []
    return unfolded(source, found)


def unfolded(source: Source, found: Listed) -> list[Edit]:
    """The edits that take an entry that was found out of its braces; none in the same cases."""
    start, end = int(found.mapping.start_mark.index), int(found.mapping.end_mark.index)
    if not is_flow(found.mapping) or is_flow(found.sequence) or "\n" in source.text[start:end]:
        return []
    column, comment = source.column(start), source.text[end : source.line_end(end)]
    first, *others = _lines(source, found.mapping, column)
    return [Edit(start, source.line_end(end), lines_text(source, (first + comment, *others), column)[column:])]


def _lines(source: Source, mapping: MappingNode, column: int) -> list[str]:
    return [line for field in source.fields(mapping) for line in _field(source, field.key, field.value, column)]


def _field(source: Source, key: str, value: Node, column: int) -> list[str]:
    if is_missing(value):
        return [f"{key}:"]
    if isinstance(value, ScalarNode) and str(value.tag) == _TEXT:
        return block_lines({key: shown(value)}, column)
    return [f"{key}: {source.text[value.start_mark.index : value.end_mark.index]}"]
