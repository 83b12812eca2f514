"""Finds what to change in a source so that a key gets another value, or goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from trainer.quizzes.editing_rows import rows
from trainer.quizzes.editing_scalars import (
    STEP,
    WIDTH,
    Scalar,
    Spot,
    Written,
    header_end,
    same_value,
    shown,
    spot_of,
    write_scalar,
)
from trainer.quizzes.editing_tree import BLOCK_STYLES, CannotEdit, Edit, Field, Source, is_flow, is_missing

Value: TypeAlias = Scalar | Sequence[str]

_EMPTY: Final = "this was the only key here; remove the whole entry instead"


@dataclass(frozen=True, slots=True)
class Target:
    """The group of keys in which a key stands or is to stand, with the order of keys that the format shows."""

    mapping: MappingNode
    order: Sequence[str]


def setting(source: Source, target: Target, key: str, value: Value) -> list[Edit]:
    """The edits that give a key a value; none where it has it already."""
    field = source.field(target.mapping, key)
    if field is None:
        return _adding(source, target, key, value)
    if not isinstance(value, str) and isinstance(value, Sequence):
        return _relisting(source, target, field, tuple(value))
    if not isinstance(field.value, ScalarNode):
        raise CannotEdit(f"'{key}' holds a list or a group here; mend it in the source", source.line(field.start))
    spot = _spot(source, target.mapping, field.start, key)
    if not is_missing(field.value):
        if same_value(field.value, value):
            return []
        spot = spot_of(source, field.value, spot)
    return _replacing(source, field, write_scalar(value, spot))


def removing(source: Source, target: Target, key: str) -> list[Edit]:
    """The edits that take a key away with its lines; none where it is not there."""
    field = source.field(target.mapping, key)
    if field is None:
        return []
    fields = source.fields(target.mapping)
    place = [each.start for each in fields].index(field.start)
    if len(fields) == 1:
        raise CannotEdit(_EMPTY, source.line(field.start))
    if target.mapping.flow_style:
        if place + 1 < len(fields):
            return [Edit(field.start, fields[place + 1].start, "")]
        return [Edit(fields[place - 1].end, field.end, "")]
    if source.text[source.line_start(field.start) : field.start].strip():
        return _removing_after_dash(source, field, fields[place + 1])
    return [whole_lines(source, field.start, field.end)]


def whole_lines(source: Source, start: int, end: int) -> Edit:
    """The edit that takes away all lines of a stretch of text, keeping a missing last line break missing."""
    first, last = source.line_start(start), source.next_line(end)
    if last == len(source.text) and not source.text.endswith("\n") and first > 0:
        return Edit(source.line_end(first - len(source.newline)), last, "")
    return Edit(first, last, "")


def new_field(source: Source, target: Target, key: str, block: Sequence[str], inline: str) -> list[Edit]:
    """The edits that put a new key in its place: in block form as `block` (lines without indentation of
    the key), in braces as `inline`.
    """
    fields = source.fields(target.mapping)
    after = _before(target.order, key, fields)
    if target.mapping.flow_style:
        if after:
            return [Edit(after.end, after.end, f", {inline}".replace("\n", source.newline))]
        start = int(target.mapping.start_mark.index) + 1
        return [Edit(start, start, f"{inline}, " if fields else inline)]
    column = source.column(fields[0].start)
    if after is None:
        words = lines_text(source, (*block, ""), column).removeprefix(" " * column)
        return [Edit(fields[0].start, fields[0].start, words + " " * column)]
    end = source.line_end(after.end)
    return [Edit(end, end, source.newline + lines_text(source, block, column))]


def lines_text(source: Source, lines: Sequence[str], column: int) -> str:
    """Lines as they stand in the source, each begun at a column; empty ones stay empty."""
    ends = (line.replace("\n", source.newline) for line in lines)
    return source.newline.join(" " * column + line if line else "" for line in ends)


def _removing_after_dash(source: Source, field: Field, following: Field) -> list[Edit]:
    """Where the first key stands in the line of its dash, the next one takes its place there."""
    below = source.text[source.next_line(field.end) : source.line_start(following.start)]
    start = source.line_start(field.start)
    return [*([Edit(start, start, below)] if below.strip() else []), Edit(field.start, following.start, "")]


def _adding(source: Source, target: Target, key: str, value: Value) -> list[Edit]:
    fields = source.fields(target.mapping)
    start = fields[0].start if fields else int(target.mapping.start_mark.index)
    spot = _spot(source, target.mapping, start, key)
    if not isinstance(value, str) and isinstance(value, Sequence):
        inline = flow_list([_element(each, spot) for each in value], spot)
        written = Written(inline)
    else:
        written = write_scalar(value, spot)
    inline = f"{key}: {written.inline}"
    block = (inline, *(line.removeprefix(" " * spot.column) for line in written.body))
    return new_field(source, target, key, block, inline)


def _before(order: Sequence[str], key: str, fields: Sequence[Field]) -> Field | None:
    """The present key after which a new one stands by the format's order."""
    rank = order.index(key)
    earlier = [field for field in fields if field.key in order[:rank]]
    return max(earlier, key=lambda field: order.index(field.key), default=None)


