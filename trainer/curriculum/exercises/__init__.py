"""Exercises that an author places in a module: a file for each kind."""

from types import MappingProxyType
from typing import Final

from trainer.curriculum.exercises.evidence_map import EvidenceMap
from trainer.curriculum.exercises.exercise import Exercise
from trainer.curriculum.exercises.grounding_ladder import GroundingLadder
from trainer.curriculum.exercises.interaction_matrix import InteractionMatrix
from trainer.curriculum.exercises.preparation_checklist import PreparationChecklist
from trainer.curriculum.exercises.safety_plan import SafetyPlan
from trainer.curriculum.exercises.simulator import Simulator
from trainer.curriculum.exercises.touch_agreement import TouchAgreement
from trainer.curriculum.exercises.triage_board import TriageBoard

_ALL: Final[tuple[type[Exercise], ...]] = (
    TriageBoard,
    InteractionMatrix,
    PreparationChecklist,
    GroundingLadder,
    TouchAgreement,
    SafetyPlan,
    EvidenceMap,
    Simulator,
)
KINDS: Final = MappingProxyType({each.kind: each for each in _ALL})
"""Every kind by the word after the fence."""
