"""Writes new groups of keys, such as a whole question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias, Union

from trainer.quizzes.editing_fields import flow_list
from trainer.quizzes.editing_scalars import STEP, WIDTH, Scalar, Spot, write_scalar

Content: TypeAlias = Union[Scalar, "Group", Sequence["Content"]]
Group: TypeAlias = Mapping[str, Content]


def block_lines(group: Group, column: int) -> list[str]:
    """The lines of a group of keys in block form, without the indentation of its keys.

    `column` is where the keys will stand, so that lines are broken at the right place.
    """
    return [line for key, content in group.items() for line in _field(key, content, column)]


def entry_lines(group: Group, column: int, offset: int = STEP) -> list[str]:
    """The lines of an entry of a list, begun with its dash; its keys stand `offset` right of the dash."""
    lines = block_lines(group, column + offset)
    first = "-" + " " * (offset - 1) + lines[0]
    return [first, *(" " * offset + line if line else "" for line in lines[1:])]


def braces(group: Group) -> str:
    """A group of keys on one line, in braces."""
    return "{" + ", ".join(f"{key}: {_inline(content)}" for key, content in group.items()) + "}"


def _inline(content: Content) -> str:
    match content:
        case str() | bool() | int() | Decimal():
            return write_scalar(content, Spot(column=0, begin=0, body=STEP, is_flow=True)).inline
        case Mapping():
            return braces(content)
        case _:
            return "[" + ", ".join(_inline(each) for each in content) + "]"


def _field(key: str, content: Content, column: int) -> list[str]:
    spot = Spot(column=column, begin=column + len(key) + 2, body=column + STEP)
    match content:
        case str() | bool() | int() | Decimal():
            written = write_scalar(content, spot)
            return [f"{key}: {written.inline}", *(line.removeprefix(" " * column) for line in written.body)]
        case Mapping():
            below = [" " * STEP + line if line else "" for line in block_lines(content, column + STEP)]
            return [f"{key}:", *below] if below else [f"{key}: {{}}"]
        case _:
            return _list(key, content, spot)


def _list(key: str, contents: Sequence[Content], spot: Spot) -> list[str]:
    groups = [each for each in contents if isinstance(each, Mapping)]
    if not groups:
        inner = replace(spot, begin=spot.begin, body=spot.body)
        lines = flow_list([_inline(each) for each in contents], inner).split("\n")
        return [f"{key}: {lines[0]}", *(line.removeprefix(" " * spot.column) for line in lines[1:])]
    below = [line for group in groups for line in entry_lines(group, spot.column + STEP)]
    return [f"{key}:", *(" " * STEP + line if line else "" for line in below)]


def fits_in_braces(group: Group, begin: int) -> bool:
    """Whether a group still reads well on one line."""
    words = braces(group)
    return "\n" not in words and begin + len(words) <= WIDTH
