"""Where curves and their bands stand in a chart of 400 by 300."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from trainer.kinetics.curve import MINUTES, Curve

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 388.0, 24.0, 252.0
_EVERY: Final = 4
"""Minutes between points: no line bends more in between than a reader could see."""
_REPORTED: Final = (50.0, 200.0)
"""Between these (ng/mL) ten volunteers reported the more, the higher a steady concentration was (Bowdle 1998)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A curve: the points of the line, the outline of its band, its metabolite, and where its number stands."""

    number: int
    points: str
    band: str
    metabolite: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis."""

    label: str
    place: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart; `reported` is top and height of the range that volunteers reported on, None where it is out of place."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    reported: tuple[float, float] | None


def chart(curves: Sequence[Curve]) -> Chart:
    """Curves side by side on one scale, which begins at 0 and holds every band."""
    highest = max(chain((1.0,), *((*curve.band.high, *curve.metabolite) for curve in curves)))
    step = _step(highest)
    most = step * -(-highest // step)
    is_infused = any(curve.scenario.route == "intravenous" for curve in curves)
    low, high = (_y(each, most) for each in _REPORTED)
    return Chart(
        lines=tuple(_line(number, curve, most) for number, curve in enumerate(curves, start=1)),
        across=tuple(Tick(label=str(minute), place=_x(minute)) for minute in range(0, MINUTES + 1, 60)),
        up=tuple(
            Tick(label=f"{step * number:g}", place=_y(step * number, most)) for number in range(round(most / step) + 1)
        ),
        reported=(high, low - high) if is_infused and most >= _REPORTED[1] else None,
    )


def _step(highest: float) -> float:
    """The distance of marks that gives at most six of them."""
    return next(step for step in (1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0) if highest <= 5 * step)


def _line(number: int, curve: Curve, most: float) -> Line:
    outline = chain(_points(curve.band.high, most), reversed(list(_points(curve.band.low, most))))
    return Line(
        number=number,
        points=" ".join(_points(curve.typical, most)),
        band=" ".join(outline),
        metabolite=" ".join(_points(curve.metabolite, most)),
        x=_x(curve.peak_at),
        y=max(_TOP, _y(curve.peak, most)),
    )


def _points(values: Sequence[float], most: float) -> Iterable[str]:
    peak = values.index(max(values)) if values else 0
    minutes = sorted({*range(0, len(values), _EVERY), *([peak] if values else [])})
    return (f"{_x(minute):g},{_y(values[minute], most):g}" for minute in minutes)


def _x(minute: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * minute / MINUTES, 1)


def _y(value: float, most: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * value / most, 1)
