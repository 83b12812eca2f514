"""The dates of one enrolment, for a calendar."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, Given, begin, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING
from tests.support.clinic import COURSE, ILSE, PASSWORD, actor_of, after
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import inviting, reading
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.queries.due import Due, DueKind, due_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database

ALWAYS: dict[str, Given] = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")


def dates(database: Database, actor: Actor, now: Now) -> tuple[Due, ...]:
    with database.reading() as session:
        return due_page(session, database, actor, COURSE, now).dates


def test_somebody_who_has_not_begun_has_the_cohorts_last_day(clinic: Database, maren: Actor) -> None:
    [end] = dates(clinic, maren, after(hours=1))

    assert (end.kind, end.title, end.on) == (DueKind.END, "A course of care", after(days=59).today)
    assert end.left == ("Routes", "Screening", "Presence", "Where you begin")


def test_after_a_failed_attempt_the_end_of_the_wait_is_a_date(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", {}, after(hours=1))

    wait, _ = dates(clinic, maren, after(hours=2))
    assert (wait.kind, wait.title, wait.on) == (DueKind.OPENS, "Routes", after(hours=25).at)
    assert [each.kind for each in dates(clinic, maren, after(hours=26))] == [DueKind.END]


def test_an_attempt_with_a_time_limit_is_a_date_until_its_time_is_over(clinic: Database, maren: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    begin(clinic, maren, "screening", after(hours=1))

    due, _ = dates(clinic, maren, after(hours=1, minutes=10))
    assert (due.kind, due.title, due.on) == (DueKind.SUBMITTED, "Screening", after(hours=1, minutes=30).at)
    assert [each.kind for each in dates(clinic, maren, after(hours=2))] == [DueKind.END]


def test_a_date_keeps_its_id_when_it_moves_and_another_wait_is_another_date(clinic: Database, maren: Actor) -> None:
    [before] = dates(clinic, maren, after(hours=1))
    with clinic.writing() as session:
        for cohort in session.scalars(select(Cohort)):
            assert cohort.ends_on is not None
            cohort.ends_on += timedelta(days=7)
        session.commit()
    [moved] = dates(clinic, maren, after(hours=1))
    assert (moved.id, moved.on) == (before.id, after(days=66).today)

    finish(clinic, maren, "presence", {"stay": "never", "wait": "never"}, after(hours=1))
    finish(clinic, maren, "routes", {}, after(hours=1))
    first = dates(clinic, maren, after(hours=2))
    again = dates(clinic, maren, after(hours=3))
    assert [each.id for each in first] == [each.id for each in again]
    assert len({each.id for each in first}) == len(first)


def test_the_last_day_stays_when_all_is_done_and_nothing_is_left_then(clinic: Database, maren: Actor) -> None:
    for module, sections in (
        (ROUTES, ("peak", "onset", "summary")),
        (SCREENING, ("heart", "mood")),
        (PRESENCE, ("return",)),
    ):
        for section in sections:
            reading.finish_section(clinic, maren, COURSE, module, section, after())
        if module == ROUTES:
            finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    finish(clinic, maren, "screening", ALWAYS, after())
    finish(clinic, maren, "presence", {"stay": "always", "wait": "always"}, after())
    finish(clinic, maren, "begin", {}, after())

    [end] = dates(clinic, maren, after(hours=1))
    assert (end.kind, end.left) == (DueKind.END, ())


def test_without_a_cohort_no_date_is_set(clinic: Database) -> None:
    nora = "nora@example.org"
    token = inviting.invite(clinic, PLATFORM, nora, RoleName.TRAINEE, course=COURSE, cohort=None, now=after())
    inviting.accept(clinic, token, "Nora", PASSWORD, "a test", after())
    with pytest.raises(NotFound, match="No date is set"):
        dates(clinic, actor_of(clinic, nora), after(hours=1))


def test_staff_have_no_dates(clinic: Database) -> None:
    with pytest.raises(NotFound):
        dates(clinic, actor_of(clinic, ILSE), after(hours=1))
