"""Finds the words that differ between two texts, in bounded time."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

MOST_PAIRS: Final = 200_000
"""Beyond so many pairs of equal words the middle of two texts is called different as a whole."""

Places: TypeAlias = frozenset[int]


def different_words(old: Sequence[str], new: Sequence[str]) -> tuple[Places, Places]:
    """The places of the words of `old` that are gone in `new`, and of those of `new` that are not in `old`."""
    begin = _shared(old, new)
    end = _shared(old[begin:][::-1], new[begin:][::-1])
    before, now = old[begin : len(old) - end], new[begin : len(new) - end]
    if pairs(before, now) > MOST_PAIRS:
        return _all(begin, before), _all(begin, now)
    gone: set[int] = set()
    come: set[int] = set()
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.update(range(begin + old_from, begin + old_to))
            come.update(range(begin + new_from, begin + new_to))
    return frozenset(gone), frozenset(come)


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """How much two texts have in common, from 0 to 1, whatever the order of their words."""
    if not old and not new:
        return 1.0
    return 2 * sum((Counter(old) & Counter(new)).values()) / (len(old) + len(new))


def pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal words there are: the work that finding the difference takes."""
    ours, theirs = Counter(old), Counter(new)
    return sum(number * theirs[word] for word, number in ours.items())


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    for place, (ours, theirs) in enumerate(zip(old, new, strict=False)):
        if ours != theirs:
            return place
    return min(len(old), len(new))


def _all(begin: int, words: Sequence[str]) -> Places:
    return frozenset(range(begin, begin + len(words)))
