"""The page of requirements and what waits: what they hold, and that statements do not grow."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.support.clinic import COURSE, DORA, EVENING, JONAS, actor_of, after, enrolment_of
from tests.support.observed_clinic import ask_for_competencies, observed, second_supervisor
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions.appealing import appeal, decide_appeal
from trainer.actions.observing import rate_second, withdraw_encounter
from trainer.actions.remarking import remark
from trainer.actions.signing_off import sign_competency
from trainer.actions.withdrawing import withdraw_sign_off
from trainer.queries.encounter_pages import encounter_page
from trainer.queries.own_data_facts import fact_files
from trainer.queries.requirements import own_requirements, supervised_requirements
from trainer.queries.transcript import own_transcript
from trainer.queries.waiting import WaitsFor, waiting_in_cohort, waiting_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.observing import Appeal
from trainer.storage.signing_off import SignOff

UTC = ZoneInfo("UTC")
CountStatements = Callable[[Database], AbstractContextManager[Statements]]


@pytest.fixture
def practising(clinic: Database) -> Database:
    return ask_for_competencies(clinic)


@pytest.fixture
def ruth(practising: Database) -> Actor:
    return second_supervisor(practising)


def fill(database: Database, person: Actor, sven: Actor, ruth: Actor) -> UUID:
    """Encounters in every state, a comment, a signature withdrawn, an appeal; gives the appeal."""
    enrolment = enrolment_of(database, person)
    first, _ = observed(database, sven, enrolment, second=str(ruth.person_id), level_presence="2")
    rate_second(database, ruth, first, {"level-consent": "3", "level-presence": "1"}, after(days=1))
    observed(database, sven, enrolment, setting="simulation")
    wrong, _ = observed(database, sven, enrolment, level_consent="0", level_presence="1")
    withdraw_encounter(database, sven, wrong, "Somebody else.", after(days=1))
    observed(database, sven, enrolment, second=str(ruth.person_id), now=after(days=3))
    remark(database, person, "encounter", first, "Yes.", 0, after(days=2))
    sign_competency(database, sven, enrolment, "consent", 3, "", 0, after(days=2))
    with database.reading() as session:
        signed = session.scalars(select(SignOff.id).where(SignOff.enrolment_id == enrolment)).one()
    withdraw_sign_off(database, sven, signed, "Too early.", False, after(days=3))
    with database.reading() as session:
        withdrawal = session.scalars(select(SignOff.id).where(SignOff.withdraws_id == signed)).one()
    appeal(database, person, withdrawal, "Not so.", after(days=4))
    with database.reading() as session:
        return session.scalars(select(Appeal.id).where(Appeal.sign_off_id == withdrawal)).one()


def test_every_page_takes_the_same_statements_however_much_is_recorded(
    practising: Database, maren: Actor, sven: Actor, ruth: Actor, count_statements: CountStatements
) -> None:
    enrolment = enrolment_of(practising, maren)
    encounter, _ = observed(practising, sven, enrolment)
    with practising.reading() as session:
        cohort = session.scalars(select(Cohort.id).where(Cohort.name == EVENING)).one()

    def counts() -> list[int]:
        found = []
        now = after(days=5)
        for read in (
            lambda session: own_requirements(session, practising, maren, COURSE, now),
            lambda session: supervised_requirements(session, practising, sven, enrolment, now),
            lambda session: encounter_page(session, practising, sven, encounter, now),
            lambda session: waiting_page(session, sven, now),
            lambda session: waiting_in_cohort(session, cohort),
        ):
            with practising.reading() as session, count_statements(practising) as counted:
                read(session)
            found.append(len(counted))
        return found

    counts()
    before = counts()
    for person in (maren, actor_of(practising, JONAS)):
        fill(practising, person, sven, ruth)
    assert before == counts() == [10, 10, 10, 3, 3]


def test_what_waits_is_told_by_cohort_and_by_who_is_asked(
    practising: Database, maren: Actor, sven: Actor, ruth: Actor
) -> None:
    appeal_id = fill(practising, maren, sven, ruth)
    with practising.reading() as session:
        cohort = session.scalars(select(Cohort.id).where(Cohort.name == EVENING)).one()
        waits = waiting_in_cohort(session, cohort)
        own, others = waiting_page(session, ruth, after(days=5)), waiting_page(session, sven, after(days=5))
        elsewhere = waiting_page(session, actor_of(practising, DORA), after(days=5))
    assert [(each.kind, each.name, each.asked) for each in waits] == [
        (WaitsFor.SECOND_RATING, "Maren", "Ruth"),
        (WaitsFor.APPEAL, "Maren", None),
    ]
    assert (own.own, own.others) == (waits, ())
    assert (others.own, others.others) == ((), waits)
    assert (elsewhere.own, elsewhere.others) == ((), ())

    decide_appeal(practising, ruth, appeal_id, "upheld", "As it is.", after(days=5))
    with practising.reading() as session:
        assert [each.kind for each in waiting_in_cohort(session, cohort)] == [WaitsFor.SECOND_RATING]


def test_the_archive_of_ones_own_data_gives_no_rating_away_before_both_are_in(
    practising: Database, maren: Actor, sven: Actor, ruth: Actor
) -> None:
    enrolment = enrolment_of(practising, maren)
    observed(practising, sven, enrolment)
    waits, _ = observed(practising, sven, enrolment, second=str(ruth.person_id))

    def ratings() -> int:
        with practising.reading() as session:
            files = {name: list(lines) for name, lines in fact_files(session, maren.person_id, set())}
        return len(files["rating"])

    assert ratings() == 2
    rate_second(practising, ruth, waits, {"level-consent": "2"}, after(days=2))
    assert ratings() == 6


def test_the_transcript_names_what_was_seen_signed_withdrawn_and_decided(
    practising: Database, maren: Actor, sven: Actor, ruth: Actor
) -> None:
    appeal_id = fill(practising, maren, sven, ruth)
    decide_appeal(practising, ruth, appeal_id, "restored", "It was right.", after(days=5))
    with practising.reading() as session:
        page = own_transcript(session, practising, maren, COURSE, after(days=6), UTC)
    [table] = [table for table in page.transcript.tables if table.key == "competencies"]
    rows = [tuple(row[index].text for index in (0, 1, 2, 4, 6)) for row in table.rows]
    assert sorted(rows[:3]) == [
        ("Consent", "seen", "3", "live", "Ruth"),
        ("Consent", "seen", "3", "live", "Sven"),
        ("Consent", "seen", "3", "simulation", "Sven"),
    ]
    assert rows[3:8] == [
        ("Consent", "signed", "3", "", "Sven"),
        ("Consent", "signature withdrawn", "", "", "Sven"),
        ("Consent", "appealed against", "", "", "Maren"),
        ("Consent", "appeal decided: restored", "", "", "Ruth"),
        ("Consent", "signed", "3", "", "Ruth"),
    ]
    assert sorted(rows[8:]) == [
        ("Presence", "seen", "1", "live", "Ruth"),
        ("Presence", "seen", "2", "live", "Sven"),
        ("Presence", "seen, withdrawn since", "1", "live", "Sven"),
    ]
