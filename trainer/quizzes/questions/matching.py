"""Matching: to each left side belongs one of the right sides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self, TypeAlias

from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.entries import plain, read_keys, read_why, refuse_twins
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import (
    Arrangement,
    Choice,
    Common,
    Control,
    Question,
    Remark,
    Response,
    Slot,
)
from trainer.yaml_text import Fields, SourceText

_LEFT: Final = "left"
_RIGHT: Final = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A left side with the right side that belongs to it."""

    key: str
    left: SourceText
    right: SourceText
    why: SourceText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A right side that belongs to no left side."""

    key: str
    right: SourceText
    why: SourceText | None


Side: TypeAlias = Pair | Stray


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Each pair earns an equal share. Of pairs whose right sides read the same, either is right.

    There is a slot for each pair, named by its key, and all slots offer all right sides in one order.
    An arrangement holds that order under "right" and the order of the pairs under "left". Where
    nothing is shuffled the right sides stand by the alphabet, since the author's order is the answer.
    """

    type: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    also: tuple[Stray, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        cure = "add 'pairs:' with at least two entries of 'id', 'left', 'right' and 'why'"
        pair_fields, stray_fields = fields.groups("pairs", required=True, cure=cure), fields.groups("also")
        if fields.has("pairs") and len(pair_fields) < 2:
            fields.error("there are fewer than two pairs; add another one", "pairs")
        keys = read_keys((*pair_fields, *stray_fields), {})
        pairs = _read_pairs(pair_fields, keys[: len(pair_fields)])
        also = _read_strays(stray_fields, keys[len(pair_fields) :])
        _refuse_strays_that_fit(pairs, also, fields)
        return cls(common=common, pairs=pairs, also=also) if pairs else None

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        right = sorted(self._sides(), key=lambda side: (plain(side.right), side.key))
        return {
            _LEFT: keys_in_order(self.pairs, random, shuffle=shuffle),
            _RIGHT: keys_in_order(right, random, shuffle=shuffle),
        }

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        sides = in_order(self._sides(), arrangement.get(_RIGHT, ()))
        choices = tuple(Choice(key=side.key, text=side.right) for side in sides)
        return tuple(
            Slot(name=pair.key, control=Control.SELECT, label=pair.left, choices=choices)
            for pair in in_order(self.pairs, arrangement.get(_LEFT, ()))
        )

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        right = sum(self._is_right(pair, response) for pair in self.pairs)
        return Fraction(right, len(self.pairs))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        """One remark on each pair, and after it one on the right side chosen for it where that fits nothing."""
        return tuple(
            remark
            for pair in in_order(self.pairs, arrangement.get(_LEFT, ()))
            for remark in (self._on_pair(pair, response), *self._on_strays(pair, response))
        )

    def texts(self) -> Iterator[SourceText]:
        yield from (pair.left for pair in self.pairs)
        for side in self._sides():
            yield side.right
            if side.why:
                yield side.why

    def keys(self) -> frozenset[str]:
        return frozenset(side.key for side in self._sides())

    def _sides(self) -> tuple[Side, ...]:
        return (*self.pairs, *self.also)

    def _is_right(self, pair: Pair, response: Response) -> bool:
        fitting = {other.key for other in self.pairs if plain(other.right) == plain(pair.right)}
        return any(key in fitting for key in response.keys(pair.key))

    def _on_pair(self, pair: Pair, response: Response) -> Remark:
        return Remark(
            slot=pair.key,
            key=None,
            is_right=self._is_right(pair, response),
            was_chosen=bool(response.keys(pair.key)),
            why=pair.why,
            answer=pair.right,
        )

    def _on_strays(self, pair: Pair, response: Response) -> Iterator[Remark]:
        for stray in self.also:
            if stray.key in response.keys(pair.key):
                yield Remark(slot=pair.key, key=stray.key, is_right=False, was_chosen=True, why=stray.why)


def _read_pairs(entries: Sequence[Fields], keys: Sequence[str]) -> tuple[Pair, ...]:
    lefts = [entry.text("left") for entry in entries]
    refuse_twins(entries, lefts, "left")
    pairs = []
    for entry, key, left in zip(entries, keys, lefts, strict=True):
        right, why = entry.text("right"), read_why(entry)
        entry.finish()
        if left and right:
            pairs.append(Pair(key=key, left=left, right=right, why=why))
    return tuple(pairs)


def _read_strays(entries: Sequence[Fields], keys: Sequence[str]) -> tuple[Stray, ...]:
    strays = []
    for entry, key in zip(entries, keys, strict=True):
        right, why = entry.text("right"), read_why(entry)
        entry.finish()
        if right:
            strays.append(Stray(key=key, right=right, why=why))
    return tuple(strays)


def _refuse_strays_that_fit(pairs: Sequence[Pair], also: Sequence[Stray], fields: Fields) -> None:
    sides: tuple[Side, ...] = (*pairs, *also)
    lines = {plain(side.right): side.right.line for side in reversed(sides)}
    for stray in also:
        line = lines[plain(stray.right)]
        if line != stray.right.line:
            fields.report.error(stray.right.line, f"this says the same as line {line}; change it or leave it out")
