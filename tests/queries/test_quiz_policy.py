"""A quiz's start page tells when it is open, what counts, and what is eased for its reader."""

from datetime import timedelta

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import accommodating
from trainer.actions.accommodating import Eased
from trainer.clock import Now
from trainer.queries.quiz import QuizPage, quiz_page
from trainer.storage.database import Database


def with_terms(database: Database, terms: str) -> None:
    text = care_course()["quizzes/routes.yml"].decode()
    publish(database, care_course({"quizzes/routes.yml": text.replace("attempts: 2", terms)}), after())


def page_of(database: Database, actor: Actor, now: Now | None = None) -> QuizPage:
    with database.reading() as session:
        return quiz_page(session, database, actor, COURSE, "routes", now or after())


def test_days_grace_and_what_counts_are_said_in_words(clinic: Database, maren: Actor) -> None:
    terms = "attempts: 2\nminutes: 10\ngrace_minutes: 2\nopens: 2026-01-10\ncloses: 2099-02-01\ncounts: last"
    with_terms(clinic, terms)

    rules = page_of(clinic, maren).rules

    assert "The last attempt that you hand in is your result, also where an earlier one was better." in rules
    end = "the end of 1 February 2099, when an attempt that is still open is submitted."
    assert f"It is open from 10 January 2026 to {end}" in rules
    assert "What arrives up to 2 minutes after the end still counts, so that a slow line costs nothing." in rules


def test_before_and_after_its_days_the_page_says_so(clinic: Database, maren: Actor) -> None:
    first, last = after(days=2).today, after(days=3).today
    with_terms(clinic, f"attempts: 2\nopens: {first}\ncloses: {last}")

    days = [page_of(clinic, maren, after(days=number)) for number in (1, 2, 3, 4)]

    assert [page.step for page in days] == ["later", "start", "start", "ended"]
    assert [page.until.date() if page.until else None for page in days] == [first, None, None, last]


def test_what_is_eased_is_counted_in_and_said_with_who_gave_it(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    with_terms(clinic, f"attempts: 1\nminutes: 10\ncloses: {after().today}")
    until = after().today + timedelta(days=3)
    eased = Eased(slug="routes", time_factor=150, attempts=1, closes_on=until)
    accommodating.accommodate(clinic, sven, enrolment_of(clinic, maren), eased, "Between us.", 0, after())

    page, usual = page_of(clinic, maren, after(days=1)), page_of(clinic, jonas, after(days=1))

    assert (page.step, usual.step) == ("start", "ended")
    assert [(each.by, each.at) for each in page.eased] == [("Sven", after().at)]
    [each] = page.eased
    assert each.sentence == f"Half as much time again, 1 further attempt, open until {until.day} {until:%B %Y}."
    assert usual.eased == ()
    assert "You have 2 attempts, with 24 hours between them." in page.rules
    assert any(rule.startswith("You have 15 minutes from the moment you start") for rule in page.rules)
    assert (page.allowed, usual.allowed) == (2, 1)
    assert "Between us." not in repr(page)
