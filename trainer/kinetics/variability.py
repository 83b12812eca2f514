"""How far people differ: drawn persons, and the range that their curves make."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist
from typing import Final

from trainer.kinetics.dosing import Person

DRAWN: Final = 300
"""Persons behind each band."""
_SEED: Final = 1981
"""Fixed, so that everybody sees the same band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Coefficients of variation, of log-normal and independent factors.

    Clearance and volume follow what studies report at the least. Those of the fraction absorbed and its rate are
    choices made for teaching, guided by the deviations that studies give.
    """

    clearance: float = 0.25
    volume: float = 0.30
    fraction: float = 0.0
    rate: float = 0.0


LEAST: Final = Spread()
"""What a band holds at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The 5th, 50th and 95th percentile at each whole minute."""

    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]


def persons(spread: Spread) -> Iterator[Person]:
    """As many persons as are drawn, always the same: each factor in even steps of its distribution, combined by chance.

    Even steps (a Latin hypercube) give steadier percentiles than as many free draws.
    """
    random = Random(_SEED)  # noqa: S311 (a band keeps no secret)
    factors = [
        _factors(variation, random) for variation in (spread.clearance, spread.volume, spread.fraction, spread.rate)
    ]
    for clearance, volume, fraction, rate in zip(*factors, strict=True):
        yield Person(clearance=clearance, volume=volume, fraction=fraction, rate=rate)


def _factors(variation: float, random: Random) -> Sequence[float]:
    if not variation:
        return [1.0] * DRAWN
    normal = NormalDist(0, math.sqrt(math.log(1 + variation**2)))
    factors = [math.exp(normal.inv_cdf((place + 0.5) / DRAWN)) for place in range(DRAWN)]
    random.shuffle(factors)
    return factors


def band(curves: Sequence[Sequence[float]]) -> Band:
    """The range of curves that have the same minutes."""
    at_each = [sorted(values) for values in zip(*curves, strict=True)]
    return Band(
        low=tuple(_percentile(values, 0.05) for values in at_each),
        median=tuple(_percentile(values, 0.50) for values in at_each),
        high=tuple(_percentile(values, 0.95) for values in at_each),
    )


def _percentile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, in proportion (the definition that spreadsheets use)."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
