"""Moves, adds and removes the entries of a list, leaving what stands between them in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ruamel.yaml.nodes import SequenceNode

from trainer.quizzes.editing_tree import CannotEdit, Edit, Source


@dataclass(frozen=True, slots=True)
class Row:
    """The text of one entry: whole lines in block form, without the last line break.

    A comment right above an entry at its own indentation belongs to it, and so does one below it that
    is indented further. A comment with an empty line below it (a heading) belongs to the place.
    """

    start: int
    end: int


def rows(source: Source, sequence: SequenceNode) -> tuple[Row, ...]:
    """The entries of a list as stretches of the text."""
    if sequence.flow_style or not sequence.value:
        ends = ((item, int(item.start_mark.index)) for item in sequence.value)
        return tuple(Row(start, source.end(item, start)) for item, start in ends)
    found: list[Row] = []
    for item, dash in zip(sequence.value, source.dashes(sequence), strict=True):
        start = source.line_start(dash)
        if source.text[start:dash].strip():
            raise CannotEdit("this list begins beside another mark; begin it in a line of its own", source.line(dash))
        end = source.line_end(source.end(item, dash + 1))
        found.append(Row(_with_comments_above(source, start, dash), _with_comments_below(source, end, dash)))
    return tuple(found)


def moving(source: Source, sequence: SequenceNode, place: int, to: int) -> list[Edit]:
    """The edits that bring an entry to another place, counted from 0; none where it is there already."""
    found = rows(source, sequence)
    if not 0 <= to < len(found):
        where = "first" if to < 0 else "last"
        raise CannotEdit(f"this is the {where} one already", source.line(found[place].start))
    order = list(range(len(found)))
    order.insert(to, order.pop(place))
    return [
        Edit(row.start, row.end, source.text[found[other].start : found[other].end])
        for row, other, old in zip(found, order, range(len(found)), strict=True)
        if other != old
    ]


def inserting(source: Source, sequence: SequenceNode, place: int, words: str, *, is_apart: bool) -> list[Edit]:
    """The edits that put the text of an entry at a place; `is_apart` is whether an empty line parts entries
    of a list that is too short to tell.
    """
    found = rows(source, sequence)
    if not 0 <= place <= len(found):
        raise CannotEdit(f"there is no place {place + 1} in a list of {len(found)}")
    if sequence.flow_style:
        if not found:
            start = int(sequence.start_mark.index) + 1
            return [Edit(start, start, words)]
        return [_beside(found, place, words, ", ")]
    between = [source.text[row.end : after.start] for row, after in pairwise(found)]
    apart = any(words.count("\n") > 1 for words in between) if between else is_apart
    return [_beside(found, place, words, source.newline * (2 if apart else 1))]


def taking_out(source: Source, sequence: SequenceNode, place: int) -> list[Edit]:
    """The edits that remove one of several entries, with the white space that parted it from its neighbour."""
    found = rows(source, sequence)
    row = found[place]
    before = (found[place - 1].end, row.start) if place else None
    after = (row.end, found[place + 1].start) if place + 1 < len(found) else None
    if after and (sequence.flow_style or not source.text[slice(*after)].strip()):
        return [Edit(row.start, after[1], "")]
    if before and (sequence.flow_style or not source.text[slice(*before)].strip()):
        return [Edit(before[0], row.end, "")]
    kept = source.text[: row.start].rstrip()
    return [Edit(source.line_end(len(kept) - 1), row.end, "")]


def _beside(found: Sequence[Row], place: int, words: str, between: str) -> Edit:
    if place == 0:
        return Edit(found[0].start, found[0].start, words + between)
    end = found[place - 1].end
    return Edit(end, end, between + words)


def _with_comments_above(source: Source, start: int, dash: int) -> int:
    column = source.column(dash)
    while start > 0:
        above = source.line_start(start - 1)
        if not source.text.startswith(" " * column + "#", above):
            break
        start = above
    return start


def _with_comments_below(source: Source, end: int, dash: int) -> int:
    column, at = source.column(dash), source.next_line(end)
    while at < len(source.text):
        words = source.text[at : source.line_end(at)]
        if words.strip() and not (words.lstrip().startswith("#") and len(words) - len(words.lstrip()) > column):
            break
        if words.strip():
            end = source.line_end(at)
        at = source.next_line(at)
    return end
