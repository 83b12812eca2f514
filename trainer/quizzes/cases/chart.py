"""Lays out how the measures on a monitor went over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trainer.quizzes.cases.case import Measure
from trainer.quizzes.cases.playing import Moment

WIDTH: Final = 360
HEIGHT: Final = 116
LEFT, RIGHT, TOP, BOTTOM = 44, 312, 14, 82
_APART: Final = 17
"""How far the values at the end of two lines stand apart, so that both can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measure's line; `points` are an SVG polyline's; `x`, `y` its end, with its value beside it at `label_y`."""

    label: str
    points: str
    x: float
    y: float
    value: int
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The measures of one unit over the same time; `ticks` are numbers with their heights, `times` minutes."""

    unit: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[int, float], ...]
    times: tuple[tuple[int, float], ...]


def strips(measures: Sequence[Measure], moments: Sequence[Moment]) -> tuple[Strip, ...]:
    """A strip for each unit, in the order of the measures."""
    units: dict[str, list[Measure]] = {}
    for measure in measures:
        units.setdefault(measure.unit or measure.id, []).append(measure)
    return tuple(_strip(together, moments) for together in units.values())


def _strip(measures: Sequence[Measure], moments: Sequence[Moment]) -> Strip:
    values = [moment.state[measure.id] for measure in measures for moment in moments]
    low, high = min(values) // 10 * 10, -(-max(values) // 10) * 10
    high = max(high, low + 10)
    first, last = moments[0].clock, moments[-1].clock

    def across(clock: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((clock - first) / (last - first) if last > first else 1), 1)

    def up(value: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    lines = tuple(
        Line(
            label=measure.label,
            points=" ".join(f"{across(each.clock)},{up(each.state[measure.id])}" for each in moments),
            x=across(last),
            y=up(moments[-1].state[measure.id]),
            value=moments[-1].state[measure.id],
            label_y=up(moments[-1].state[measure.id]),
        )
        for measure in measures
    )
    times = ((first, across(first)), (last, across(last))) if last > first else ((last, across(last)),)
    return Strip(unit=measures[0].unit, lines=_apart(lines), ticks=((low, up(low)), (high, up(high))), times=times)


def _apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines in their order, with the values at their ends moved so that none covers another."""
    moved: dict[str, float] = {}
    lowest = float("-inf")
    for line in sorted(lines, key=lambda line: line.y):
        lowest = max(line.y, lowest + _APART)
        moved[line.label] = lowest
    return tuple(
        Line(label=line.label, points=line.points, x=line.x, y=line.y, value=line.value, label_y=moved[line.label])
        for line in lines
    )
