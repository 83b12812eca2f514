"""Every word of an edition, to know which words are rare, which begin alike, and which are near to one mistyped."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trainer.curriculum.searching_passages import PassageKind, TakenApart
from trainer.curriculum.searching_words import stem, words_in

_FORMAT: Final = 1
_MOST_NEAR: Final = 4
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The folded words of an edition in order, each with its stem and the number of passages that hold it.

    `names` are the names of each thing in the glossary that has several, each in folded words.
    """

    passages: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    counts: tuple[int, ...]
    names: tuple[tuple[tuple[str, ...], ...], ...]

    def count(self, word: str) -> int:
        """How many passages hold exactly this word."""
        place = bisect_left(self.words, word)
        return self.counts[place] if place < len(self.words) and self.words[place] == word else 0

    def beginning_with(self, letters: str) -> range:
        """The places of the words that begin with some letters."""
        return range(bisect_left(self.words, letters), bisect_left(self.words, letters + "\U0010ffff"))

    def rarity(self, letters: str) -> float:
        """How much a word tells, by the passages that hold a word that begins with it: rare ones tell more."""
        held = min(self.passages, sum(self.counts[place] for place in self.beginning_with(letters)))
        return log(1 + (self.passages - held + 0.5) / (held + 0.5))

    def near(self, word: str) -> tuple[str, ...]:
        """The words nearest to one mistyped, best first: one letter off from four letters on, two from eight on."""
        if len(word) < _SHORTEST:
            return ()
        found = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=_allowed(word), limit=40)
        best = min((distance for _, distance, _ in found), default=0)
        ranked = sorted(
            (each[0] != word[0], -self.counts[place], each)
            for each, distance, place in found
            if distance == best and each != word
        )
        return tuple(each for _, _, each in ranked[:_MOST_NEAR])

    def near_beginnings(self, word: str) -> tuple[str, ...]:
        """The beginnings of words that are nearest to the beginning of one, mistyped and broken off."""
        if len(word) < _SHORTEST:
            return ()
        starts = Counter[str]()
        for place in self.beginning_with(word[0]):
            if len(self.words[place]) >= len(word):
                starts[self.words[place][: len(word)]] += self.counts[place]
        choices = list(starts)
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=_allowed(word), limit=40)
        best = min((distance for _, distance, _ in found), default=0)
        ranked = sorted((-starts[each], each) for each, distance, _ in found if distance == best)
        return tuple(each for _, each in ranked[:_MOST_NEAR])


def vocabulary_of(passages: Iterable[TakenApart]) -> Vocabulary:
    """The words of an edition's passages."""
    counts = Counter[str]()
    names = []
    number = 0
    for each in passages:
        number += 1
        counts.update({*each.title, *each.text})
        passage = each.passage
        if passage.kind is PassageKind.TERM and passage.also:
            every = (words_in(name) for name in (passage.title, *passage.also))
            names.append(tuple(dict.fromkeys(name for name in every if name)))
    words = tuple(sorted(counts))
    return Vocabulary(
        passages=number,
        words=words,
        stems=tuple(map(stem, words)),
        counts=tuple(counts[word] for word in words),
        names=tuple(names),
    )


def to_text(vocabulary: Vocabulary) -> str:
    """The stored form."""
    form = {
        "format": _FORMAT,
        "passages": vocabulary.passages,
        "words": " ".join(vocabulary.words),
        "stems": " ".join(vocabulary.stems),
        "counts": vocabulary.counts,
        "names": vocabulary.names,
    }
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def from_text(stored: str) -> Vocabulary:
    """The vocabulary that `to_text` of this version stored."""
    form = json.loads(stored)
    return Vocabulary(
        passages=form["passages"],
        words=tuple(form["words"].split()),
        stems=tuple(form["stems"].split()),
        counts=tuple(form["counts"]),
        names=tuple(tuple(tuple(name) for name in group) for group in form["names"]),
    )


def _allowed(word: str) -> int:
    return 1 if len(word) < 2 * _SHORTEST else 2
