"""What an import did is taken back unless somebody went on from it."""

import pytest

from trainer.bulk.plan import Act
from trainer.bulk.undoing import Ground, Outcome, Reason, undo


@pytest.mark.parametrize(
    ("ground", "reason", "outcome"),
    [
        (Ground(act=Act.INVITED), Reason.LINK_ENDS, Outcome.TAKEN_BACK),
        (Ground(act=Act.INVITED, is_there=False), Reason.GONE, Outcome.TAKEN_BACK),
        (Ground(act=Act.INVITED, is_there=False, has_gone_on=True), Reason.JOINED, Outcome.STAYS),
        (Ground(act=Act.GRANTED), Reason.ROLE_ENDS, Outcome.TAKEN_BACK),
        (Ground(act=Act.GRANTED, is_there=False), Reason.GONE, Outcome.TAKEN_BACK),
        (Ground(act=Act.ENROLLED), Reason.RESTS, Outcome.TAKEN_BACK),
        (Ground(act=Act.ENROLLED, has_gone_on=True), Reason.BEGUN, Outcome.STAYS),
        (Ground(act=Act.ENROLLED, is_decided=True), Reason.DECIDED, Outcome.STAYS),
        (Ground(act=Act.MADE), Reason.SET_ASIDE, Outcome.TAKEN_BACK),
        (Ground(act=Act.MADE, has_gone_on=True), Reason.IN_USE, Outcome.STAYS),
    ],
)
def test_what_undoing_does_follows_from_what_became_of_it(ground: Ground, reason: Reason, outcome: Outcome) -> None:
    assert undo(ground) is reason
    assert reason.outcome is outcome


def test_what_stays_says_so_first() -> None:
    assert all(reason.words.startswith("Stays: ") is (reason.outcome is Outcome.STAYS) for reason in Reason)
