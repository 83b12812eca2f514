"""What was saved of drafts goes after ninety days, and nothing that somebody still needs goes with it."""

import pytest
from sqlalchemy import select

from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.drafts import MODULE, draft, text_of
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.bringing_back import bring_back
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.drafting import Seen
from trainer.actions.pruning import prune_drafts
from trainer.actions.publications import Plan, plan
from trainer.actions.sweeping import sweep
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.drafts import DraftVersion

NEW = "curriculum/pharmacology/half-lives.md"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def kept(database: Database, path: str = MODULE) -> list[int]:
    with database.reading() as session:
        return sorted(session.scalars(select(DraftVersion.version).where(DraftVersion.path == path)))


def publish_draft(database: Database, actor: Actor, version: int, now: Now, due: Now) -> None:
    wanted = Plan(versions={MODULE: version}, change=Change.TYPO, note="", due_at=due.at)
    plan(database, actor, COURSE, wanted, now)


def test_of_a_living_draft_the_last_version_of_each_earlier_day_stays(clinic: Database) -> None:
    for day in (0, 1, 1, 1, 50):
        draft(clinic, after(days=day))

    assert prune_drafts(clinic, after(days=95)) == 2

    assert kept(clinic) == [1, 4, 5]
    assert text_of(clinic).count("More words.") == 5


def test_of_a_published_draft_only_the_last_version_stays_and_numbers_go_on(clinic: Database, ilse: Actor) -> None:
    for hour in range(1, 4):
        draft(clinic, after(hours=hour))
    publish_draft(clinic, ilse, 3, after(days=2), after(days=2))
    carry_out_due(clinic, after(days=2))

    assert prune_drafts(clinic, after(days=100)) == 2

    assert kept(clinic) == [3]
    assert draft(clinic, after(days=100)) == 4


def test_the_words_of_a_draft_that_was_given_up_go_and_its_number_is_not_used_again(
    clinic: Database, ilse: Actor
) -> None:
    first = drafting.save(clinic, ilse, COURSE, NEW, "A patient said …\n", Seen(version=0, revision=None), after())
    given_up = drafting.give_up(clinic, ilse, COURSE, NEW, first.version, after(days=1))
    assert given_up is not None

    assert prune_drafts(clinic, after(days=89)) == 0
    assert prune_drafts(clinic, after(days=91)) == 1

    assert kept(clinic, NEW) == []
    with pytest.raises(NotFound, match="no longer kept"):
        bring_back(clinic, ilse, COURSE, given_up, after(days=91))
    again = drafting.save(clinic, ilse, COURSE, NEW, "Otherwise.\n", Seen(version=0, revision=None), after(days=92))
    assert again.version == 2


def test_a_draft_that_was_brought_back_keeps_its_text(clinic: Database, ilse: Actor) -> None:
    version = draft(clinic, after())
    given_up = drafting.give_up(clinic, ilse, COURSE, MODULE, version, after(days=1))
    assert given_up is not None
    bring_back(clinic, ilse, COURSE, given_up, after(days=2))

    prune_drafts(clinic, after(days=200))

    assert text_of(clinic).endswith("More words.\n")


def test_what_waits_to_be_published_stays_until_it_is(clinic: Database, ilse: Actor) -> None:
    draft(clinic, after())
    draft(clinic, after(hours=1))
    publish_draft(clinic, ilse, 2, after(hours=1), after(days=300))
    draft(clinic, after(hours=2))

    assert prune_drafts(clinic, after(days=200)) == 1

    assert kept(clinic) == [2, 3]


def test_the_sweep_prunes_many_versions_at_once(clinic: Database) -> None:
    for minute in range(30):
        draft(clinic, after(minutes=minute))

    sweep(clinic, after(days=100))

    assert kept(clinic) == [30]
