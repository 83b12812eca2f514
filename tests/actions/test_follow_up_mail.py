"""Sixty days after a course those who evaluated it are asked by mail what became of it: once, if they may tell."""

from datetime import timedelta

import pytest

from tests.support.care_course import care_course
from tests.support.certificates import DONE, complete
from tests.support.clinic import COURSE, MAREN, after, publish
from tests.support.courses import COURSE_FILE
from tests.support.mail import notices, sent, told
from trainer.access import PLATFORM, Actor
from trainer.actions import people
from trainer.actions.choosing_mail import choose
from trainer.actions.editions import Options
from trainer.actions.evaluating import evaluate
from trainer.actions.reminders import remind_everybody
from trainer.clock import Now
from trainer.curriculum.evaluating import Occasion
from trainer.reminding import Rhythm
from trainer.storage.database import Database

MET = {f"{key}#compare": "yes" for key in ("pharmacology/routes", "pharmacology/screening", "sessions/presence")}
FULL = {**MET, "current": "yes", "bias": "no", "access": "yes", "change": "I ask twice."}
FOLLOW_UP = ("follow-up", MAREN, "A course of care", "courses/care/evaluation")


def later(days: float) -> Now:
    at = DONE.at + timedelta(days=days)
    return Now(at, at.date())


@pytest.fixture
def asking(clinic: Database) -> Database:
    """The clinic, whose course asks for an evaluation; nobody but Maren is there to be reminded of anything."""
    files = care_course()
    files[COURSE_FILE] += b"evaluation: required\n"
    publish(clinic, files, after(days=2), Options(harder_from=after(days=2).today))
    return clinic


@pytest.fixture
def done(asking: Database) -> Actor:
    """Maren, who completed the course; every mail until then is sent."""
    maren = complete(asking, MAREN)
    sent(asking, later(1))
    return maren


def asked(database: Database, days: float) -> list[tuple[str, str, str, str]]:
    """What waits for Maren of this kind after a morning so many days after she completed the course."""
    remind_everybody(database, later(days))
    return [each for each in notices(database) if each[:2] == FOLLOW_UP[:2]]


def test_the_mail_comes_after_sixty_days_and_once(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    assert asked(asking, 59.9) == []
    assert asked(asking, 60.1) == [FOLLOW_UP]
    assert ["follow-up"] in [kinds for who, kinds in told(asking, later(60.2)) if who == MAREN]
    assert asked(asking, 61) == []


def test_who_has_not_said_anything_after_the_course_is_not_asked_what_became_of_it(
    asking: Database, done: Actor
) -> None:
    assert asked(asking, 61) == []


def test_who_has_answered_already_is_not_asked(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    evaluate(asking, done, COURSE, Occasion.LATER, {"changed": "yes"}, later(60.1))
    assert asked(asking, 61) == []


def test_a_mail_that_was_missed_does_not_come_late(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    assert asked(asking, 75) == []


def test_where_the_course_asks_no_more_nobody_is_written_to(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    files = care_course()
    files[COURSE_FILE] += b"# It asks no more.\n"
    publish(asking, files, later(30))
    assert asked(asking, 61) == []


def test_who_can_sign_in_no_more_is_not_written_to(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    people.deactivate(asking, PLATFORM, MAREN, later(2))
    assert asked(asking, 61) == []


def test_who_chose_no_mail_gets_none(asking: Database, done: Actor) -> None:
    evaluate(asking, done, COURSE, Occasion.AFTER, FULL, later(1))
    choose(asking, done, Rhythm.NONE.value, later(2))
    assert asked(asking, 61) == []
