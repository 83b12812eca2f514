"""Ordering: items to bring into their right order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

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

_ITEMS: Final = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One step of the order."""

    key: str
    text: SourceText
    why: SourceText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """The share of items that stand at their right place.

    A slot is a place ("1", "2", ...), and each offers all items in one order, which an arrangement
    holds under "items". Shuffled items never stand in the right order; items that are not shuffled
    stand by the alphabet, since the author's order is the answer.
    """

    type: ClassVar[str] = "ordering"
    items: tuple[Item, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        cure = "add 'items:' with at least two entries below, in the right order"
        entries = fields.groups("items", required=True, cure=cure)
        if fields.has("items") and len(entries) < 2:
            fields.error("there are fewer than two items; add another one", "items")
        keys = read_keys(entries, {})
        texts = [entry.text("text") for entry in entries]
        refuse_twins(entries, texts, "text")
        items = []
        for entry, key, text in zip(entries, keys, texts, strict=True):
            why = read_why(entry)
            entry.finish()
            if text:
                items.append(Item(key=key, text=text, why=why))
        return cls(common=common, items=tuple(items)) if items else None

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        by_alphabet = sorted(self.items, key=lambda item: (plain(item.text), item.key))
        keys = keys_in_order(by_alphabet, random, shuffle=shuffle)
        if shuffle and keys == tuple(item.key for item in self.items):
            keys = (*keys[1:], keys[0])
        return {_ITEMS: keys}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        items = in_order(self.items, arrangement.get(_ITEMS, ()))
        choices = tuple(Choice(key=item.key, text=item.text) for item in items)
        return tuple(Slot(name=place, control=Control.SELECT, choices=choices) for place, _ in self._places())

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        response = choose(values, self.slots({}))
        if isinstance(response, str):
            return response
        placed = [key for _, keys in response.chosen for key in keys]
        if len(placed) > len(set(placed)):
            return "One item stands in two places; choose each item once."
        return response

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        right = sum(item.key in response.keys(place) for place, item in self._places())
        return Fraction(right, len(self.items))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                slot=place,
                key=None,
                is_right=item.key in response.keys(place),
                was_chosen=bool(response.keys(place)),
                why=item.why,
                answer=item.text,
            )
            for place, item in self._places()
        )

    def texts(self) -> Iterator[SourceText]:
        for item in self.items:
            yield item.text
            if item.why:
                yield item.why

    def keys(self) -> frozenset[str]:
        return frozenset(item.key for item in self.items)

    def _places(self) -> Iterator[tuple[str, Item]]:
        return ((str(place), item) for place, item in enumerate(self.items, start=1))
