"""Supervisors see their own cohorts with everybody's standing, in the words that trainees see."""

import pytest

from tests.support.attempts import begin, finish
from tests.support.clinic import (
    ADA,
    COURSE,
    DAY,
    DORA,
    EVENING,
    ILSE,
    MAREN,
    SVEN,
    actor_of,
    after,
    enrolment_of,
)
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import people, supervising
from trainer.errors import NotFound
from trainer.queries.cohorts import cohorts_page
from trainer.queries.home import standing_page
from trainer.queries.person import PersonPage, person_page
from trainer.storage.database import Database


def person(database: Database, actor: Actor, of: Actor, *, days: float = 1) -> PersonPage:
    with database.reading() as session:
        return person_page(session, database, actor, enrolment_of(database, of), after(days=days))


def test_everybody_sees_the_cohorts_that_their_role_reaches(clinic: Database) -> None:
    with clinic.reading() as session:
        seen = {
            address: sorted(
                row.name for row in cohorts_page(session, clinic, actor_of(clinic, address), after()).cohorts
            )
            for address in (SVEN, DORA, ADA, ILSE, MAREN)
        }
    assert seen == {SVEN: [EVENING], DORA: [DAY], ADA: [DAY, EVENING], ILSE: [], MAREN: []}


def test_one_persons_page_gives_the_reasons_that_the_person_reads(clinic: Database, maren: Actor, sven: Actor) -> None:
    finish(clinic, maren, "routes", {}, after())
    page = person(clinic, sven, maren)
    with clinic.reading() as session:
        own = standing_page(session, clinic, maren, COURSE, after(days=1))

    assert page.unmet == tuple(unmet for unmet, _ in own.unmet)
    assert (page.name, page.cohort, page.course, page.may_grant) == ("Maren", EVENING, "A course of care", True)
    assert [item.title for item in page.items] == ["Routes", "Screening", "Presence", "Where you begin"]


def test_one_persons_quizzes_show_attempts_and_grants_with_their_reasons(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    first = finish(clinic, maren, "routes", {"hours": "3"}, after())
    second = begin(clinic, maren, "routes", after(days=2))
    supervising.grant_attempts(clinic, sven, enrolment_of(clinic, maren), "routes", 2, "We talked.", 0, after(days=3))

    [routes] = [quiz for quiz in person(clinic, sven, maren, days=3).quizzes if quiz.slug == "routes"]

    assert [(row.id, row.number, row.percent, row.is_passed) for row in routes.attempts] == [
        (first.id, 1, 12, False),
        (second.id, 2, None, False),
    ]
    assert [(grant.attempts, grant.by, grant.reason) for grant in routes.grants] == [(2, "Sven", "We talked.")]
    assert (routes.left, routes.grants_made, routes.is_stuck, routes.is_passed) == (2, 1, False, False)


def test_a_person_whom_one_does_not_supervise_is_not_there(clinic: Database, maren: Actor, jonas: Actor) -> None:
    for actor in (maren, jonas, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        with pytest.raises(NotFound):
            person(clinic, actor, maren)
    assert person(clinic, actor_of(clinic, ADA), maren).may_grant


def test_a_supervisor_of_a_course_sees_all_its_cohorts(clinic: Database, maren: Actor) -> None:
    people.grant_role(clinic, PLATFORM, ILSE, RoleName.SUPERVISOR, course=COURSE, cohort=None, now=after())

    assert person(clinic, actor_of(clinic, ILSE), maren).name == "Maren"
