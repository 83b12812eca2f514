"""The rules of marking by people: whose turn it is, and which marking stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from trainer.quizzes.questions.extended import Extended


class Turn(StrEnum):
    """At which turn an answer was marked. A correction is of whoever marked, and says why."""

    FIRST = "first"
    SECOND = "second"
    DECISION = "decision"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What one person gave an answer: the items of the rubric that it received. Markings stand in their order."""

    marker_id: UUID
    turn: Turn
    received: frozenset[str]


def settled(question: Extended, markings: Sequence[Marking]) -> Marking | None:
    """The marking that stands; None while one is missing, or two differ and nobody has decided."""
    for marking in reversed(markings):
        if marking.turn in (Turn.DECISION, Turn.CORRECTION):
            return marking
    if len(markings) < question.markers or (len(markings) > 1 and differ(question, markings[0], markings[1])):
        return None
    return markings[0]


def next_turn(question: Extended, markings: Sequence[Marking], marker_id: UUID) -> Turn | None:
    """What somebody may do with an answer now; None where it is settled, or a second person is to mark it."""
    if not markings:
        return Turn.FIRST
    if settled(question, markings):
        return None
    if len(markings) == 1:
        return None if markings[0].marker_id == marker_id else Turn.SECOND
    return Turn.DECISION


def may_see(question: Extended, markings: Sequence[Marking]) -> bool:
    """Whether markers see what others gave: never before every one of them has marked."""
    return len(markings) >= question.markers


def differ(question: Extended, one: Marking, other: Marking) -> bool:
    """Whether two markings lie further apart than the question allows."""
    apart = abs(question.points_for(one.received) - question.points_for(other.received))
    return apart > question.may_differ


def part_of(question: Extended, marking: Marking) -> Fraction:
    """The part of the points that a marking gives, from 0 to 1."""
    return question.points_for(marking.received) / question.common.points
