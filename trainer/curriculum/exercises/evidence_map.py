"""Trials side by side: how large, against what, how blind, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import element
from trainer.curriculum.exercises.exercise import Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText

_COLUMNS: Final = ("trial", "size", "control", "blinding", "result")
_SAY: Final = "add '{}: ...'; where it is not known, say so"
_WIDTH: Final = 25
"""Characters of a drawn interval."""


@dataclass(frozen=True, slots=True)
class Scale:
    """On which intervals are drawn: what is measured, its ends, and where there is no difference."""

    label: SourceText
    low: Decimal
    high: Decimal
    none: Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its interval."""

    at: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Trial:
    """The cells of a trial, and its numbers where the author gives some."""

    cells: tuple[SourceText, ...]
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMap(Exercise):
    """Trials, and the scale where numbers are drawn."""

    kind: ClassVar[str] = "evidence-map"
    noun: ClassVar[str] = "Evidence map"
    has_script: ClassVar[bool] = False
    does: ClassVar[str] = "Trials side by side: size, control, blinding, result."
    sample: ClassVar[str] = """\
title: What the trials found
trials:
  - trial: Authors, year, with the source
    size: '30'
    control: Placebo
    blinding: Patients and raters
    result: What came of it, in words.
"""

    trials: tuple[Trial, ...]
    scale: Scale | None

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read trials and scale; an interval needs a scale that holds it."""
        scale = _scale(fields)
        trials = []
        for each in some_groups(fields, "trials", 1, 40, "trials"):
            cells = (
                each.text("trial", cure=_SAY.format("trial")),
                each.text("size", cure=_SAY.format("size")),
                each.text("control", cure=_SAY.format("control")),
                each.text("blinding", cure=_SAY.format("blinding")),
                each.text("result", cure=_SAY.format("result")),
            )
            interval = _interval(each, scale)
            each.finish()
            trials.append(Trial(tuple(cell for cell in cells if cell), interval))
        return cls(trials=tuple(trials), scale=scale)

    def elements(self, setter: Setter) -> Iterable[Element]:
        """A table; where a trial has numbers they are drawn in a column of their own."""
        heads = element("tr", *(element("th", column.capitalize(), scope="col") for column in _COLUMNS))
        if self.scale:
            heads.append(setter.typeset("th", self.scale.label, scope="col"))
        body = element("tbody")
        for trial in self.trials:
            first, *others = trial.cells
            row = element("tr", setter.typeset("th", first, scope="row"))
            row.extend(setter.typeset("td", cell) for cell in others)
            if self.scale:
                row.append(_cell(trial.interval, self.scale))
            body.append(row)
        yield element("table", element("thead", heads), body)


def _cell(interval: Interval | None, scale: Scale) -> Element:
    if interval is None:
        return element("td", "no interval here")
    words = f"{interval.at} ({interval.low} to {interval.high})"
    return element(
        "td", element("span", drawn(interval, scale), class_="interval", role="img", aria_label=words), words
    )


def drawn(interval: Interval, scale: Scale) -> str:
    """An interval in characters: its ends, its estimate, and the line of no difference."""
    low, at, high, none = (_place(each, scale) for each in (interval.low, interval.at, interval.high, scale.none))
    characters = [" "] * _WIDTH
    characters[none] = "┊"
    characters[low : high + 1] = ["┼" if place == none else "─" for place in range(low, high + 1)]
    characters[low], characters[high], characters[at] = "├", "┤", "●"
    return "".join(characters).replace(" ", "\u2007")


def _place(value: Decimal, scale: Scale) -> int:
    share = (value - scale.low) / (scale.high - scale.low)
    return int(share * (_WIDTH - 1) + Decimal("0.5"))


def _scale(fields: Fields) -> Scale | None:
    group = fields.group("scale")
    if group is None:
        return None
    label, low, high, none = group.text("label"), group.number("low"), group.number("high"), group.number("none")
    group.finish()
    if label is None or low is None or high is None or none is None:
        return None
    if not low <= none <= high or low == high:
        group.error("'low', 'none' and 'high' must stand in this order on the scale; change them")
        return None
    return Scale(label, low, high, none)


def _interval(fields: Fields, scale: Scale | None) -> Interval | None:
    group = fields.group("interval")
    if group is None:
        return None
    at, low, high = group.number("at"), group.number("low"), group.number("high")
    group.finish()
    if at is None or low is None or high is None:
        return None
    if scale is None:
        fields.error("an interval needs a scale; add 'scale:' with 'label', 'low', 'high' and 'none'", "interval")
    elif not scale.low <= low <= at <= high <= scale.high:
        fields.error("'low', 'at' and 'high' must stand in this order, within the scale; change them", "interval")
    else:
        return Interval(at, low, high)
    return None
