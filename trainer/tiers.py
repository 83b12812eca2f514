"""Who may read a reflection: its writer's choice, whatever roles others hold."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from trainer.access import Actor, Permission


class Tier(StrEnum):
    """How far a writer lets a reflection be read, from the narrowest."""

    PRIVATE = "private"
    MENTOR = "mentor"
    PROGRAMME = "programme"

    @property
    def word(self) -> str:
        """The tier as pages name it."""
        return _WORDS[self]

    @property
    def told(self) -> str:
        """Who may read it, as its writer is told."""
        return _TOLD[self]

    @property
    def told_of(self) -> str:
        """Who may read it, as others are told."""
        return _TOLD_OF[self]


_WORDS = {
    Tier.PRIVATE: "Only me",
    Tier.MENTOR: "Supervisors of my cohort",
    Tier.PROGRAMME: "Everybody who supervises this course",
}
_TOLD = {
    Tier.PRIVATE: "only you",
    Tier.MENTOR: "the supervisors of your cohort",
    Tier.PROGRAMME: "everybody who supervises this course",
}
_TOLD_OF = {
    Tier.PRIVATE: "nobody else",
    Tier.MENTOR: "the supervisors of their cohort",
    Tier.PROGRAMME: "everybody who supervises this course",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a reflection belongs: `cohort_then` is its writer's cohort when it was kept, `cohort_id` that of today."""

    writer_id: UUID
    course_id: UUID
    cohort_id: UUID | None
    cohort_then: UUID | None


def may_read(actor: Actor, tier: Tier, place: Place) -> bool:
    """Whether the writer let this person read it.

    Supervisors of a cohort into which somebody moved later were not meant when it was kept. A role for the whole
    course or site makes nobody a supervisor of the cohort.
    """
    if actor.person_id == place.writer_id:
        return True
    match tier:
        case Tier.PRIVATE:
            return False
        case Tier.MENTOR:
            is_same = place.cohort_id is not None and place.cohort_id == place.cohort_then
            return is_same and place.cohort_id is not None and actor.is_named_for(place.cohort_id, Permission.SUPERVISE)
        case Tier.PROGRAMME:
            return actor.may(Permission.SUPERVISE, course_id=place.course_id, cohort_id=place.cohort_id)
    assert_never(tier)
