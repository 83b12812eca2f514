"""Two processes ease quizzes for one person while the sweep closes attempts, and nothing is lost."""

from multiprocessing import get_context

import pytest
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, MAREN, SVEN, actor_of, after, clinic, enrolment_of, publish
from tests.support.databases import Templates, url_of
from trainer.actions import accommodating, taking_quizzes
from trainer.actions.accommodating import Eased
from trainer.actions.folding import verify
from trainer.clock import Now
from trainer.errors import Stale
from trainer.storage.accommodations import AccommodationRow, Extension
from trainer.storage.database import Database, open_database

TIMES = 10


@pytest.fixture
def database(templates: Templates) -> Database:
    """A clinic in which Maren has begun a quiz of ten minutes."""
    database = clinic(templates)
    text = care_course()["quizzes/routes.yml"].decode().replace("attempts: 2", "attempts: 2\nminutes: 10")
    publish(database, care_course({"quizzes/routes.yml": text}), after())
    taking_quizzes.start(database, actor_of(database, MAREN), COURSE, "routes", after())
    return database


def ease(url: str, who: str, now: Now) -> None:
    """Ease once for each number, as often as it takes; a longer time each time."""
    database = open_database(url)
    sven, enrolment = actor_of(database, SVEN), enrolment_of(database, actor_of(database, MAREN))
    seen = done = 0
    while done < TIMES:
        try:
            eased = Eased(slug="routes", time_factor=110 + 10 * seen)
            accommodating.accommodate(database, sven, enrolment, eased, f"{who} {done}", seen, now)
            done += 1
        except Stale:
            pass
        seen += 1
    database.close()


def test_two_supervisors_who_ease_at_once_lose_nothing(database: Database) -> None:
    now = after(minutes=1)
    processes = [get_context("spawn").Process(target=ease, args=(url_of(database), who, now)) for who in ("A", "B")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    with database.reading() as session:
        numbers = session.scalars(select(AccommodationRow.number).order_by(AccommodationRow.number)).all()
        extensions = session.execute(select(Extension.number, Extension.due_at).order_by(Extension.number)).all()
    assert numbers == list(range(1, 2 * TIMES + 1))
    assert [row.number for row in extensions] == list(range(1, 2 * TIMES + 1))
    assert [row.due_at for row in extensions] == [after(minutes=11 + number).at for number in range(2 * TIMES)]
    assert list(verify(database, now)) == []
