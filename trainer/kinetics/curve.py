"""The curve of a scenario by one of its models, with its band."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from trainer.kinetics.compartments import concentrations
from trainer.kinetics.dosing import TYPICAL
from trainer.kinetics.interactions import INTERACTIONS, Interaction
from trainer.kinetics.model import CENTRAL, METABOLITE
from trainer.kinetics.scenario import Scenario, Setup
from trainer.kinetics.scenarios import SCENARIOS
from trainer.kinetics.variability import Band, band, persons

MINUTES: Final = 240
"""How long every curve is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Nanograms per millilitre at each whole minute from 0 on: of the typical adult, and the band around it.

    `metabolite` is empty where the model follows none.
    """

    scenario: Scenario
    name: str
    typical: tuple[float, ...]
    band: Band
    metabolite: tuple[float, ...]
    interaction: Interaction | None = None

    @property
    def setup(self) -> Setup:
        """The model with the dose."""
        return self.scenario.setups[self.name]

    @property
    def peak(self) -> float:
        """The highest concentration of the typical adult."""
        return max(self.typical)

    @property
    def peak_at(self) -> int:
        """The minute of the peak."""
        return self.typical.index(self.peak)


def curve(scenario_id: str, name: str | None = None, interaction_id: str | None = None) -> Curve:
    """The curve of a scenario, by its default model unless one is named.

    An interaction multiplies the concentrations by the measured change of exposure: no more of it was published.
    Raises KeyError for what there is not, and for an interaction where nothing is swallowed.
    """
    scenario = SCENARIOS[scenario_id]
    plain = _curve(scenario_id, name or scenario.default)
    if interaction_id is None:
        return plain
    if not scenario.is_swallowed:
        raise KeyError(interaction_id)
    return _changed(plain, INTERACTIONS[interaction_id])


@lru_cache(maxsize=32)
def _curve(scenario_id: str, name: str) -> Curve:
    scenario = SCENARIOS[scenario_id]
    setup = scenario.setups[name]
    typical = setup.model.system(setup.dosing, TYPICAL)
    return Curve(
        scenario=scenario,
        name=name,
        typical=concentrations(typical, CENTRAL, MINUTES),
        band=band(
            [
                concentrations(setup.model.system(setup.dosing, person), CENTRAL, MINUTES)
                for person in persons(setup.spread)
            ]
        ),
        metabolite=concentrations(typical, METABOLITE, MINUTES) if setup.model.metabolite else (),
    )


def _changed(plain: Curve, interaction: Interaction) -> Curve:
    factor = interaction.exposure
    return replace(
        plain,
        typical=tuple(each * factor for each in plain.typical),
        band=Band(
            low=tuple(each * factor for each in plain.band.low),
            median=tuple(each * factor for each in plain.band.median),
            high=tuple(each * factor for each in plain.band.high),
        ),
        metabolite=(),
        interaction=interaction,
    )
