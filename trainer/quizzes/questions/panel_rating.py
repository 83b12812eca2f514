"""Panel rating: how near one's ratings of a shown passage come to those of an expert panel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Self

from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.entries import read_keys, read_why, refuse_twins
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

_FEWEST_RATERS = 3
_WIDEST = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The whole numbers from `least` to `most`, with words for both ends."""

    least: int
    most: int
    low: str
    high: str
    line: int

    def choices(self) -> tuple[Choice, ...]:
        """Each number, the ends with their words."""
        ends = {self.least: self.low, self.most: self.high}
        return tuple(
            Choice(key=str(each), text=SourceText(f"{each} ({ends[each]})" if ends.get(each) else f"{each}", self.line))
            for each in range(self.least, self.most + 1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Something to rate, with what each member of the panel gave."""

    key: str
    text: SourceText
    ratings: tuple[int, ...]
    why: SourceText | None
    line: int

    @property
    def middle(self) -> tuple[int, int]:
        """The two middle ratings of the panel; the same one twice where their number is odd."""
        ratings, half = sorted(self.ratings), len(self.ratings) // 2
        return ratings[(len(ratings) - 1) // 2], ratings[half]

    def distance(self, rating: int) -> int:
        """How far a rating lies from the panel's middle ratings, in steps; 0 between them."""
        low, high = self.middle
        return max(low - rating, rating - high, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRating(Question):
    """Each item earns an equal share: all of it at the panel's middle, less by each step away, none at `none_from`.

    A slot is an item, named by its key; a key is a number of the scale.
    """

    type: ClassVar[str] = "panel-rating"
    scale: Scale
    items: tuple[Rated, ...]
    none_from: int
    panel: SourceText

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        scale = _read_scale(fields)
        panel = fields.text("panel", cure="add 'panel: ...' with who rated, how many, and when")
        none_from = fields.integer("none_from", 2, least=1, most=_WIDEST)
        entries = fields.groups("aspects", required=True, cure="add 'aspects:' with what is to be rated")
        if fields.has("aspects") and not entries:
            cure = "add an aspect with 'id', 'text', 'ratings' and 'why'"
            fields.error(f"there is nothing to rate; {cure}", "aspects")
        items = _read_items(entries, scale)
        if scale is None or panel is None or not items:
            return None
        return cls(common=common, scale=scale, items=items, none_from=none_from or 2, panel=panel)

    @property
    def note(self) -> SourceText | None:
        return self.panel

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        choices = self.scale.choices()
        return tuple(
            Slot(name=item.key, control=Control.SELECT, label=item.text, choices=choices) for item in self.items
        )

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        earned = sum((self._earned(item, response) for item in self.items), Fraction(0))
        return earned / len(self.items)

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                slot=item.key,
                key=None,
                is_right=self._earned(item, response) == 1,
                was_chosen=bool(response.keys(item.key)),
                why=item.why,
                answer=_told(item),
            )
            for item in self.items
        )

    def texts(self) -> Iterator[SourceText]:
        yield self.panel
        yield from (choice.text for choice in self.scale.choices())
        for item in self.items:
            yield item.text
            yield _told(item)
            if item.why:
                yield item.why

    def keys(self) -> frozenset[str]:
        return frozenset((*(item.key for item in self.items), *(choice.key for choice in self.scale.choices())))

    def _earned(self, item: Rated, response: Response) -> Fraction:
        rated = response.keys(item.key)
        return max(Fraction(0), 1 - Fraction(item.distance(int(rated[0])), self.none_from)) if rated else Fraction(0)


def _told(item: Rated) -> SourceText:
    low, high = item.middle
    middle = f"{low}" if low == high else f"{low} to {high}"
    ratings = ", ".join(map(str, sorted(item.ratings)))
    return SourceText(f"{middle}, the middle of the panel (its ratings: {ratings})", item.line)


def _read_scale(fields: Fields) -> Scale | None:
    least = fields.integer("least", 1, least=0, most=100)
    most = fields.integer("most", None, least=0, most=100, required=True)
    low, high = fields.words("low", required=False), fields.words("high", required=False)
    if least is None or most is None:
        return None
    if not 2 <= most - least < _WIDEST:
        fields.error(f"a scale has from 3 to {_WIDEST} steps; change 'least' or 'most'", "most")
        return None
    return Scale(least=least, most=most, low=low, high=high, line=fields.line_of("most"))


def _read_items(entries: Sequence[Fields], scale: Scale | None) -> tuple[Rated, ...]:
    texts = [entry.text("text") for entry in entries]
    refuse_twins(entries, texts, "text")
    items = []
    for entry, key, text in zip(entries, read_keys(entries, {}), texts, strict=True):
        ratings, why = _read_ratings(entry, scale), read_why(entry)
        entry.finish()
        if text and ratings:
            items.append(Rated(key=key, text=text, ratings=ratings, why=why, line=entry.line))
    return tuple(items)


def _read_ratings(entry: Fields, scale: Scale | None) -> tuple[int, ...]:
    words = entry.words("ratings", cure="add 'ratings: 5 5 6' with one number of each member of the panel")
    if not re.fullmatch(r"[0-9]{1,3}( +[0-9]{1,3})*", words):
        if words:
            entry.error("'ratings' must be whole numbers with spaces between them, as in 5 5 6", "ratings")
        return ()
    ratings = tuple(map(int, words.split()))
    if scale and any(not scale.least <= each <= scale.most for each in ratings):
        entry.error(f"a rating lies outside the scale from {scale.least} to {scale.most}; change it", "ratings")
        return ()
    if len(ratings) < _FEWEST_RATERS:
        entry.error(f"a panel has at least {_FEWEST_RATERS} members; add their ratings", "ratings")
        return ()
    return ratings
