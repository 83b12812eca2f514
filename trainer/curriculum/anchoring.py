"""Finds the words of a note in a text that may have been changed since."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import Final

SURROUNDINGS: Final = 32
"""Characters before and after a quote that are kept with it."""
ALIKE: Final = 0.7
"""How much of a quote must stand in words that are taken for it, as `resemblance` measures it."""

_TELLING: Final = 16  # characters; a shorter quote may stand anywhere by chance
_CHANCE: Final = 6
_OCCURRENCES: Final = 200
_PLACES: Final = 4  # places looked at closely, for each text
_WEIGHED: Final = 100  # places weighed before that
_COMMON: Final = 16  # a word that stands more often in a text tells nothing of a place
_BY_CHARACTERS: Final = 160  # a longer quote is compared by words: that takes a hundredth of the time
_FEW: Final = 6  # words; of a longer quote that was changed a little, half the words still stand
_WORD: Final = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_PLAIN: Final = str.maketrans("“”„‟«»‘’‚‛‹›‐‑‒–—−", "\"\"\"\"\"\"''''''------")


class Standing(StrEnum):
    """What became of the words of a note."""

    HERE = "here"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a text, and some of the text before and after them. All are single-spaced."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands in a text, from `start` up to `end`, and how surely."""

    start: int
    end: int
    is_exact: bool
    weight: float = 1.0

    def quote(self, text: str) -> Quote:
        """The words that stand there, with their surroundings."""
        return Quote(
            words=text[self.start : self.end],
            before=text[max(0, self.start - SURROUNDINGS) : self.start],
            after=text[self.end : self.end + SURROUNDINGS],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a note stands now: a section of its module and the words there; None for what is gone."""

    standing: Standing
    section: str | None
    quote: Quote | None


def place(texts: Mapping[str, str], section: str, quote: Quote) -> Placed:
    """Where a note stands in a module whose sections read like this; `section` is where it was made.

    A note without a quote is about its whole section.
    """
    if not quote.words:
        is_there = section in texts
        return Placed(standing=Standing.HERE if is_there else Standing.GONE, section=_if(section, texts), quote=None)
    own = find(texts[section], quote) if section in texts else None
    if own and own.is_exact:
        return Placed(standing=Standing.HERE, section=section, quote=own.quote(texts[section]))
    best, where = own, section
    for other, text in texts.items():
        found = find(text, quote, is_elsewhere=True) if other != section else None
        if found and (best is None or found.weight > best.weight):
            best, where = found, other
    if best is None:
        return Placed(standing=Standing.GONE, section=_if(section, texts), quote=None)
    standing = Standing.CHANGED if where == section else Standing.MOVED
    return Placed(standing=standing, section=where, quote=best.quote(texts[where]))


def find(text: str, quote: Quote, *, is_elsewhere: bool = False) -> Place | None:
    """Where a quote stands in a text: exactly, else where its words were changed a little; None where it is gone.

    Of several places the one whose surroundings are most alike counts. With `is_elsewhere` the text is not the one
    from which the quote was taken, and a few words that happen to be the same are not enough.
    """
    if not quote.words:
        return None
    reading = _read(text)
    return _exactly(reading, quote, is_elsewhere=is_elsewhere) or _nearly(reading, quote, is_elsewhere=is_elsewhere)


def resemblance(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1, whatever their quotation marks, dashes and capitals."""
    one, other = _folded(one), _folded(other)
    if max(len(one), len(other)) <= _BY_CHARACTERS:
        return SequenceMatcher(None, one, other, autojunk=False).ratio()
    these, those = _WORD.findall(one), _WORD.findall(other)
    blocks = SequenceMatcher(None, these, those, autojunk=False).get_matching_blocks()
    common = sum(len(word) for block in blocks for word in these[block.a : block.a + block.size])
    total = sum(map(len, these)) + sum(map(len, those))
    return 2 * common / total if total else 0.0


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    folded: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    at: Mapping[str, Sequence[int]] = field(repr=False)


@lru_cache(64)
def _read(text: str) -> _Reading:
    folded = _folded(text)
    found = list(_WORD.finditer(folded))
    at: dict[str, list[int]] = {}
    for number, each in enumerate(found):
        at.setdefault(each[0], []).append(number)
    return _Reading(
        text,
        folded,
        tuple(each[0] for each in found),
        tuple(each.start() for each in found),
        tuple(each.end() for each in found),
        at,
    )


def _folded(text: str) -> str:
    """The text in small letters with plain marks: each character stays where it is."""
    plain = text.translate(_PLAIN)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(low if len(low := c.lower()) == 1 else c for c in plain)


def _exactly(reading: _Reading, quote: Quote, *, is_elsewhere: bool) -> Place | None:
    starts = list(_occurrences(reading.text, quote.words)) or list(_occurrences(reading.folded, _folded(quote.words)))
    if not starts:
        return None
    length = len(quote.words)
    weighed = [(_surroundings(reading, start, start + length, quote), start) for start in starts]
    # At the beginning of a text surroundings are short; where both stand to the last letter, they tell all the same.
    likeness, start = max(weighed, key=lambda each: (_stands_whole(reading.text, each[1], quote), each[0], -each[1]))
    is_telling = length >= _TELLING or likeness >= 0.5
    is_only_one = len(starts) == 1 and not is_elsewhere
    if not is_telling and not is_only_one:
        return None
    return Place(start=start, end=start + length, is_exact=True, weight=1 + likeness)


def _stands_whole(text: str, start: int, quote: Quote) -> bool:
    begin = start - len(quote.before)
    return begin >= 0 and text.startswith(quote.before + quote.words + quote.after, begin)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    for _ in range(_OCCURRENCES):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)


