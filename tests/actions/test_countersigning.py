"""Supervisors countersign entries one by one, or return them; only what is countersigned counts."""

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, DORA, IDA, ILSE, actor_of, after, enrolment_of
from tests.support.practicum import (
    CONSULTED,
    OBSERVED,
    ask_for_practicum,
    code_for,
    consulted,
    enter,
    entries,
    observed,
)
from trainer.access import Actor
from trainer.actions import countersigning, withdrawing
from trainer.actions.folding import verify
from trainer.curriculum.ledger_sums import EntryState
from trainer.curriculum.standing import RequirementStanding
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.signing_off import SignOff
from trainer.storage.standings import stored_standings


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for practicum."""
    return ask_for_practicum(clinic)


def sign(database: Database, actor: Actor, entry_id: object, *, words: str = "", seen: int = 0) -> None:
    countersigning.countersign(database, actor, entry_id, words, seen, after(hours=5))  # type: ignore[arg-type]  # an id


def standing(database: Database, actor: Actor, item: str) -> RequirementStanding:
    assert list(verify(database, after(days=1))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=1).today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    assert stored is not None
    return stored.requirement(item)


def signatures(database: Database) -> list[tuple[str, int]]:
    with database.reading() as session:
        rows = session.execute(select(SignOff.decision, SignOff.number).order_by(SignOff.at, SignOff.number))
        return [(row.decision, row.number) for row in rows]


def test_an_entry_counts_once_it_is_countersigned(asked: Database, maren: Actor, sven: Actor) -> None:
    client = code_for(asked, maren)
    first = enter(asked, maren, observed(client, sven))
    second = enter(asked, maren, observed(client, sven, route="intravenous"))
    assert standing(asked, maren, OBSERVED).left == ("0 of 2 are countersigned; 2 further routes to be seen.")

    sign(asked, sven, first)
    assert standing(asked, maren, OBSERVED).left == "1 of 2 is countersigned; 1 further route to be seen."
    sign(asked, sven, second)
    reached = standing(asked, maren, OBSERVED)
    assert (reached.left, reached.reached, reached.completed_at) == ("", 2, after(hours=5).at)
    with asked.reading() as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.actor_id == sven.person_id)).all()
    assert events.count("record:sign-off:accepted") == 2


def test_hours_add_up_over_entries(asked: Database, maren: Actor, sven: Actor) -> None:
    for minutes in ("45", "15"):
        sign(asked, sven, enter(asked, maren, consulted(sven, minutes=minutes)))
    reached = standing(asked, maren, CONSULTED)
    assert (reached.reached, reached.asked, reached.left) == (60, 60, "")


def test_a_double_click_signs_once_and_another_supervisor_is_told(asked: Database, maren: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    sign(asked, sven, entry_id, words="Well kept.")
    sign(asked, sven, entry_id, words="Well kept.")
    ada = actor_of(asked, ADA)
    with pytest.raises(Stale, match="Sven was here first: countersigned"):
        sign(asked, ada, entry_id)
    with pytest.raises(Stale, match="Sven was here first"):
        countersigning.give_back(asked, ada, entry_id, "No.", 0, after(hours=6))
    assert signatures(asked) == [("accepted", 1)]
    assert entries(asked, maren)[0].decisions[0].words == "Well kept."


def test_to_return_needs_words_and_counts_nothing(asked: Database, maren: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    for words in (" \n", "x" * 2001):
        with pytest.raises(Invalid):
            countersigning.give_back(asked, sven, entry_id, words, 0, after(hours=5))
    countersigning.give_back(asked, sven, entry_id, "Which hour was this?", 0, after(hours=5))

    assert entries(asked, maren)[0].state is EntryState.RETURNED
    assert standing(asked, maren, CONSULTED).left == "0 of 1 hour are countersigned."
    with pytest.raises(Stale):
        sign(asked, sven, entry_id, seen=1)


def test_a_signature_that_was_taken_back_leaves_the_entry_waiting_again(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    sign(asked, sven, entry_id)
    [signed] = entries(asked, maren)[0].decisions
    withdrawing.withdraw_sign_off(asked, sven, signed.id, "It was another hour.", False, after(hours=7))

    row = entries(asked, maren)[0]
    assert (row.state, row.decisions[-1].words) == (EntryState.TAKEN_BACK, "It was another hour.")
    assert standing(asked, maren, CONSULTED).completed_at is None
    sign(asked, sven, entry_id, seen=2)
    assert entries(asked, maren)[0].state is EntryState.COUNTERSIGNED
    assert standing(asked, maren, CONSULTED).left == ""


def test_who_does_not_supervise_the_cohort_learns_nothing(asked: Database, maren: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    for address in (DORA, ILSE, IDA):
        with pytest.raises(NotFound):
            sign(asked, actor_of(asked, address), entry_id)
    with pytest.raises(NotFound):
        sign(asked, maren, entry_id)
    with pytest.raises(NotFound):
        sign(asked, sven, sven.person_id)
    assert signatures(asked) == []


def test_nobody_countersigns_their_own_entry(asked: Database, maren: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    both = Actor(person_id=maren.person_id, name=maren.name, roles=maren.roles + sven.roles)
    with pytest.raises(NotAllowed, match="Nobody signs for themselves"):
        sign(asked, both, entry_id)