def _spot(source: Source, mapping: MappingNode, start: int, key: str) -> Spot:
    column = source.column(start)
    return Spot(
        column=column,
        begin=column + len(key) + 2,
        body=column + _step(source, mapping),
        is_flow=bool(mapping.flow_style),
    )


def _step(source: Source, mapping: MappingNode) -> int:
    """How far the neighbours' lines below their keys are indented."""
    for field in source.fields(mapping):
        node = field.value
        if isinstance(node, ScalarNode) and node.style in BLOCK_STYLES:
            column = source.column(field.start)
            return max(1, spot_of(source, node, Spot(column=column, begin=0, body=column + STEP)).body - column)
    return STEP


def _replacing(source: Source, field: Field, written: Written) -> list[Edit]:
    node = field.value
    inline = written.inline.replace("\n", source.newline)
    body = "".join(source.newline + line for line in written.body)
    start, end = int(node.start_mark.index), field.end
    if is_missing(node):
        start = end = field.colon
        inline = f" {inline}"
    elif isinstance(node, ScalarNode) and node.style in BLOCK_STYLES:
        return [
            Edit(start, header_end(source, node), inline),
            Edit(source.line_end(start), max(field.end, source.line_end(start)), body),
        ]
    elif not isinstance(node, ScalarNode) and not is_flow(node):
        below = source.line_end(field.colon)
        return [Edit(field.colon, field.colon, f" {inline}"), Edit(below, field.end, body)]
    edits = [Edit(start, end, inline)]
    return edits + ([Edit(source.line_end(end), source.line_end(end), body)] if body else [])


def _relisting(source: Source, target: Target, field: Field, values: tuple[str, ...]) -> list[Edit]:
    node = field.value
    spot = _spot(source, target.mapping, field.start, field.key)
    if not isinstance(node, SequenceNode):
        return _replacing(source, field, Written(flow_list([_element(each, spot) for each in values], spot)))
    if values == tuple(shown(item) for item in node.value if isinstance(item, ScalarNode)):
        return []
    known = {shown(item): place for place, item in enumerate(node.value) if isinstance(item, ScalarNode)}
    stretches = rows(source, node)
    raw = {words: source.text[stretches[place].start : stretches[place].end] for words, place in known.items()}
    if node.flow_style or not values:
        elements = [raw.get(each) or _element(each, spot) for each in values]
        if "\n" not in source.text[node.start_mark.index : field.end]:
            spot = replace(spot, is_flow=True)  # what stood on one line stays on one line
        return _replacing(source, field, Written(flow_list(elements, spot)))
    dash = source.column(source.dashes(node)[0])
    lines = [raw.get(each) or " " * dash + "- " + _element(each, spot, is_flow=False) for each in values]
    return [Edit(stretches[0].start, stretches[-1].end, source.newline.join(lines))]


def _element(words: str, spot: Spot, *, is_flow: bool = True) -> str:
    """One entry of a list of words, on one line."""
    written = write_scalar(words, Spot(column=spot.column, begin=0, body=spot.body, is_flow=True))
    if "\n" in written.inline:
        raise CannotEdit("an entry of this list holds a line break; write it in one line")
    if is_flow:
        return written.inline
    plain = write_scalar(words, Spot(column=spot.column, begin=0, body=spot.body))
    return written.inline if plain.body else plain.inline


def flow_list(elements: Sequence[str], spot: Spot) -> str:
    """Elements between brackets, broken into lines after commas where one line is too long."""
    lines = ["["]
    for place, element in enumerate(elements):
        words = element + ("," if place + 1 < len(elements) else "]")
        begin = spot.begin if len(lines) == 1 else spot.body
        is_first = lines[-1] in ("[", "")
        if not is_first and begin + len(lines[-1]) + 1 + len(words) > WIDTH and not spot.is_flow:
            lines.append(words)
        else:
            lines[-1] += words if is_first else f" {words}"
    if not elements:
        return "[]"
    return ("\n" + " " * spot.body).join(lines)
