"""Tells where somebody stands in a requirement beyond modules, by what was signed and what was seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trainer.curriculum.observing import SeenFact
from trainer.curriculum.requirements.requirement import Evidence, Requirement
from trainer.curriculum.standing import RequirementStanding


def requirement_standing(
    requirement: Requirement,
    evidence: Sequence[Evidence],
    seen: SeenFact | None,
    *,
    completed_at: datetime | None,
    is_excused: bool,
) -> tuple[RequirementStanding, tuple[UUID, ...]]:
    """Where somebody stands, and the signatures by which the requirement is met; evidence of others is left out.

    What was seen and not signed begins a requirement, and never meets one.
    """
    own = [each for each in evidence if each.item == requirement.item]
    reached = requirement.reach(own)
    left = f"{seen.words} {reached.left}" if seen and reached.left and not own else reached.left
    moments = [each.at for each in own] + ([seen.at] if seen else [])
    standing = RequirementStanding(
        item=requirement.item,
        reached=reached.reached,
        asked=reached.asked,
        left="" if completed_at else left,
        valid_until=reached.valid_until,
        last_at=max(moments, default=None),
        completed_at=completed_at,
        is_excused=is_excused,
    )
    return standing, reached.counted
