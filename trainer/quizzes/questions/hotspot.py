"""Hotspot: one of several marked regions of a figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.entries import read_keys, read_why, refuse_twins
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import (
    Area,
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

_SLOT: Final = "choice"
_AT: Final = re.compile(r"[0-9]{1,3}( [0-9]{1,3}){3}")
_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A rectangle of the figure, how it is described to whoever does not see it, whether it is right, and why."""

    key: str
    text: SourceText
    area: Area
    correct: bool
    why: SourceText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Question):
    """The right region earns all points. Regions are numbered in the order in which an attempt shows them.

    They can be chosen in the figure or in the list beside it, which says of each number where it lies.
    """

    type: ClassVar[str] = "hotspot"
    figure: SourceText
    regions: tuple[Region, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        cure = "add 'figure: '![what it shows](../curriculum/figures/NAME.svg)'' with a figure of the course"
        figure = fields.text("figure", cure=cure)
        if figure and not re.match(r"!\[[^\]]+\]\([^)]+\)$", figure.text):
            fields.error(f"this is no figure on its own with words for who does not see it; {cure}", "figure")
        entries = fields.groups("regions", required=True, cure="add 'regions:' with at least two entries below")
        if fields.has("regions") and not 2 <= len(entries) <= _MOST:
            fields.error(f"a figure has from two to {_MOST} regions; change their number", "regions")
        regions = _read_regions(entries)
        right = [region for region in regions if region.correct]
        if regions and len(right) != 1:
            fields.error("exactly one region is right; write 'correct: true' at one", "regions")
        return cls(common=common, figure=figure, regions=regions) if figure and regions else None

    @property
    def note(self) -> SourceText | None:
        return self.figure

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {_SLOT: keys_in_order(self.regions, random, shuffle=shuffle)}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        regions = in_order(self.regions, arrangement.get(_SLOT, ()))
        choices = tuple(Choice(key=region.key, text=region.text, area=region.area) for region in regions)
        return (Slot(name=_SLOT, control=Control.RADIO, choices=choices),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        right = {region.key for region in self.regions if region.correct}
        return Fraction(any(key in right for key in response.keys(_SLOT)))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        chosen = response.keys(_SLOT)
        return tuple(
            Remark(
                slot=_SLOT,
                key=region.key,
                is_right=region.correct,
                was_chosen=region.key in chosen,
                why=region.why,
            )
            for region in in_order(self.regions, arrangement.get(_SLOT, ()))
        )

    def texts(self) -> Iterator[SourceText]:
        yield self.figure
        for region in self.regions:
            yield region.text
            if region.why:
                yield region.why

    def keys(self) -> frozenset[str]:
        return frozenset(region.key for region in self.regions)


def _read_regions(entries: Sequence[Fields]) -> tuple[Region, ...]:
    texts = [
        entry.text("text", cure="add 'text: ...' with where it lies, for who does not see it") for entry in entries
    ]
    refuse_twins(entries, texts, "text")
    regions = []
    for entry, key, text in zip(entries, read_keys(entries, {}), texts, strict=True):
        area, correct, why = _read_area(entry), entry.yes_no("correct", False) or False, read_why(entry)
        entry.finish()
        if text and area:
            regions.append(Region(key=key, text=text, area=area, correct=correct, why=why))
    return tuple(regions)


def _read_area(entry: Fields) -> Area | None:
    cure = "write left, top, width and height in per cent of the figure, as in 'at: 10 20 30 15'"
    words = entry.words("at", cure=f"add 'at:'; {cure}")
    if not words:
        return None
    numbers = tuple(map(int, words.split())) if _AT.fullmatch(words) else ()
    if len(numbers) != 4:
        entry.error(f"'{words}' is no place in the figure; {cure}", "at")
        return None
    left, top, width, height = numbers
    if width < 1 or height < 1 or left + width > 100 or top + height > 100:
        entry.error(f"the region '{words}' reaches beyond the figure or has no size; {cure}", "at")
        return None
    return Area(left=left, top=top, width=width, height=height)
