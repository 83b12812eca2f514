"""A competency that was seen and not signed is in progress, and the words say how often it was seen."""

from uuid import UUID

import pytest

from tests.support.clinic import after, enrolment_of
from tests.support.observed_clinic import ask_for_competencies, observed, second_supervisor
from trainer.access import Actor
from trainer.actions.folding import verify
from trainer.actions.observing import rate_second, withdraw_encounter
from trainer.queries.requirements import own_requirements
from trainer.storage.database import Database

CONSENT = "Not signed off yet; a supervisor signs level 3 (independent) in 2 separate encounters."
PRESENCE = "Not signed off yet; a supervisor signs level 2 (safe with prompting)."


@pytest.fixture
def practising(clinic: Database) -> Database:
    return ask_for_competencies(clinic)


@pytest.fixture
def marens(practising: Database, maren: Actor) -> UUID:
    return enrolment_of(practising, maren)


def states(database: Database, person: Actor) -> list[tuple[str, str]]:
    """The state of consent and of presence with what is left; stored standings are what a new fold gives."""
    assert list(verify(database, after(days=5))) == []
    with database.reading() as session:
        page = own_requirements(session, database, person, "care", after(days=5))
    return [(row.state.word, row.left) for group in page.groups for row in group.rows]


def test_what_nobody_saw_is_not_started(practising: Database, maren: Actor) -> None:
    assert states(practising, maren) == [("not started", CONSENT), ("not started", PRESENCE)]


def test_what_was_seen_once_is_in_progress_and_what_was_not_seen_in_it_is_not(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    observed(practising, sven, marens)
    assert states(practising, maren) == [("in progress", f"Observed once. {CONSENT}"), ("not started", PRESENCE)]


def test_two_encounters_are_counted(practising: Database, sven: Actor, maren: Actor, marens: UUID) -> None:
    observed(practising, sven, marens)
    observed(practising, sven, marens, level_presence="1")
    assert states(practising, maren) == [
        ("in progress", f"Observed 2 times. {CONSENT}"),
        ("in progress", f"Observed once. {PRESENCE}"),
    ]


def test_nothing_is_told_of_an_encounter_before_its_second_observer_has_rated(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    ruth = second_supervisor(practising)
    encounter_id, _ = observed(practising, sven, marens, second=str(ruth.person_id))
    assert states(practising, maren)[0] == ("not started", CONSENT)

    rate_second(practising, ruth, encounter_id, {"level-consent": "2", "level-presence": "0"}, after(days=2))
    assert states(practising, maren)[0] == ("in progress", f"Observed once. {CONSENT}")


def test_an_encounter_that_was_withdrawn_was_not_seen(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens)
    withdraw_encounter(practising, sven, encounter_id, "Somebody else's.", after(days=2))
    assert states(practising, maren)[0] == ("not started", CONSENT)
