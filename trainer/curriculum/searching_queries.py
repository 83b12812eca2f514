"""Understands what somebody types into the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from trainer.curriculum.searching_vocabulary import Vocabulary
from trainer.curriculum.searching_words import beginning, stem, words_in

MOST_WORDS: Final = 8
_MOST_ENDINGS: Final = 12
_SHORTEST_BEGINNING: Final = 3
_SHORTEST_ROOT: Final = 6
_LITTLE_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "my",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "you",
        "your",
    ]
)


class Breadth(Enum):
    """How wide a search is: every word as typed, words that hit nothing corrected, or any of the words."""

    AS_TYPED = "as typed"
    CORRECTED = "corrected"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that a passage is to hold: any of `alternatives`, each a few stems, or a word with a beginning.

    `typed` are the words as typed, folded; `near` the words or beginnings that stand for one mistyped;
    `weight` is how much finding it tells.
    """

    typed: str
    alternatives: tuple[tuple[str, ...], ...]
    beginnings: tuple[str, ...]
    near: tuple[str, ...] = ()
    weight: float = 1.0

    def is_met_by(self, stems: frozenset[str]) -> bool:
        """Whether some stems hold it."""
        if any(stems.issuperset(each) for each in self.alternatives):
            return True
        return any(each.startswith(self.beginnings) for each in stems)

    def is_part(self, stem: str) -> bool:
        """Whether a stem is one of those looked for."""
        return any(stem in each for each in self.alternatives) or stem.startswith(self.beginnings)


def understand(typed: str, vocabulary: Vocabulary) -> tuple[Wanted, ...]:
    """What the words of a search ask for; little words only where there are no others. Empty for no words."""
    words = list(dict.fromkeys(words_in(typed)))
    words = [word for word in words if word not in _LITTLE_WORDS] or words
    words = words[:MOST_WORDS]
    wanted: list[Wanted] = []
    while words:
        group, length = _named(words, vocabulary)
        wanted.append(_wanted(words[:length], group, vocabulary, is_last=length == len(words)))
        del words[:length]
    return tuple(wanted)


def corrected(wanted: Wanted, vocabulary: Vocabulary) -> Wanted:
    """The same with the nearest words of the course, for one that hit nothing as typed."""
    near = vocabulary.near(wanted.typed)
    begun = () if near else vocabulary.near_beginnings(wanted.typed)
    root = stem(wanted.typed)
    if not near and not begun and len(root) >= _SHORTEST_ROOT:
        begun = vocabulary.near_beginnings(root)
    if not near and not begun:
        return wanted
    return Wanted(
        typed=wanted.typed,
        alternatives=(*wanted.alternatives, *((stem(word),) for word in near)),
        beginnings=(*wanted.beginnings, *map(beginning, begun)),
        near=(*near, *begun),
        weight=wanted.weight,
    )


def _named(words: Sequence[str], vocabulary: Vocabulary) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The names of what the first words name, and how many words that takes; the longest name goes first."""
    for length in range(len(words), 0, -1):
        stems = tuple(map(stem, words[:length]))
        groups = [group for group in vocabulary.names if any(tuple(map(stem, name)) == stems for name in group)]
        if groups:
            return tuple(dict.fromkeys(name for group in groups for name in group)), length
    return (), 1


def _wanted(
    words: Sequence[str], names: tuple[tuple[str, ...], ...], vocabulary: Vocabulary, *, is_last: bool
) -> Wanted:
    every = (tuple(words), *names)
    alternatives = list(dict.fromkeys(tuple(map(stem, name)) for name in every))
    beginnings: tuple[str, ...] = ()
    word = words[-1]
    if len(words) == 1 and len(word) >= (_SHORTEST_BEGINNING - is_last):
        beginnings = (beginning(word),)
        alternatives += _longer(word, beginnings, vocabulary)
    return Wanted(
        typed=" ".join(words),
        alternatives=tuple(dict.fromkeys(alternatives)),
        beginnings=beginnings,
        weight=max(vocabulary.rarity(each) for each in words),
    )


def _longer(word: str, beginnings: tuple[str, ...], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The stems of words that begin with a half word but are cut off before it: 'hallucinatio' is 'hallucin'."""
    places = vocabulary.beginning_with(word)
    found = {vocabulary.stems[place]: vocabulary.counts[place] for place in places}
    cut = [each for each in found if not each.startswith(beginnings)]
    return [(each,) for each in sorted(cut, key=lambda each: (-found[each], each))[:_MOST_ENDINGS]]
