"""Supervisors see their own cohorts with everybody's standing, in the words that trainees see."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES, care_course, module_file
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
    publish,
)
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import people, reading, supervising, taking_quizzes
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.curriculum.state import State
from trainer.errors import NotFound
from trainer.queries.cohorts import CohortPage, PersonRow, cohort_page, cohorts_page
from trainer.queries.home import standing_page
from trainer.queries.person import PersonPage, person_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database


def cohort_id(database: Database, name: str = EVENING) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == name)).one()


def cohort(database: Database, actor: Actor, *, days: float = 1) -> CohortPage:
    with database.reading() as session:
        return cohort_page(session, database, actor, cohort_id(database), after(days=days))


def row_of(page: CohortPage, name: str) -> PersonRow:
    [found] = [row for row in page.people if row.name == name]
    return found


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


def test_a_cohort_that_one_does_not_supervise_is_not_there(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        for actor in (maren, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
            with pytest.raises(NotFound):
                cohort_page(session, clinic, actor, cohort_id(clinic), after())
        with pytest.raises(NotFound):
            cohort_page(session, clinic, actor_of(clinic, ADA), UUID(int=5), after())


def test_the_matrix_has_a_state_for_each_person_and_item(clinic: Database, maren: Actor, sven: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    begin(clinic, maren, "presence", after())

    page = cohort(clinic, sven)

    assert [(group.title, [column.code for column in group.columns]) for group in page.groups] == [
        ("Pharmacology", ["P1", "P2"]),
        ("Sessions", ["S1"]),
        ("Quizzes", ["begin"]),
    ]
    assert [row.name for row in page.people] == ["Greta", "Jonas", "Maren"]
    row = row_of(page, "Maren")
    assert [cell.state for cell in row.cells] == [State.DONE, State.NOT_STARTED, State.QUIZ_OPEN, State.NOT_STARTED]
    assert (row.done, row.total, row.is_complete) == (1, 4, False)
    assert row.cells[0].words == "Routes: done"


def test_who_is_stuck_and_who_asks_is_told(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    for actor in (maren, jonas):
        finish(clinic, actor, "routes", {}, after())
        finish(clinic, actor, "routes", {}, after(days=2))
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))

    page = cohort(clinic, sven, days=4)

    assert (row_of(page, "Maren").stuck, row_of(page, "Maren").asks) == (("Routes",), ("Routes",))
    assert (row_of(page, "Jonas").stuck, row_of(page, "Jonas").asks) == (("Routes",), ())
    assert row_of(page, "Maren").cells[0].state is State.HELP_NEEDED


def test_the_legend_names_only_what_can_be_seen_now(clinic: Database, sven: Actor) -> None:
    words = [state.word for state in cohort(clinic, sven).states]

    assert words == ["not started", "reading", "quiz open", "help needed", "done", "changed since", "overdue"]


def test_what_is_left_when_the_cohort_is_over_is_overdue(clinic: Database, sven: Actor) -> None:
    page = cohort(clinic, sven, days=61)

    assert len(page.overdue) == 3
    with clinic.reading() as session:
        [row] = cohorts_page(session, clinic, sven, after(days=61)).cohorts
    assert row.is_over


def test_a_page_that_was_made_before_tells_what_was_done_since_and_what_the_day_brings(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    before = cohort(clinic, sven)
    begin(clinic, maren, "presence", after())

    assert [row_of(before, name).cells[2].state for name in ("Jonas", "Maren")] == [State.NOT_STARTED] * 2
    states = [row_of(cohort(clinic, sven), name).cells[2].state for name in ("Jonas", "Maren")]
    assert states == [State.NOT_STARTED, State.QUIZ_OPEN]
    states = [row_of(cohort(clinic, sven, days=61), name).cells[2].state for name in ("Jonas", "Maren")]
    assert states == [State.OVERDUE, State.OVERDUE]


def test_a_cohort_behind_the_newest_edition_says_so_until_it_is_brought_up(clinic: Database, sven: Actor) -> None:
    text = module_file("Presence", "S1", "## The return {#return}\n\nStay a while.\n")
    publish(clinic, care_course({"curriculum/sessions/presence.md": text}), after())
    behind = cohort(clinic, sven)
    list(refold_outdated(clinic, after()))

    assert (behind.edition, behind.being_updated) == (2, 3)
    assert cohort(clinic, sven).being_updated == 0


def test_a_cohort_behind_new_rules_says_so_until_it_is_brought_up(clinic: Database, sven: Actor) -> None:
    course = care_course()["curriculum/course.yml"].decode()
    harder = course.replace("modules: [presence]", "modules: [presence, absence]")
    absence = module_file("Absence", "S2", "## One {#one}\n\nText.\n")
    files = {"curriculum/course.yml": harder, "curriculum/sessions/absence.md": absence}
    publish(clinic, care_course(files), after(), Options(harder_from=after(days=5).today))
    list(refold_outdated(clinic, after()))

    assert cohort(clinic, sven, days=4).being_updated == 0
    assert cohort(clinic, sven, days=5).being_updated == 3
    list(refold_outdated(clinic, after(days=5)))
    assert cohort(clinic, sven, days=5).being_updated == 0


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


def test_somebody_deactivated_stays_in_the_cohorts_record(clinic: Database, maren: Actor, sven: Actor) -> None:
    people.deactivate(clinic, PLATFORM, MAREN, after())

    assert row_of(cohort(clinic, sven), "Maren").done == 0


def test_a_supervisor_of_a_course_sees_all_its_cohorts(clinic: Database, maren: Actor) -> None:
    people.grant_role(clinic, PLATFORM, ILSE, RoleName.SUPERVISOR, course=COURSE, cohort=None, now=after())

    assert person(clinic, actor_of(clinic, ILSE), maren).name == "Maren"
