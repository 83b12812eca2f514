"""Drugs and a juice that changed how much swallowed S-ketamine reached the blood of volunteers."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """By which factor the exposure (area under the curve) changed, with what else was seen."""

    id: str
    title: str
    exposure: float
    words: str
    source: str


_ALL: Final = (
    Interaction(
        id="clarithromycin",
        title="Clarithromycin",
        exposure=2.6,
        words="Exposure rose 2.6 times; the measured peak rose 3.6 times, more than this curve shows.",
        source="hagelberg2010",
    ),
    Interaction(
        id="ticlopidine",
        title="Ticlopidine",
        exposure=2.4,
        words="Exposure rose 2.4 times.",
        source="peltoniemi2011",
    ),
    Interaction(
        id="itraconazole",
        title="Itraconazole",
        exposure=1.0,
        words="Exposure did not change.",
        source="peltoniemi2011",
    ),
    Interaction(
        id="grapefruit",
        title="Grapefruit juice",
        exposure=3.0,
        words="Exposure rose 3 times; the measured peak rose 2.1 times, less than this curve shows.",
        source="peltoniemi2012a",
    ),
)

INTERACTIONS: Final = MappingProxyType({interaction.id: interaction for interaction in _ALL})
