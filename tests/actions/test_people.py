"""An administrator gives roles, deactivates people and begins cohorts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, COURSE, DAY, EVENING, ILSE, MAREN, PASSWORD, SVEN, actor_of, after, enrolment_of
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, inviting, people, signing_in
from trainer.errors import Invalid, NotAllowed
from trainer.queries.people import list_cohorts
from trainer.queries.signed_in import identity
from trainer.storage.content import AuditEntry, Cohort, Revision, RulesInForce
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.people import Role
from trainer.tokens import digest_of


def give(
    database: Database, address: str, role: RoleName, *, course: str | None = None, cohort: str | None = None
) -> None:
    people.grant_role(database, PLATFORM, address, role, course=course, cohort=cohort, now=after())


def roles_of(database: Database, address: str) -> list[str]:
    actor = actor_of(database, address)
    with database.reading() as session:
        return sorted(session.scalars(select(Role.name).where(Role.person_id == actor.person_id)))


def audited(database: Database) -> list[tuple[str, str]]:
    """What was noted since everybody joined: event and subject."""
    with database.reading() as session:
        rows = session.execute(select(AuditEntry.event, AuditEntry.subject).where(AuditEntry.at >= after().at))
        return [(row.event, row.subject) for row in rows]


def test_a_further_role_stands_beside_the_first_and_is_noted(clinic: Database) -> None:
    give(clinic, " ILSE@example.org", RoleName.SUPERVISOR, cohort=EVENING)
    give(clinic, ILSE, RoleName.SUPERVISOR, cohort=EVENING)

    assert roles_of(clinic, ILSE) == ["instructor", "supervisor"]
    with clinic.reading() as session:
        cohort = session.scalars(select(Cohort.id).where(Cohort.name == EVENING)).one()
    ilse = actor_of(clinic, ILSE).person_id
    assert audited(clinic) == [("people:role:granted", f"person:{ilse} supervisor cohort:{cohort}")] * 2


def test_the_same_role_for_two_cohorts_is_two_roles(clinic: Database) -> None:
    give(clinic, ILSE, RoleName.SUPERVISOR, cohort=EVENING)
    give(clinic, ILSE, RoleName.SUPERVISOR, cohort=DAY)

    assert roles_of(clinic, ILSE) == ["instructor", "supervisor", "supervisor"]


def test_somebody_who_becomes_a_trainee_is_enrolled_once(clinic: Database) -> None:
    give(clinic, ILSE, RoleName.TRAINEE, cohort=EVENING)
    give(clinic, ILSE, RoleName.TRAINEE, cohort=EVENING)

    enrolment_id = enrolment_of(clinic, actor_of(clinic, ILSE))
    with clinic.reading() as session:
        assert session.get_one(Enrolment, enrolment_id).number == 1


def test_a_trainee_is_not_put_into_a_second_cohort_of_the_course(clinic: Database) -> None:
    with pytest.raises(Invalid, match="enrolled in this course already, in the cohort 'Evening'"):
        give(clinic, MAREN, RoleName.TRAINEE, cohort=DAY)

    assert roles_of(clinic, MAREN) == ["trainee"]


def test_roles_are_given_to_people_for_places_that_are_there(clinic: Database) -> None:
    for address, role, course, cohort in (
        ("nobody@example.org", RoleName.INSTRUCTOR, None, None),
        ("", RoleName.INSTRUCTOR, None, None),
        (ILSE, RoleName.INSTRUCTOR, "nowhere", None),
        (ILSE, RoleName.INSTRUCTOR, None, "Night"),
        (ILSE, RoleName.TRAINEE, None, None),
    ):
        with pytest.raises(Invalid):
            give(clinic, address, role, course=course, cohort=cohort)
    assert audited(clinic) == []


def test_deactivating_ends_sessions_and_keeps_the_record(clinic: Database, maren: Actor) -> None:
    token = signing_in.sign_in(clinic, MAREN, PASSWORD, "192.0.2.1", "a test", after())
    enrolment = enrolment_of(clinic, maren)
    people.deactivate(clinic, actor_of(clinic, ADA), MAREN, after(hours=1))

    with clinic.reading() as session:
        assert identity(session, digest_of(token), after(hours=1).at) is None
    with pytest.raises(Invalid):
        signing_in.sign_in(clinic, MAREN, PASSWORD, "192.0.2.1", "a test", after(hours=1))
    assert enrolment_of(clinic, maren) == enrolment
    assert audited(clinic) == [("people:person:deactivated", f"person:{maren.person_id}")]


def test_only_an_administrator_changes_people_and_cohorts(clinic: Database, maren: Actor) -> None:
    today = after().today
    for actor in (maren, actor_of(clinic, ILSE), actor_of(clinic, SVEN)):
        with pytest.raises(NotAllowed):
            people.grant_role(clinic, actor, MAREN, RoleName.ADMINISTRATOR, course=None, cohort=None, now=after())
        with pytest.raises(NotAllowed):
            people.deactivate(clinic, actor, ADA, after())
        with pytest.raises(NotAllowed):
            cohorts.add_cohort(clinic, actor, "Night", COURSE, today, today, after())
    assert roles_of(clinic, MAREN) == ["trainee"]


def test_an_administrator_of_one_course_does_not_administer_the_site(clinic: Database) -> None:
    give(clinic, ILSE, RoleName.ADMINISTRATOR, course="harbour")

    with pytest.raises(NotAllowed):
        people.deactivate(clinic, actor_of(clinic, ILSE), MAREN, after())


def test_a_cohort_begins_under_the_rules_published_now(clinic: Database) -> None:
    starts = after(days=30).today
    cohort_id = cohorts.add_cohort(clinic, PLATFORM, " Night ", COURSE, starts, starts + timedelta(days=90), after())

    with clinic.reading() as session:
        rules = session.scalars(select(RulesInForce).where(RulesInForce.cohort_id == cohort_id)).one()
        revision = session.get_one(Revision, rules.revision_id)
    assert (rules.number, rules.first_day, rules.actor_id) == (1, starts, PLATFORM.person_id)
    assert b"course: care" in (revision.source or b"")
    assert [(row.name, row.people) for row in list_cohorts(clinic)] == [("Night", 0), ("Day", 1), ("Evening", 3)]
    token = inviting.invite(
        clinic, PLATFORM, "nora@example.org", RoleName.TRAINEE, course=None, cohort="Night", now=after()
    )
    inviting.accept(clinic, token, "Nora", PASSWORD, "a test", after())
    assert list_cohorts(clinic)[0].people == 1


def test_a_cohort_needs_a_name_of_its_own_and_days_in_order(clinic: Database) -> None:
    today, tomorrow = after().today, after(days=1).today
    for name, course, starts, ends, field in (
        ("", COURSE, today, tomorrow, "name"),
        ("   ", COURSE, today, tomorrow, "name"),
        ("x" * 201, COURSE, today, tomorrow, "name"),
        (f" {EVENING} ", COURSE, today, tomorrow, "name"),
        ("Night", COURSE, tomorrow, today, "ends"),
        ("Night", "nowhere", today, tomorrow, "course"),
    ):
        with pytest.raises(Invalid) as invalid:
            cohorts.add_cohort(clinic, PLATFORM, name, course, starts, ends, after())
        assert [problem for problem, _ in invalid.value.problems] == [field]
    cohorts.add_cohort(clinic, PLATFORM, EVENING, "harbour", today, today, after())


def test_the_name_of_two_cohorts_needs_its_course(clinic: Database) -> None:
    cohorts.add_cohort(clinic, PLATFORM, EVENING, "harbour", after().today, after().today, after())

    with pytest.raises(Invalid, match="Several courses have a cohort 'Evening'"):
        give(clinic, ILSE, RoleName.SUPERVISOR, cohort=EVENING)
    give(clinic, ILSE, RoleName.SUPERVISOR, cohort=EVENING, course="harbour")
