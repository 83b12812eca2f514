"""Whoever asked for it is reminded of their daily review by mail, on a morning on which something is due."""

import pytest

from tests.support.clinic import COURSE, MAREN, after
from tests.support.mail import notices
from tests.support.recalls import Keeper, keeper_of_routes
from trainer.access import Actor
from trainer.actions import recalling
from trainer.actions.reminders import remind_everybody
from trainer.storage.database import Database

REVIEW = ("recall", MAREN, "A course of care", "courses/care/daily-review")


@pytest.fixture
def keeper(clinic: Database, maren: Actor) -> Keeper:
    """Maren keeps seven questions, all due in two days."""
    return keeper_of_routes(clinic, maren, after())


def reminded(keeper: Keeper, days: float) -> int:
    """How often she was reminded by the morning of a day."""
    remind_everybody(keeper.database, after(days=days))
    return [each for each in notices(keeper.database) if each[0] == "recall"].count(REVIEW)


def choose(keeper: Keeper, *, rests: bool = False, by_mail: bool = True) -> None:
    recalling.choose(keeper.database, keeper.actor, COURSE, after(), rests=rests, by_mail=by_mail)


def test_nobody_is_reminded_who_did_not_ask_for_it(keeper: Keeper) -> None:
    assert reminded(keeper, 2) == 0
    choose(keeper, by_mail=False)
    assert reminded(keeper, 3) == 0


def test_the_mail_comes_once_a_day_and_only_while_something_is_due(keeper: Keeper) -> None:
    choose(keeper)
    assert reminded(keeper, 1) == 0
    assert reminded(keeper, 2) == 1
    assert reminded(keeper, 2.1) == 1
    for question in keeper.kept(after(days=2.2)):
        recalling.leave(keeper.database, keeper.actor, COURSE, keeper.name(question, after(days=2.2)), after(days=2.2))
    assert reminded(keeper, 3) == 1


def test_it_comes_again_on_the_next_day(keeper: Keeper) -> None:
    choose(keeper)
    assert (reminded(keeper, 2), reminded(keeper, 3)) == (1, 2)


def test_nobody_is_reminded_whose_reviews_rest(keeper: Keeper) -> None:
    choose(keeper, rests=True)
    assert reminded(keeper, 2) == 0
