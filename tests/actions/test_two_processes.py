"""Two processes hand in different quizzes of one person at the same time, and nothing is lost."""

from datetime import timedelta
from multiprocessing import get_context

import pytest
from sqlalchemy import select

from tests.support.care_course import always_question, care_course
from tests.support.clinic import COURSE, MAREN, actor_of, after, clinic, enrolment_of, publish
from tests.support.databases import Templates, url_of
from trainer.actions import taking_quizzes
from trainer.actions.folding import refold_outdated, verify
from trainer.clock import Now
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


def take(url: str, quiz: str, begin: Now) -> None:
    """Click ten times on one quiz; then start and hand in another as often as it may be, never passing."""
    database = open_database(url)
    maren = actor_of(database, MAREN)
    for _ in range(10):
        taking_quizzes.start(database, maren, COURSE, "routes", begin)
    for number in range(TIMES):
        now = Now(begin.at + timedelta(seconds=number), begin.today)
        attempt_id = taking_quizzes.start(database, maren, COURSE, quiz, now)
        taking_quizzes.submit(database, maren, attempt_id, now)
    database.close()


def test_two_processes_that_hand_in_two_hundred_times_lose_nothing(database: Database) -> None:
    begin = after()
    processes = [
        get_context("spawn").Process(target=take, args=(url_of(database), quiz, begin)) for quiz in ("first", "second")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    maren = actor_of(database, MAREN)
    with database.reading() as session:
        numbers = session.scalars(select(Attempt.number).where(Attempt.person_id == maren.person_id)).all()
        assert sorted(numbers) == sorted([1, *range(1, TIMES + 1), *range(1, TIMES + 1)])
        assert len(session.scalars(select(Submission.id)).all()) == 2 * TIMES
        assert len(session.scalars(select(Score.id)).all()) == 2 * TIMES
        enrolment = enrolment_by_id(session, enrolment_of(database, maren), begin.today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert list(verify(database, begin)) == []
    assert standings is not None
    assert (standings.quiz("routes").attempts, standings.quiz("routes").submitted) == (1, 0)
    for quiz in ("first", "second"):
        standing = standings.quiz(quiz)
        assert (standing.attempts, standing.submitted, standing.open_attempt) == (TIMES, TIMES, None)
        assert standing.last_submitted_at == begin.at + timedelta(seconds=TIMES - 1)
