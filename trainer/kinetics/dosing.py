"""How a published dose enters the body."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Infused:
    """Into a vein, evenly over `minutes`; `mg` of ketamine base."""

    mg: float
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorbed:
    """From one depot: a fraction of the dose, at `rate` per minute, after `lag` minutes.

    The depot fills evenly over `filling` minutes where that is not 0.
    """

    mg: float
    fraction: float
    rate: float
    lag: float = 0.0
    filling: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprayed:
    """Into the nose: a fraction passes there, the rest is swallowed."""

    mg: float
    fraction: float


Dosing: TypeAlias = Infused | Absorbed | Sprayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """By which factors somebody differs from the typical adult of a model."""

    clearance: float = 1.0
    volume: float = 1.0
    fraction: float = 1.0
    rate: float = 1.0

    def absorbed(self, fraction: float) -> float:
        """The fraction of a dose that this person absorbs; nobody absorbs more than all of it."""
        return min(1.0, fraction * self.fraction)


TYPICAL = Person()
