"""Tells how two sources differ: by lines, with the words that came and went."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from trainer.curriculum.differences_words import Places, different_words, likeness

_WORD: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_ALIKE: Final = 0.4
_MOST_PAIRED: Final = 900
_AROUND: Final = 2
_FEWEST_FOLDED: Final = 4


class Fate(Enum):
    """What became of a line."""

    SAME = "same"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; marked where they are not in the line that stands in its place."""

    words: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its number in each text; 0 where it is not in that text."""

    fate: Fate
    before: int
    now: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines that are shown together; what did not change and stands far from what did is folded."""

    is_folded: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDifference:
    """How one text became another. `is_invisible` where they differ in white space at the ends of lines alone."""

    passages: tuple[Passage, ...]
    gone: int
    come: int
    is_invisible: bool


def text_difference(old: str, new: str) -> TextDifference:
    """How `old` became `new`; without passages where they are equal."""
    lines = tuple(_lines(_cut(old), _cut(new))) if old != new else ()
    gone = sum(line.fate is Fate.GONE for line in lines)
    come = sum(line.fate is Fate.COME for line in lines)
    is_invisible = old != new and not gone and not come
    return TextDifference(
        passages=() if is_invisible else tuple(_folded(lines)), gone=gone, come=come, is_invisible=is_invisible
    )


def _cut(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")] if text else []


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    gone, come = different_words(old, new)
    before = now = 0
    while before < len(old) or now < len(new):
        if before in gone or now in come:
            until_before, until_now = _run(before, gone), _run(now, come)
            yield from _changed(old[before:until_before], new[now:until_now], before, now)
            before, now = until_before, until_now
        else:
            yield Line(fate=Fate.SAME, before=before + 1, now=now + 1, runs=(Run(new[now]),))
            before, now = before + 1, now + 1


def _run(start: int, places: Places) -> int:
    while start in places:
        start += 1
    return start


def _changed(old: list[str], new: list[str], before: int, now: int) -> Iterator[Line]:
    """Lines that went and came in one place: each beside the one that it became, where there is one."""
    for left, right in _paired(old, new):
        runs = _words(old[left], new[right]) if left is not None and right is not None else None
        if left is not None:
            shown = runs[0] if runs else (Run(old[left]),)
            yield Line(fate=Fate.GONE, before=before + left + 1, now=0, runs=shown)
        if right is not None:
            shown = runs[1] if runs else (Run(new[right]),)
            yield Line(fate=Fate.COME, before=0, now=now + right + 1, runs=shown)


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which line became which, in order, so that as much as possible is alike."""
    if len(old) == len(new) == 1:
        yield (0, 0)
        return
    best = _best(old, new) if len(old) * len(new) <= _MOST_PAIRED else {}
    left = right = 0
    while left < len(old) or right < len(new):
        match best.get((left, right)):
            case (_, "both"):
                yield (left, right)
                left, right = left + 1, right + 1
            case (_, "new"):
                yield (None, right)
                right += 1
            case _ if left < len(old):
                yield (left, None)
                left += 1
            case _:
                yield (None, right)
                right += 1


def _best(old: list[str], new: list[str]) -> dict[tuple[int, int], tuple[float, str]]:
    """For each place in both lists how much can be alike from there on, and the step that leads to it."""
    left_words, right_words = [_split(line) for line in old], [_split(line) for line in new]
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for left in reversed(range(len(old))):
        for right in reversed(range(len(new))):
            like = likeness(left_words[left], right_words[right])
            ways = [
                (best.get((left + 1, right), (0.0, ""))[0], "old"),
                (best.get((left, right + 1), (0.0, ""))[0], "new"),
            ]
            if like >= _ALIKE:
                ways.insert(0, (like + best.get((left + 1, right + 1), (0.0, ""))[0], "both"))
            best[(left, right)] = max(ways, key=lambda way: way[0])
    return best


def _split(line: str) -> list[str]:
    return [word.strip() for word in _WORD.findall(line)]


def _words(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    gone, come = different_words(_split(old), _split(new))
    return tuple(_runs(_WORD.findall(old), gone)), tuple(_runs(_WORD.findall(new), come))


def _runs(words: list[str], marked: Places) -> Iterator[Run]:
    if len(marked) == len(words):
        # Nothing of the line is left: the mark of the line says so already.
        yield Run("".join(words))
        return
    gathered = ""
    for place, word in enumerate(words):
        if gathered and (place in marked) != (place - 1 in marked):
            yield Run(gathered, place - 1 in marked)
            gathered = ""
        gathered += word
    yield Run(gathered, len(words) - 1 in marked)


def _folded(lines: Iterable[Line]) -> Iterator[Passage]:
    """The lines with a little of what stands around each change, and the rest folded."""
    every = tuple(lines)
    near = {
        place + step
        for place, line in enumerate(every)
        if line.fate is not Fate.SAME
        for step in range(-_AROUND, _AROUND + 1)
    }
    start = 0
    for place in range(1, len(every) + 1):
        if place == len(every) or (place in near) != (start in near):
            is_folded = start not in near and place - start >= _FEWEST_FOLDED
            yield Passage(is_folded=is_folded, lines=every[start:place])
            start = place
