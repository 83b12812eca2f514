"""What authors decided to publish is carried out once, whoever else acts at the same moment."""

import json
from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import event, select

from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.databases import lend_no_more
from tests.support.drafts import MODULE, draft
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.publications import Plan, plan, withdraw
from trainer.curriculum.change import Change
from trainer.errors import Stale
from trainer.storage.content import Edition
from trainer.storage.database import Database
from trainer.storage.drafts import Publication


@pytest.fixture
def planned(clinic: Database) -> UUID:
    """A publication that is due after two hours."""
    versions, due = {MODULE: draft(clinic, after(hours=1))}, after(hours=2)
    wanted = Plan(versions=versions, change=Change.TYPO, note="", due_at=due.at)
    return plan(clinic, actor_of(clinic, ILSE), COURSE, wanted, after(hours=1))


def once_it_was_read(database: Database, act: Callable[[], object]) -> None:
    """Do something when the plan was read and its edition is about to be made: that is the second reading."""
    numbers = count(1)

    def given_back(*_: object) -> None:
        if next(numbers) == 2:
            act()

    lend_no_more(database)
    event.listen(database.reader, "checkin", given_back)


def outcome(database: Database, publication: UUID) -> tuple[str, int | None, list[object], int]:
    """Its state, its edition, what was told of it, and how many editions there are."""
    with database.reading() as session:
        found = session.get_one(Publication, publication)
        editions = session.scalars(select(Edition.id)).all()
        return found.state, found.edition, json.loads(found.told), len(editions)


def test_what_is_taken_back_at_the_last_moment_is_not_published(clinic: Database, planned: UUID) -> None:
    ilse = actor_of(clinic, ILSE)
    once_it_was_read(clinic, lambda: withdraw(clinic, ilse, COURSE, planned, after(hours=2)))

    carry_out_due(clinic, after(hours=2))

    assert outcome(clinic, planned) == ("withdrawn", None, [], 2)


def test_two_who_carry_out_the_same_plan_publish_it_once(clinic: Database, planned: UUID) -> None:
    once_it_was_read(clinic, lambda: carry_out_due(clinic, after(hours=2)))

    carry_out_due(clinic, after(hours=2))

    assert outcome(clinic, planned) == ("published", 2, [], 3)


def test_what_was_carried_out_meanwhile_cannot_be_taken_back(clinic: Database, planned: UUID) -> None:
    carry_out_due(clinic, after(hours=2))

    with pytest.raises(Stale):
        withdraw(clinic, actor_of(clinic, ILSE), COURSE, planned, after(hours=2))
    assert outcome(clinic, planned)[0] == "published"
