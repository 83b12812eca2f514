"""An attempt is started once, and only where the terms allow it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, NILS, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import reading, taking_quizzes
from trainer.errors import NotAllowed, NotFound
from trainer.quizzes.drawing import layout_from_json
from trainer.storage.database import Database
from trainer.storage.learning import Attempt


def attempts_of(database: Database, actor: Actor) -> list[Attempt]:
    with database.reading() as session:
        return list(session.scalars(select(Attempt).where(Attempt.person_id == actor.person_id).order_by(Attempt.at)))


def complete_routes(database: Database, actor: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after())
    finish(database, actor, "routes", RIGHT_ROUTES, after())


def test_an_attempt_names_what_it_was_drawn_from(clinic: Database, maren: Actor) -> None:
    attempt_id = taking_quizzes.start(clinic, maren, COURSE, "routes", after(hours=1))

    [attempt] = attempts_of(clinic, maren)
    assert attempt.id == attempt_id
    assert (attempt.number, attempt.at, attempt.due_at) == (1, after(hours=1).at, None)
    assert (attempt.person_id, attempt.actor_id) == (maren.person_id, maren.person_id)
    assert attempt.enrolment_id == enrolment_of(clinic, maren)
    layout = layout_from_json(attempt.layout)
    assert sorted(placed.id for placed in layout.questions) == sorted(RIGHT_ROUTES)
    assert len(layout.salt) >= 16


def test_a_double_click_starts_one_attempt(clinic: Database, maren: Actor) -> None:
    first = taking_quizzes.start(clinic, maren, COURSE, "routes", after())
    second = taking_quizzes.start(clinic, maren, COURSE, "routes", after(seconds=0.1))

    assert second == first
    assert len(attempts_of(clinic, maren)) == 1


def test_two_people_have_their_own_attempts_with_their_own_codes(clinic: Database, maren: Actor, jonas: Actor) -> None:
    hers, his = begin(clinic, maren, "routes", after()), begin(clinic, jonas, "routes", after())

    assert hers.id != his.id
    assert hers.code("im-peak") != his.code("im-peak")


def test_the_next_attempt_waits_until_the_hour_has_come(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", {}, after(hours=1))

    with pytest.raises(NotAllowed, match="wait"):
        taking_quizzes.start(clinic, maren, COURSE, "routes", after(hours=24, minutes=59))
    taking_quizzes.start(clinic, maren, COURSE, "routes", after(hours=25))
    assert [attempt.number for attempt in attempts_of(clinic, maren)] == [1, 2]


def test_nobody_starts_more_attempts_than_there_are(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, maren, "routes", {}, after(days=2))

    with pytest.raises(NotAllowed, match="All attempts at this quiz are used"):
        taking_quizzes.start(clinic, maren, COURSE, "routes", after(days=4))


def test_a_passed_quiz_is_not_taken_again(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())

    with pytest.raises(NotAllowed, match="You have passed this quiz"):
        taking_quizzes.start(clinic, maren, COURSE, "routes", after(days=2))


def test_a_pre_test_counts_when_it_is_submitted_and_is_taken_once(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "begin", {"known": "never"}, after())

    with pytest.raises(NotAllowed, match="You have passed this quiz"):
        taking_quizzes.start(clinic, maren, COURSE, "begin", after(days=1))


def test_the_quiz_of_a_closed_module_is_closed_and_opens_with_it(clinic: Database, maren: Actor) -> None:
    with pytest.raises(NotAllowed, match="not open yet"):
        taking_quizzes.start(clinic, maren, COURSE, "screening", after())

    complete_routes(clinic, maren)
    taking_quizzes.start(clinic, maren, COURSE, "screening", after())
    assert len(attempts_of(clinic, maren)) == 2


def test_a_timed_attempt_is_due_when_its_minutes_are_over(clinic: Database, maren: Actor) -> None:
    complete_routes(clinic, maren)

    attempt = begin(clinic, maren, "screening", after(hours=3))

    assert attempt.head.due_at == after(hours=3).at + timedelta(minutes=30)


def test_there_is_no_attempt_at_a_quiz_that_is_not_there(clinic: Database, maren: Actor) -> None:
    for quiz in ("nothing", "", "../routes", "Routes", "routes.yml"):
        with pytest.raises(NotFound):
            taking_quizzes.start(clinic, maren, COURSE, quiz, after())


def test_somebody_who_is_not_enrolled_takes_no_quiz(clinic: Database, maren: Actor) -> None:
    with pytest.raises(NotFound):
        taking_quizzes.start(clinic, actor_of(clinic, NILS), COURSE, "routes", after())
    with pytest.raises(NotFound):
        taking_quizzes.start(clinic, maren, "harbour", "routes", after())
