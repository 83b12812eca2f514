"""Suggests what somebody may mean while they type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.searching_words import words_in

MOST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be suggested: by its label, or by other names. `words` are those of all its names, folded."""

    kind: str
    key: str
    place: str
    label: str
    words: tuple[tuple[str, ...], ...]


def candidate(kind: str, key: str, place: str, label: str, also: Sequence[str] = ()) -> Candidate:
    """A candidate with its names taken apart."""
    names = tuple(words_in(name) for name in (label, *also))
    return Candidate(kind=kind, key=key, place=place, label=label, words=tuple(name for name in names if name))


def suggest(typed: str, candidates: Iterable[Candidate], most: int = MOST) -> tuple[Candidate, ...]:
    """The candidates in one of whose names each typed word begins a word.

    Names that begin with what is typed come first; else candidates stay in their order. None for nothing typed.
    """
    words = words_in(typed)
    if not words:
        return ()
    ranked = []
    for place, each in enumerate(candidates):
        rank = min((rank for name in each.words if (rank := _rank(name, words)) is not None), default=None)
        if rank is not None:
            ranked.append((rank, place, each))
    ranked.sort(key=lambda item: item[:2])
    return tuple(each for _, _, each in ranked[:most])


def _rank(name: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    if not all(any(each.startswith(word) for each in name) for word in words):
        return None
    begins = name[: len(words) - 1] == words[:-1] and name[len(words) - 1 :][:1]
    return 0 if begins and begins[0].startswith(words[-1]) else 1
