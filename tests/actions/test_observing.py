"""Supervisors record encounters and rate them, the second one without seeing the first's ratings."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.support.clinic import DORA, actor_of, after, enrolment_of
from tests.support.observed_clinic import (
    CONSENT,
    PRESENCE,
    ask_for_competencies,
    encounter_values,
    observed,
    second_supervisor,
)
from trainer.access import Actor, HeldRole, RoleName
from trainer.actions.observing import rate_second, record_encounter, withdraw_encounter
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.requirements import own_requirements, supervised_requirements
from trainer.storage.database import Database
from trainer.storage.observing import Encounter, Rating
from trainer.storage.observing_rows import observed_of


@pytest.fixture
def practising(clinic: Database) -> Database:
    return ask_for_competencies(clinic)


@pytest.fixture
def marens(practising: Database, maren: Actor) -> UUID:
    return enrolment_of(practising, maren)


@pytest.fixture
def ruth(practising: Database) -> Actor:
    return second_supervisor(practising)


def counted(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(Encounter)).one()


def test_an_encounter_is_recorded_with_a_level_for_each_competency(
    practising: Database, sven: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens, level_presence="2")
    with practising.reading() as session:
        (found,) = observed_of(session, marens)
    assert (found.id, found.first_id) == (encounter_id, sven.person_id)
    assert found.levels == {sven.person_id: {CONSENT: 3, PRESENCE: 2}}


def test_the_same_form_sent_twice_records_one_encounter(practising: Database, sven: Actor, marens: UUID) -> None:
    encounter_id, values = observed(practising, sven, marens)
    assert record_encounter(practising, sven, marens, values, after(days=1)) == encounter_id
    assert counted(practising) == 1


def test_the_key_of_another_encounter_is_not_taken(
    practising: Database, sven: Actor, ruth: Actor, marens: UUID
) -> None:
    _, values = observed(practising, sven, marens)
    with pytest.raises(NotFound):
        record_encounter(practising, ruth, marens, values, after(days=1))


def test_the_supervisor_of_another_cohort_records_nothing(practising: Database, marens: UUID) -> None:
    with pytest.raises(NotFound):
        observed(practising, actor_of(practising, DORA), marens)
    assert counted(practising) == 0


def test_nobody_observes_themselves(practising: Database, maren: Actor, marens: UUID) -> None:
    both = Actor(person_id=maren.person_id, name="Maren", roles=(HeldRole(name=RoleName.SUPERVISOR),))
    with pytest.raises(NotAllowed, match="Nobody signs for themselves"):
        observed(practising, both, marens)


def test_the_second_observer_is_another_supervisor_of_the_trainee(
    practising: Database, sven: Actor, marens: UUID
) -> None:
    dora = actor_of(practising, DORA)
    for other in (sven, dora):
        with pytest.raises(Invalid) as refused:
            observed(practising, sven, marens, second=str(other.person_id))
        assert [field for field, _ in refused.value.problems] == ["second"]


def test_ratings_stay_hidden_from_everybody_else_until_both_are_in(
    practising: Database, sven: Actor, ruth: Actor, maren: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens, second=str(ruth.person_id), note="Steady.")

    def shown_to(actor: Actor) -> tuple[bool, int, str | None]:
        with practising.reading() as session:
            if actor is maren:
                page = own_requirements(session, practising, actor, "care", after(days=2))
            else:
                page = supervised_requirements(session, practising, actor, marens, after(days=2))
        (found,) = page.encounters
        return found.is_hidden, len(found.rated), found.note

    assert shown_to(sven) == (False, 1, "Steady.")
    assert shown_to(ruth) == (True, 0, None)
    assert shown_to(maren) == (True, 0, None)

    rate_second(practising, ruth, encounter_id, {"level-consent": "2"}, after(days=2))
    for actor in (sven, ruth, maren):
        assert shown_to(actor) == (False, 1, "Steady.")


def test_only_who_was_asked_rates_as_the_second(practising: Database, sven: Actor, ruth: Actor, marens: UUID) -> None:
    encounter_id, _ = observed(practising, sven, marens)
    with pytest.raises(NotFound):
        rate_second(practising, ruth, encounter_id, encounter_values(), after(days=2))


def test_the_second_ratings_count_once_and_cannot_be_changed_afterwards(
    practising: Database, sven: Actor, ruth: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens, second=str(ruth.person_id))
    rate_second(practising, ruth, encounter_id, {"level-consent": "2"}, after(days=2))
    rate_second(practising, ruth, encounter_id, {"level-consent": "3"}, after(days=3))
    with practising.reading() as session:
        rated = session.scalars(
            select(Rating.level).where(Rating.actor_id == ruth.person_id, Rating.item == CONSENT)
        ).all()
    assert rated == [2]


def test_a_withdrawn_encounter_stands_with_its_reason_and_counts_no_more(
    practising: Database, sven: Actor, ruth: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens)
    with pytest.raises(NotAllowed):
        withdraw_encounter(practising, ruth, encounter_id, "It was somebody else.", after(days=2))
    withdraw_encounter(practising, sven, encounter_id, "It was somebody else.", after(days=2))
    withdraw_encounter(practising, sven, encounter_id, "Twice.", after(days=2))
    with practising.reading() as session:
        page = supervised_requirements(session, practising, sven, marens, after(days=2))
    assert [found.withdrawn_why for found in page.encounters] == ["It was somebody else."]
    with practising.reading() as session:
        assert [found.is_withdrawn for found in observed_of(session, marens)] == [True]