def _surroundings(reading: _Reading, start: int, end: int, quote: Quote) -> float:
    """How much of a quote's surroundings stands around a place: the better side counts most."""
    sides = []
    if quote.before:
        sides.append(_shared_end(reading.folded[max(0, start - SURROUNDINGS) : start], _folded(quote.before)))
    if quote.after:
        there = reading.folded[end : end + SURROUNDINGS]
        sides.append(_shared_end(there[::-1], _folded(quote.after)[::-1]))
    return (3 * max(sides) + min(sides)) / 4 if sides else 0.0


def _shared_end(there: str, wanted: str) -> float:
    shared = 0
    while shared < min(len(there), len(wanted)) and there[-1 - shared] == wanted[-1 - shared]:
        shared += 1
    # A shared letter or two, or a shared article, is chance.
    return shared / len(wanted) if shared >= _CHANCE else 0.0


def _nearly(reading: _Reading, quote: Quote, *, is_elsewhere: bool) -> Place | None:
    before, own, after = (_WORD.findall(_folded(part)) for part in (quote.before, quote.words, quote.after))
    if len(own) >= _FEW and sum(word in reading.at for word in own) < len(own) / 2:
        return None
    # What was cut at the ends of the surroundings may be half a word.
    before, after = before[1:], after[:-1]
    best: Place | None = None
    is_telling = len(quote.words) >= _TELLING
    if is_elsewhere and not is_telling:
        return None
    for number in _likely(reading, before, own, after):
        found = _closely(reading, quote, own, number)
        if found and not is_telling and _surroundings(reading, found.start, found.end, quote) < 0.5:
            continue
        if found and (best is None or found.weight > best.weight):
            best = found
    return best


def _likely(reading: _Reading, before: list[str], own: list[str], after: list[str]) -> list[int]:
    """The numbers of words at which the quote may begin, the likeliest first.

    Each word that a text shares with the quote or its surroundings speaks for one beginning, a rare word most.
    """
    votes: Counter[int] = Counter()
    for offset, word in enumerate((*before, *own, *after), -len(before)):
        found = reading.at.get(word, ())
        if len(found) <= _COMMON:
            for number in found:
                votes[number - offset] += 60 // len(found) + 1
    # Where words were added or left out the votes of one place lie beside each other.
    slack = 2 + len(own) // 8
    near: Counter[int] = Counter()
    numbers = sorted(votes)
    sums = (0, *accumulate(votes[number] for number in numbers))
    for number, own_votes in votes.most_common(_WEIGHED):
        low, high = bisect_left(numbers, number - slack), bisect_left(numbers, number + slack + 1)
        near[number] = own_votes + sums[high] - sums[low]
    chosen: list[int] = []
    for number, _ in near.most_common():
        if all(abs(number - other) > slack for other in chosen):
            chosen.append(number)
        if len(chosen) == _PLACES:
            break
    return chosen


def _closely(reading: _Reading, quote: Quote, own: list[str], number: int) -> Place | None:
    """The stretch of words around a beginning that is most alike to the quote, where it is alike enough."""
    slack = 2 + len(own) // 8
    low, high = max(0, number - slack), min(len(reading.words), number + len(own) + slack)
    window = reading.words[low:high]
    shared = (Counter(window) & Counter(own)).total()
    if len(own) >= _FEW and shared < len(own) / 2:
        return None
    blocks = [b for b in SequenceMatcher(None, window, own, autojunk=False).get_matching_blocks() if b.size]
    # The ends of the quote may be the words that were changed: its length tells where they stand.
    firsts, lasts = {number}, {number + len(own)}
    if blocks:
        firsts |= {low + blocks[0].a, low + blocks[0].a - blocks[0].b}
        end, rest = low + blocks[-1].a + blocks[-1].size, len(own) - blocks[-1].b - blocks[-1].size
        lasts |= {end, end + rest}
    best: Place | None = None
    for first in firsts:
        for last in lasts:
            begin, past = max(0, first), min(last, len(reading.words))
            if begin >= past:
                continue
            start, stop = _without_marks(reading, own, begin, past)
            alike = resemblance(reading.text[start:stop], quote.words)
            weight = alike * (0.75 + 0.25 * _surroundings(reading, start, stop, quote))
            if alike >= ALIKE and (best is None or weight > best.weight):
                best = Place(start=start, end=stop, is_exact=False, weight=weight)
    return best


def _without_marks(reading: _Reading, own: list[str], first: int, last: int) -> tuple[int, int]:
    """A stretch of words, without the full stop of the sentence before where the quote began with a word."""
    while last - first > 1 and own[0][0].isalnum() and not reading.words[first][0].isalnum():
        first += 1
    while last - first > 1 and own[-1][0].isalnum() and not reading.words[last - 1][0].isalnum():
        last -= 1
    return reading.starts[first], reading.ends[last - 1]


def _if(section: str, texts: Mapping[str, str]) -> str | None:
    return section if section in texts else None
