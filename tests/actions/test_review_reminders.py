"""Reviewers are written to a month before a review is due and when it is overdue, authors when it was returned."""

from datetime import timedelta

import pytest

from tests.support.care_course import care_course
from tests.support.changed_module import SUMMARY, publish_routes
from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after, publish
from tests.support.mail import notices
from tests.support.mail import sent as sent_messages
from tests.support.reviews import OTTO, PATH, RUTH, return_it, reviewer, sign
from trainer.access import PLATFORM, Actor
from trainer.actions import drafting, people, publications, sweeping
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.drafting import Seen
from trainer.actions.publications import Plan
from trainer.actions.review_reminders import remind
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.queries.writing import writing_page
from trainer.storage.database import Database


@pytest.fixture
def ruth(clinic: Database) -> Actor:
    """A reviewer of every course."""
    found = reviewer(clinic)
    assert sent(clinic, after()) == []
    return found


def sent(database: Database, now: Now) -> list[tuple[str, str, str]]:
    """Send what is due: to whom, what, and where its link leads."""
    return [(each.address, told.kind, told.path) for each in sent_messages(database, now) for told in each.notices]


def test_reviewers_of_the_course_are_told_once_before_and_once_after(clinic: Database, ruth: Actor) -> None:
    reviewer(clinic, OTTO, course="harbour")
    sign(clinic, ruth, after(days=1), due_on=after(days=60).today)

    found = {}
    for day in (29, 30, 31, 60, 61, 62, 150):
        for _ in range(2):
            remind(clinic, after(days=day))
        found[day] = sent(clinic, after(days=day))

    told = {day: messages for day, messages in found.items() if messages}
    assert told == {30: [(RUTH, "review-soon", "review/")], 61: [(RUTH, "review-overdue", "review/")]}


def test_what_comes_up_together_comes_in_one_message(clinic: Database, ruth: Actor) -> None:
    for path in (PATH, "quizzes/routes.yml", "curriculum/sessions/presence.md"):
        sign(clinic, ruth, after(days=1), path, due_on=after(days=60).today)

    assert remind(clinic, after(days=40)) == 1
    assert sent(clinic, after(days=40)) == [(RUTH, "review-soon", "review/")]


def test_another_signature_has_days_of_its_own(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1), due_on=after(days=60).today)
    assert remind(clinic, after(days=40)) == 1
    sign(clinic, ruth, after(days=41), due_on=after(days=100).today)

    assert [remind(clinic, after(days=day)) for day in (42, 61, 80, 81)] == [0, 0, 1, 0]


def test_a_module_that_asks_for_its_first_review_is_told_of_too(clinic: Database, ruth: Actor) -> None:
    module = care_course()[PATH].decode()
    dated = module.replace("phases: [dosing]", f"phases: [dosing]\nreview_by: {after(days=50).today}")
    publish(clinic, care_course({PATH: dated}), after(days=1))

    assert [remind(clinic, after(days=day)) for day in (2, 20, 51)] == [0, 1, 1]


def test_nothing_counts_as_told_while_nobody_reviews(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1), due_on=after(days=60).today)
    people.deactivate(clinic, PLATFORM, RUTH, after(days=2))

    assert remind(clinic, after(days=40)) == 0
    reviewer(clinic, OTTO)
    assert remind(clinic, after(days=41)) == 1


def test_what_was_returned_waits_for_its_authors_and_reminds_nobody(clinic: Database, ruth: Actor) -> None:
    module = care_course()[PATH].decode()
    dated = module.replace("phases: [dosing]", f"phases: [dosing]\nreview_by: {after(days=50).today}")
    publish(clinic, care_course({PATH: dated}), after(days=1))
    return_it(clinic, ruth, after(days=2), (0, "Too short."))

    assert remind(clinic, after(days=40)) == 0


def test_the_sweep_reminds(clinic: Database, ruth: Actor) -> None:
    now = after(days=30)
    sign(clinic, ruth, after(days=1), due_on=now.today + timedelta(days=30))
    sweeping.sweep(clinic, now)

    assert notices(clinic) == [("review-soon", RUTH, "", "review/")]


def test_whoever_wrote_what_was_returned_is_told(clinic: Database, ruth: Actor) -> None:
    ada = actor_of(clinic, ADA)
    with clinic.reading() as session:
        shown = writing_page(session, ada, COURSE, PATH)
    seen = Seen(version=0, revision=shown.revision)
    version = drafting.save(clinic, ada, COURSE, PATH, shown.text + "\nMore.\n", seen, after(days=1)).version
    wanted = Plan(versions={PATH: version}, change=Change.MATERIAL, note="More is said.", due_at=after(days=1).at)
    publications.plan(clinic, actor_of(clinic, ILSE), COURSE, wanted, after(days=1))
    assert carry_out_due(clinic, after(days=1)) == 1
    return_it(clinic, ruth, after(days=2), (0, "More of what?"))

    link = f"author/{COURSE}/reviews/{PATH}"
    assert sent(clinic, after(days=2)) == [(ADA, "review-returned", link), (ILSE, "review-returned", link)]


def test_where_the_platform_published_every_instructor_of_the_course_is_told(clinic: Database, ruth: Actor) -> None:
    publish_routes(clinic, SUMMARY, day=1)
    return_it(clinic, ruth, after(days=2), (0, "Too short."))

    assert [who for who, _, _ in sent(clinic, after(days=2))] == [ILSE]
