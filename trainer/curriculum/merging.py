"""Merges two texts that were written from the same one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

BETWEEN: Final = "======="
_MOST: Final = 200_000
"""Pairs of equal lines, also of empty ones. A stretch that has more counts as changed as a whole: to find the best of
them can take the cube of the lines, a minute for two thousand, and everybody who saves waits meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A place where both wrote: the line of its first mark in the merged text, and what each of them wrote."""

    line: int
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A text that holds what both wrote; where they wrote at the same place, both stand there between marks."""

    text: str
    places: tuple[Conflict, ...]

    @property
    def conflicts(self) -> int:
        """How many places hold both texts."""
        return len(self.places)


def merge(base: str, mine: str, theirs: str, *, mine_is: str = "yours", theirs_is: str = "theirs") -> Merged:
    """Merge by lines, as version control does: what only one changed is taken, what both changed alike once.

    `mine_is` and `theirs_is` are what the marks call the two texts. Where thousands of lines differ, all of them count
    as one place; ours have some hundred.
    """
    lines: list[str] = []
    places: list[Conflict] = []
    texts = tuple(text.splitlines(keepends=True) for text in (base, mine, theirs))
    for old, left, right in _regions(*texts):
        if left == right or right == old:
            lines += left
        elif left == old:
            lines += right
        else:
            line = sum(each.count("\n") for each in lines) + 1
            places.append(Conflict(line=line, mine="".join(left), theirs="".join(right)))
            lines += [f"<<<<<<< {mine_is}\n", *_ended(left), f"{BETWEEN}\n", *_ended(right), f">>>>>>> {theirs_is}\n"]
    return Merged(text="".join(lines), places=tuple(places))


def _regions(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The stretches of all three texts in order: those that all share, and what stands between them."""
    at, at_mine, at_theirs = 0, 0, 0
    for start, in_mine, in_theirs, size in _shared(base, mine, theirs):
        yield base[at:start], mine[at_mine:in_mine], theirs[at_theirs:in_theirs]
        at, at_mine, at_theirs = start + size, in_mine + size, in_theirs + size
        yield base[start:at], mine[in_mine:at_mine], theirs[in_theirs:at_theirs]
    yield base[at:], mine[at_mine:], theirs[at_theirs:]


def _shared(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of lines of the base that both texts still hold: where each has them, and how many."""
    left, right = _matches(base, mine), _matches(base, theirs)
    while left and right:
        (start_left, in_mine, size_left), (start_right, in_theirs, size_right) = left[0], right[0]
        start = max(start_left, start_right)
        end_left, end_right = start_left + size_left, start_right + size_right
        size = min(end_left, end_right) - start
        if size > 0:
            yield start, in_mine + start - start_left, in_theirs + start - start_right, size
        if end_left <= end_right:
            left.pop(0)
        else:
            right.pop(0)


def _matches(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches that two texts share: where each has them, and how many lines."""
    top, end = _same_ends(base, other)
    left, right = base[top : len(base) - end], other[top : len(other) - end]
    found = [(0, 0, top)]
    counted = Counter(right)
    if sum(counted[line] for line in left) <= _MOST:
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        found += [(top + block.a, top + block.b, block.size) for block in blocks]
    found.append((len(base) - end, len(other) - end, end))
    return [each for each in found if each[2]]


def _same_ends(base: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many lines are the same from the top on, and then from the end on."""
    most = min(len(base), len(other))
    top = next((place for place in range(most) if base[place] != other[place]), most)
    end = next((place for place in range(most - top) if base[-1 - place] != other[-1 - place]), most - top)
    return top, end


def _ended(lines: list[str]) -> list[str]:
    """The lines, the last of which ends too, so that a mark can follow."""
    return [*lines[:-1], lines[-1].rstrip("\n") + "\n"] if lines else []
