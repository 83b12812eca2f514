"""What a scenario is: a dose of a published study, and the models that follow it."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.kinetics.dosing import Dosing
from trainer.kinetics.model import Model
from trainer.kinetics.variability import LEAST, Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A model with the dose as it enters there; `note` says what was taken for that."""

    model: Model
    dosing: Dosing
    spread: Spread = LEAST
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a study found, in words, with the keys of its publications."""

    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A published dose that is never changed: no weight, no other dose.

    `setups` are by name, the default first; `is_swallowed` tells whether what changes drugs in the gut and the liver
    can be shown.
    """

    id: str
    route: str
    title: str
    setups: Mapping[str, Setup]
    measured: tuple[Measured, ...]
    is_swallowed: bool = False

    @property
    def default(self) -> str:
        """The name of the setup that is drawn unless another is asked for."""
        return next(iter(self.setups))
