"""Which curves somebody asked to see side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from trainer.kinetics.interactions import INTERACTIONS
from trainer.kinetics.scenarios import SCENARIOS

MOST: Final = 4
"""Curves that one chart can show and somebody can still tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A scenario with a model, and with what changes it where something does."""

    scenario_id: str
    name: str
    interaction_id: str | None = None

    def __str__(self) -> str:
        """As it stands in an address."""
        return "/".join(filter(None, (self.scenario_id, self.name, self.interaction_id)))


def every_choice() -> tuple[Choice, ...]:
    """All that can be drawn without an interaction, in the order of the scenarios."""
    return tuple(
        Choice(scenario_id=scenario.id, name=name) for scenario in SCENARIOS.values() for name in scenario.setups
    )


def read_choice(text: str) -> Choice | None:
    """What `str` of a choice wrote; the model may be left out. None for what there is not."""
    scenario_id, _, rest = text.partition("/")
    name, _, interaction_id = rest.partition("/")
    scenario = SCENARIOS.get(scenario_id)
    if scenario is None or (name and name not in scenario.setups):
        return None
    if interaction_id and (interaction_id not in INTERACTIONS or not scenario.is_swallowed):
        return None
    return Choice(scenario_id=scenario_id, name=name or scenario.default, interaction_id=interaction_id or None)


def read_choices(texts: Iterable[str]) -> tuple[Choice, ...]:
    """The choices among texts from an address, each once; what there is not is passed over."""
    return tuple(dict.fromkeys(choice for choice in map(read_choice, texts) if choice))
