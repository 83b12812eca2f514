"""Puts a new entry into a list of a source, or takes one out, where the list may be missing or empty."""

from typing import Final, NamedTuple

from ruamel.yaml.nodes import MappingNode, SequenceNode

from trainer.quizzes.editing_fields import Target, lines_text, new_field, removing, whole_lines
from trainer.quizzes.editing_groups import Group, block_lines, braces, entry_lines, fits_in_braces
from trainer.quizzes.editing_places import Listed
from trainer.quizzes.editing_rows import inserting, rows, taking_out
from trainer.quizzes.editing_scalars import STEP
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, is_flow, is_missing

_MAY_GO: Final = "also"


class Added(NamedTuple):
    """A source with something new in it, and the key of what is new."""

    source: str
    key: str


def placing(source: Source, target: Target, key: str, group: Group, at: int | None) -> list[Edit]:
    """The edits that put a new entry into the list under a key; at its end where `at` is None."""
    field = source.field(target.mapping, key)
    in_braces = is_flow(target.mapping)
    column = source.column(source.fields(target.mapping)[0].start)
    if field is None:
        return new_field(source, target, key, block_lines({key: (group,)}, column), f"{key}: [{braces(group)}]")
    node = field.value
    if is_missing(node) or (not node.value and not in_braces):
        below = source.newline + lines_text(source, block_lines({key: (group,)}, column)[1:], column)
        end = source.line_end(field.end)
        return [Edit(field.colon, field.end, ""), Edit(end, end, below)]
    if not isinstance(node, SequenceNode):
        raise CannotEdit(f"'{key}' is no list here; mend it in the source", source.line(field.start))
    place = len(node.value) if at is None else at
    words = _one_line(source, group) if node.flow_style else _lines(source, node, place, group)
    return inserting(source, node, place, words, is_apart=key == "questions")


def taking_out_of(source: Source, target: Target, key: str, found: Listed) -> list[Edit]:
    """The edits that remove an entry. A list of which nothing is left stays as `[]`, or goes where it may."""
    field = source.field(target.mapping, key)
    if len(found.sequence.value) > 1 or field is None:
        return taking_out(source, found.sequence, found.place)
    if key == _MAY_GO:
        return removing(source, target, key)
    if found.sequence.flow_style:
        return [Edit(int(found.sequence.start_mark.index), field.end, "[]")]
    row = rows(source, found.sequence)[0]
    return [Edit(field.colon, field.colon, " []"), whole_lines(source, row.start, row.end)]


def _one_line(source: Source, group: Group) -> str:
    return braces(group).replace("\n", source.newline)


def _lines(source: Source, sequence: SequenceNode, place: int, group: Group) -> str:
    """A new entry in block form, or in braces where its neighbour is."""
    dashes = source.dashes(sequence)
    neighbour, column = sequence.value[min(max(place - 1, 0), len(dashes) - 1)], source.column(dashes[0])
    if is_flow(neighbour) and fits_in_braces(group, column + STEP):
        return " " * column + "- " + braces(group)
    first = sequence.value[0]
    offset = int(first.start_mark.index) - dashes[0] if isinstance(first, MappingNode) else STEP
    is_beside = 0 < offset <= 2 * STEP
    return lines_text(source, entry_lines(group, column, offset if is_beside else STEP), column)
