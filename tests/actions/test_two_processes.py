"""Two processes hand in different quizzes of one person at the same time, and nothing is lost."""

from multiprocessing import get_context

import pytest
from sqlalchemy import select

from tests.support.care_course import always_question, care_course
from tests.support.clinic import COURSE, MAREN, actor_of, after, clinic, enrolment_of, publish
from tests.support.databases import Templates, url_of
from trainer.actions import taking_quizzes
from trainer.actions.folding import refold_outdated, verify
from trainer.storage.database import Database, open_database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Attempt, Score, Submission
from trainer.storage.standings import stored_standings

TIMES = 100
QUIZ = "title: {}\npurpose: final\nattempts: 100\nquestions:\n"


@pytest.fixture
def database(templates: Templates) -> Database:
    """A clinic with two quizzes of a hundred attempts each."""
    database = clinic(templates)
    questions = always_question("known", "Is it known?", objective="pharmacology/routes#compare")
    finals = {f"quizzes/{name}.yml": QUIZ.format(name) + questions for name in ("first", "second")}
    publish(database, care_course(finals), after())
    list(refold_outdated(database, after()))
    return database


def take(url: str, quiz: str) -> None:
    """Start and hand in a quiz as often as it may be, never passing."""
    database = open_database(url)
    maren = actor_of(database, MAREN)
    for number in range(TIMES):
        now = after(minutes=number)
        attempt_id = taking_quizzes.start(database, maren, COURSE, quiz, now)
        taking_quizzes.submit(database, maren, attempt_id, now)
    database.close()


def test_two_processes_that_hand_in_two_hundred_times_lose_nothing(database: Database) -> None:
    processes = [
        get_context("spawn").Process(target=take, args=(url_of(database), quiz)) for quiz in ("first", "second")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    maren = actor_of(database, MAREN)
    with database.reading() as session:
        numbers = session.scalars(select(Attempt.number).where(Attempt.person_id == maren.person_id)).all()
        assert sorted(numbers) == sorted([*range(1, TIMES + 1)] * 2)
        assert len(session.scalars(select(Submission.id)).all()) == 2 * TIMES
        assert len(session.scalars(select(Score.id)).all()) == 2 * TIMES
        enrolment = enrolment_by_id(session, enrolment_of(database, maren), after().today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert list(verify(database, after(days=1))) == []
    assert standings is not None
    for quiz in ("first", "second"):
        standing = standings.quiz(quiz)
        assert (standing.attempts, standing.submitted, standing.open_attempt) == (TIMES, TIMES, None)
        assert standing.last_submitted_at == after(minutes=TIMES - 1).at


def test_double_clicks_in_two_processes_start_no_attempt_beyond_those_allowed(templates: Templates) -> None:
    database = clinic(templates)
    processes = [get_context("spawn").Process(target=start_at_once, args=(url_of(database),)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    with database.reading() as session:
        assert session.scalars(select(Attempt.number)).all() == [1]
    assert list(verify(database, after())) == []


def start_at_once(url: str) -> None:
    """Start the same quiz ten times over."""
    database = open_database(url)
    maren = actor_of(database, MAREN)
    for _ in range(10):
        taking_quizzes.start(database, maren, COURSE, "routes", after())
    database.close()
