"""What pages show of what is kept: a few statements however much it is, and nothing of fewer than five people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES
from tests.support.clinic import COURSE, DORA, EVENING, actor_of, after
from tests.support.cohorts import cohort_id
from tests.support.recalls import Keeper, keeper_of_routes
from tests.support.statements import Statements
from tests.support.trainees import join
from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.home import home_page
from trainer.queries.recall_cohort import CohortKeptPage, cohort_kept_page
from trainer.queries.recall_kept import kept_page, quiz_kept_page
from trainer.queries.recalling import review_page, reviewed_page
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.library import Library
from trainer.storage.recalls import RecallCard

Counted = Callable[[Database], AbstractContextManager[Statements]]


def of_cohort(database: Database, actor: Actor, days: float = 2) -> CohortKeptPage:
    with database.reading() as session:
        return cohort_kept_page(session, database, actor, cohort_id(database), after(days=days))


def join_and_keep(database: Database, *names: str) -> None:
    for name in names:
        keeper_of_routes(database, join(database, name, after(), cohort=EVENING, course=COURSE).actor, after())


def test_a_review_takes_as_many_statements_however_much_is_kept(
    clinic: Database, maren: Actor, count_statements: Counted
) -> None:
    keeper, now = keeper_of_routes(clinic, maren, after()), after(days=2)
    answered = keeper.answer("hours", "3", now)

    def counts() -> list[int]:
        pages = (
            lambda session: home_page(session, clinic, maren, COURSE, now),
            lambda session: review_page(session, clinic, maren, COURSE, now),
            lambda session: reviewed_page(session, clinic, maren, COURSE, answered.id, now),
            lambda session: kept_page(session, clinic, maren, COURSE, now),
            lambda session: quiz_kept_page(session, clinic, maren, COURSE, "routes", now),
        )
        found = []
        for page in pages:
            with clinic.reading() as session:
                page(session)
            with count_statements(clinic) as statements, clinic.reading() as session:
                page(session)
            found.append(len(statements))
        return found

    before = counts()
    keeper.take("presence", {"stay": "always", "wait": "never"}, after())
    keeper.take("begin", {"known": "always"}, after())
    assert before == counts() == [3, 4, 7, 4, 3]


def test_the_texts_of_all_quizzes_are_read_at_once(clinic: Database, maren: Actor, count_statements: Counted) -> None:
    keeper = keeper_of_routes(clinic, maren, after())
    keeper.take("presence", {"stay": "always", "wait": "never"}, after())
    fresh = replace(clinic, library=Library())
    with count_statements(fresh) as statements, fresh.reading() as session:
        kept_page(session, fresh, maren, COURSE, after(days=2))
    # the edition, the rules, and the sources of both quizzes together
    assert len(statements) == 4 + 3


def test_staff_keep_nothing(clinic: Database, sven: Actor) -> None:
    with clinic.reading() as session, pytest.raises(NotFound):
        review_page(session, clinic, sven, COURSE, after())


def test_an_area_is_told_to_supervisors_from_five_people_on(clinic: Database, maren: Actor, sven: Actor) -> None:
    keeper_of_routes(clinic, maren, after())
    join_and_keep(clinic, "Anna", "Ben", "Cora")
    few = of_cohort(clinic, sven)
    assert (few.people, few.whole.people, few.whole.now) == (6, 4, None)
    assert [each.forecast.now for each in few.areas] == [None]
    join_and_keep(clinic, "Dan")
    enough = of_cohort(clinic, sven)
    # Everything was right: after the stability of a first Good, 2.3065 days, nine in ten are left; after two days more.
    assert enough.whole.now == pytest.approx(0.9094932559773545, abs=1e-3)
    assert [(each.title, each.forecast.people) for each in enough.areas] == [("Pharmacology", 5)]


def test_what_somebody_left_and_what_was_retired_is_in_no_sum(clinic: Database, maren: Actor, sven: Actor) -> None:
    keeper_of_routes(clinic, maren, after())
    join_and_keep(clinic, "Anna", "Ben", "Cora", "Dan")
    with clinic.writing() as session:
        enrolment_id = session.scalars(select(Enrolment.id).where(Enrolment.person_id == maren.person_id)).one()
        for card in session.scalars(select(RecallCard).where(RecallCard.enrolment_id == enrolment_id)):
            card.due_on = None
        session.commit()
    assert of_cohort(clinic, sven).whole.now is None


def test_a_cohort_takes_two_statements_however_many_keep_something(
    clinic: Database, maren: Actor, sven: Actor, count_statements: Counted
) -> None:
    keeper_of_routes(clinic, maren, after())

    def statements() -> int:
        of_cohort(clinic, sven)
        with count_statements(clinic) as counted, clinic.reading() as session:
            cohort_kept_page(session, clinic, sven, cohort, after(days=2))
        return len(counted)

    cohort = cohort_id(clinic)
    before = statements()
    join_and_keep(clinic, "Anna", "Ben", "Cora", "Dan")
    assert before == statements() == 2


def test_nobody_sees_the_sum_of_a_cohort_that_they_do_not_supervise(clinic: Database, maren: Actor) -> None:
    for actor in (maren, actor_of(clinic, DORA)):
        with pytest.raises(NotFound):
            of_cohort(clinic, actor)


def test_a_page_says_what_one_would_still_know(clinic: Database, maren: Actor) -> None:
    Keeper(clinic, maren).take("routes", RIGHT_ROUTES, after())
    with clinic.reading() as session:
        page = kept_page(session, clinic, maren, COURSE, after(days=2))
    assert page.whole is not None
    assert (page.whole.reviewed, page.due) == (7, 7)
    assert page.whole.now == pytest.approx(0.9094932559773545, abs=1e-3)
    assert page.whole.later < 0.75
    assert [(each.slug, each.questions, each.due, each.left) for each in page.quizzes] == [("routes", 7, 7, 0)]
    assert after(days=2).today - after().today == timedelta(days=2)
