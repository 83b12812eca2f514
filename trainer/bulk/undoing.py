"""Decides what of an import can be taken back, and what stays because somebody went on from it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from trainer.bulk.plan import Act


class Outcome(StrEnum):
    """What becomes of one thing that an import did."""

    TAKEN_BACK = "taken-back"
    STAYS = "stays"


class Reason(StrEnum):
    """Why, or how."""

    LINK_ENDS = "link-ends"
    ROLE_ENDS = "role-ends"
    RESTS = "rests"
    SET_ASIDE = "set-aside"
    GONE = "gone"
    JOINED = "joined"
    BEGUN = "begun"
    DECIDED = "decided"
    IN_USE = "in-use"

    @property
    def words(self) -> str:
        """The reason in a sentence, which holds before undoing and after it."""
        return _WORDS[self]

    @property
    def outcome(self) -> Outcome:
        """Whether this takes something back."""
        return Outcome.STAYS if self in _STAY else Outcome.TAKEN_BACK


_STAY: Final = frozenset({Reason.JOINED, Reason.BEGUN, Reason.DECIDED, Reason.IN_USE})
_WORDS: Final = {
    Reason.LINK_ENDS: "The invitation ends: its link works no more, and a mail that was not sent yet is not sent.",
    Reason.ROLE_ENDS: "The role is taken away.",
    Reason.RESTS: "The enrolment rests: nothing of it is due. The role that came with it is taken away.",
    Reason.SET_ASIDE: "The cohort is set aside under another name, since its rules stay on record.",
    Reason.GONE: "This was taken away by hand already.",
    Reason.JOINED: "Stays: they have joined by the invitation.",
    Reason.BEGUN: "Stays: they have begun the course. A supervisor can let them rest.",
    Reason.DECIDED: "Stays: a supervisor has paused or moved them since.",
    Reason.IN_USE: "Stays: others have come to the cohort, are invited to it, or meet in it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What became since of one thing that an import did.

    `is_there` is whether the role that it gave is held still, or its invitation known; `has_gone_on` whether somebody
    joined, learned, or came to the cohort; `is_decided` whether a supervisor has placed the enrolment since.
    """

    act: Act
    is_there: bool = True
    has_gone_on: bool = False
    is_decided: bool = False


def undo(ground: Ground) -> Reason:
    """What undoing does to it."""
    match ground.act:
        case Act.INVITED:
            if ground.has_gone_on:
                return Reason.JOINED
            return Reason.LINK_ENDS if ground.is_there else Reason.GONE
        case Act.GRANTED:
            return Reason.ROLE_ENDS if ground.is_there else Reason.GONE
        case Act.ENROLLED:
            if ground.has_gone_on:
                return Reason.BEGUN
            return Reason.DECIDED if ground.is_decided else Reason.RESTS
        case Act.MADE:
            return Reason.IN_USE if ground.has_gone_on else Reason.SET_ASIDE
        case Act.THERE:
            return Reason.GONE
        case _:
            assert_never(ground.act)
