"""Authors see who else has a document open."""

import pytest

from tests.support.clinic import ADA, COURSE, ILSE, NILS, actor_of, after
from trainer.access import Actor
from trainer.actions import at_work
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound
from trainer.queries.at_work import AtWorkNow, Colleague, at_work_now
from trainer.storage.database import Database

MODULE = "curriculum/pharmacology/routes.md"


def seen(database: Database, actor: Actor, now: Now) -> AtWorkNow:
    with database.reading() as session:
        return at_work_now(session, actor, COURSE, MODULE, now)


def test_each_sees_the_other_and_not_oneself(clinic: Database) -> None:
    ilse, ada = actor_of(clinic, ILSE), actor_of(clinic, ADA)
    for actor in (ilse, ada):
        at_work.come(clinic, actor, COURSE, MODULE, after(hours=1))

    assert seen(clinic, ilse, after(hours=1, seconds=10)).colleagues == (Colleague(name="Ada", seconds=10),)
    assert seen(clinic, ada, after(hours=1, seconds=10)).colleagues == (Colleague(name="Ilse", seconds=10),)


def test_who_comes_again_is_seen_from_then_on(clinic: Database) -> None:
    ilse, ada = actor_of(clinic, ILSE), actor_of(clinic, ADA)
    for seconds in (0, 50):
        at_work.come(clinic, ada, COURSE, MODULE, after(hours=1, seconds=seconds))

    assert seen(clinic, ilse, after(hours=1, seconds=70)).colleagues == (Colleague(name="Ada", seconds=20),)


def test_who_is_silent_for_a_minute_or_leaves_is_gone(clinic: Database) -> None:
    ilse, ada = actor_of(clinic, ILSE), actor_of(clinic, ADA)
    at_work.come(clinic, ada, COURSE, MODULE, after(hours=1))
    assert seen(clinic, ilse, after(hours=1, seconds=61)).colleagues == ()

    at_work.come(clinic, ada, COURSE, MODULE, after(hours=2))
    for _ in range(2):
        at_work.leave(clinic, ada, COURSE, MODULE)
    assert seen(clinic, ilse, after(hours=2)).colleagues == ()


def test_only_authors_of_the_course_are_at_work(clinic: Database, maren: Actor) -> None:
    for actor in (maren, actor_of(clinic, NILS)):
        with pytest.raises(NotAllowed):
            at_work.come(clinic, actor, COURSE, MODULE, after(hours=1))
        with pytest.raises(NotFound):
            seen(clinic, actor, after(hours=1))
    for course, path in (("nothing", MODULE), (COURSE, "README.md")):
        with pytest.raises(NotFound):
            at_work.come(clinic, actor_of(clinic, ILSE), course, path, after(hours=1))
