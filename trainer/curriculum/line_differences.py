"""Tells what differs between two source texts, line by line, with the words marked that came and went."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Final, TypeAlias

from trainer.curriculum.differences_words import Places, different_words, likeness, pairs

CONTEXT: Final = 2
"""So many unchanged lines stand before and after each change; what lies between is folded."""
ALIKE: Final = 0.4
_MOST_PAIRED: Final = 900
_MOST_EQUAL: Final = 200_000
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")


class Side(Enum):
    """Where a line stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line that all came or went, or all stayed."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its number in the old and in the new text, None where it does not stand there."""

    side: Side
    old: int | None
    new: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Unchanged lines between two changes; `old` and `new` are the numbers of the first."""

    old: int
    new: int
    lines: tuple[str, ...]


Row: TypeAlias = Line | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    """Two texts in one column, with how many lines came and went."""

    rows: tuple[Row, ...]
    added: int
    removed: int


def line_difference(old: str, new: str) -> LineDifference:
    """The lines of both texts in order: unchanged ones once, a changed one as it was and then as it is."""
    before, now = old.splitlines(), new.splitlines()
    stretches = list(_stretches(before, now))
    rows: list[Row] = []
    for place, (is_same, old_from, old_to, new_from, new_to) in enumerate(stretches):
        if is_same:
            is_first, is_last = place == 0, place == len(stretches) - 1
            rows += _unchanged(before, old_from, old_to, new_from, is_first=is_first, is_last=is_last)
        else:
            rows += _changed(before[old_from:old_to], now[new_from:new_to], old_from, new_from)
    lines = [row.side for row in rows if isinstance(row, Line)]
    return LineDifference(rows=tuple(rows), added=lines.count(Side.NEW), removed=lines.count(Side.OLD))


def _stretches(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What both share and what not, in order: whether it is shared, and from where to where in each."""
    begin = _shared(before, now)
    end = _shared(before[begin:][::-1], now[begin:][::-1])
    old, new = before[begin : len(before) - end], now[begin : len(now) - end]
    if begin:
        yield True, 0, begin, 0, begin
    if pairs(old, new) > _MOST_EQUAL:
        yield False, begin, begin + len(old), begin, begin + len(new)
    else:
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield kind == "equal", begin + a, begin + b, begin + c, begin + d
    if end:
        yield True, len(before) - end, len(before), len(now) - end, len(now)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    for place, (ours, theirs) in enumerate(zip(old, new, strict=False)):
        if ours != theirs:
            return place
    return min(len(old), len(new))


def _unchanged(
    lines: Sequence[str], begin: int, end: int, new_begin: int, *, is_first: bool, is_last: bool
) -> Iterator[Row]:
    head = begin if is_first else min(begin + CONTEXT, end)
    tail = end if is_last else max(end - CONTEXT, head)
    if tail - head <= 2:  # what is folded saves no room
        head = tail
    ahead = new_begin - begin
    for number in range(begin, head if head < tail else end):
        yield _kept(lines[number], number, ahead)
    if head < tail:
        yield Fold(old=head + 1, new=head + ahead + 1, lines=tuple(lines[head:tail]))
        for number in range(tail, end):
            yield _kept(lines[number], number, ahead)


def _kept(line: str, number: int, ahead: int) -> Line:
    return Line(side=Side.BOTH, old=number + 1, new=number + ahead + 1, runs=(Run(line, False),))


def _changed(before: Sequence[str], now: Sequence[str], old_from: int, new_from: int) -> Iterator[Line]:
    """The lines that went and came; where one became another, both stand together with their words marked."""
    olds, news = [_WORDS.findall(line) for line in before], [_WORDS.findall(line) for line in now]
    i = j = 0
    for old, new in [*_pairs(olds, news), (len(before), len(now))]:
        for k in range(i, old):
            yield _line(Side.OLD, old_from + k, [before[k]], frozenset())
        for k in range(j, new):
            yield _line(Side.NEW, new_from + k, [now[k]], frozenset())
        if old < len(before) and new < len(now):
            gone, come = different_words(olds[old], news[new])
            yield _line(Side.OLD, old_from + old, olds[old], gone)
            yield _line(Side.NEW, new_from + new, news[new], come)
        i, j = old + 1, new + 1


def _line(side: Side, number: int, words: Sequence[str], marked: Places) -> Line:
    runs: list[Run] = []
    for place, word in enumerate(words):
        is_marked = place in marked
        if runs and runs[-1].is_marked == is_marked:
            runs[-1] = Run(runs[-1].text + word, is_marked)
        else:
            runs.append(Run(word, is_marked))
    old, new = (number + 1, None) if side is Side.OLD else (None, number + 1)
    return Line(side=side, old=old, new=new, runs=tuple(runs))


def _pairs(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Which line became which, in order, so that as much as possible is alike."""
    if len(before) * len(now) > _MOST_PAIRED:
        return []
    gains = [[_gain(old, new) for new in now] for old in before]
    best = [[0.0] * (len(now) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(now))):
            together = gains[i][j] + best[i + 1][j + 1] if gains[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(before) and j < len(now):
        if gains[i][j] and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _gain(old: Sequence[str], new: Sequence[str]) -> float:
    ours, theirs = [word for word in old if not word.isspace()], [word for word in new if not word.isspace()]
    like = likeness(ours, theirs) if ours and theirs else 0.0
    return like if like >= ALIKE else 0.0
