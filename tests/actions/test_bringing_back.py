"""What was written once can be brought back, and nobody else's words are lost by it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.bringing_back import bring_back, restore
from trainer.actions.drafting import Diverged, Seen
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.queries.writing import WritingPage, writing_page
from trainer.storage.database import Database
from trainer.storage.drafts import GivenUp

PATH = "curriculum/pharmacology/routes.md"
NEW = "curriculum/pharmacology/half-lives.md"
FIRST = care_course()[PATH].decode()
SECOND = FIRST.replace("Ask first.", "Ask twice.")


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """An administrator, who may write too."""
    return actor_of(clinic, ADA)


def page(database: Database, actor: Actor, path: str = PATH) -> WritingPage:
    with database.reading() as session:
        return writing_page(session, actor, COURSE, path)


def seen(database: Database, actor: Actor, path: str = PATH) -> Seen:
    shown = page(database, actor, path)
    return Seen(version=shown.version, revision=shown.revision)


def write(database: Database, actor: Actor, text: str) -> None:
    drafting.save(database, actor, COURSE, PATH, text, seen(database, actor), after(hours=1))


def publish_second(database: Database) -> None:
    publish(database, care_course({PATH: SECOND}), after(hours=1))


def given_up(database: Database) -> UUID:
    with database.reading() as session:
        return session.scalars(select(GivenUp.id)).one()


def test_an_earlier_revision_becomes_the_draft(clinic: Database, ilse: Actor) -> None:
    publish_second(clinic)

    restore(clinic, ilse, COURSE, PATH, "r1", seen(clinic, ilse), after(hours=2))

    shown = page(clinic, ilse)
    assert (shown.text, shown.version, shown.revision_number, shown.is_behind) == (FIRST, 1, 2, False)


def test_a_saved_version_becomes_the_draft_and_what_it_replaced_is_kept(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, FIRST + "One.\n")
    write(clinic, ilse, FIRST + "Two.\n")

    restore(clinic, ilse, COURSE, PATH, "v1", seen(clinic, ilse), after(hours=2))

    assert page(clinic, ilse).text == FIRST + "One.\n"
    restore(clinic, ilse, COURSE, PATH, "v2", seen(clinic, ilse), after(hours=3))
    assert (page(clinic, ilse).text, page(clinic, ilse).version) == (FIRST + "Two.\n", 4)


def test_a_restored_revision_takes_the_place_of_what_is_published_also_in_a_draft_that_is_behind(
    clinic: Database, ilse: Actor
) -> None:
    write(clinic, ilse, FIRST + "Mine.\n")
    publish_second(clinic)

    restore(clinic, ilse, COURSE, PATH, "r1", seen(clinic, ilse), after(hours=2))

    assert (page(clinic, ilse).text, page(clinic, ilse).is_behind) == (FIRST, False)
    drafting.bring_up(clinic, ilse, COURSE, PATH, page(clinic, ilse).version, after(hours=3))
    assert page(clinic, ilse).text == FIRST


def test_a_restored_version_of_a_draft_that_is_behind_stays_behind(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, FIRST.replace("An opening", "My opening"))
    write(clinic, ilse, FIRST)
    publish_second(clinic)

    restore(clinic, ilse, COURSE, PATH, "v1", seen(clinic, ilse), after(hours=2))

    assert page(clinic, ilse).is_behind
    drafting.bring_up(clinic, ilse, COURSE, PATH, page(clinic, ilse).version, after(hours=3))
    assert page(clinic, ilse).text == SECOND.replace("An opening", "My opening")


def test_what_is_published_needs_no_draft(clinic: Database, ilse: Actor) -> None:
    assert restore(clinic, ilse, COURSE, PATH, "r1", seen(clinic, ilse), after()).version == 0
    assert page(clinic, ilse).version == 0


def test_words_that_somebody_saved_meanwhile_are_not_replaced(clinic: Database, ilse: Actor, ada: Actor) -> None:
    publish_second(clinic)
    shown = seen(clinic, ilse)
    write(clinic, ada, SECOND.replace("Ask twice.", "Ask three times."))

    with pytest.raises(Stale) as stale:
        restore(clinic, ilse, COURSE, PATH, "r1", shown, after(hours=2))

    assert isinstance(stale.value.current, Diverged)
    assert "Ask three times." in page(clinic, ilse).text


@pytest.mark.parametrize("name", ["r2", "r0", "v1", "", "1", "r", "r1 ", "rr1", "r999999999", "r9999999999"])
def test_what_is_not_kept_cannot_be_restored(clinic: Database, ilse: Actor, name: str) -> None:
    with pytest.raises(NotFound):
        restore(clinic, ilse, COURSE, PATH, name, seen(clinic, ilse), after())


def test_only_authors_of_the_course_restore(clinic: Database) -> None:
    for address in (NILS, MAREN):
        with pytest.raises(NotAllowed):
            restore(clinic, actor_of(clinic, address), COURSE, PATH, "r1", Seen(version=0, revision=None), after())
    with pytest.raises(NotFound):
        restore(clinic, actor_of(clinic, ILSE), "nowhere", PATH, "r1", Seen(version=0, revision=None), after())


def test_a_draft_that_was_given_up_comes_back_once(clinic: Database, ilse: Actor, ada: Actor) -> None:
    write(clinic, ilse, FIRST + "More.\n")
    drafting.give_up(clinic, ilse, COURSE, PATH, 1, after(hours=2))

    assert bring_back(clinic, ada, COURSE, given_up(clinic), after(hours=3)) == PATH
    bring_back(clinic, ada, COURSE, given_up(clinic), after(hours=3))

    shown = page(clinic, ilse)
    assert (shown.text, shown.version, shown.saved_by) == (FIRST + "More.\n", 2, "Ada")


def test_a_new_document_that_was_given_up_comes_back(clinic: Database, ilse: Actor) -> None:
    drafting.save(clinic, ilse, COURSE, NEW, "Half-lives.\n", Seen(version=0, revision=None), after())
    drafting.give_up(clinic, ilse, COURSE, NEW, 1, after(hours=1))

    bring_back(clinic, ilse, COURSE, given_up(clinic), after(hours=2))

    assert page(clinic, ilse, NEW).text == "Half-lives.\n"


def test_what_was_published_since_is_taken_into_a_draft_that_comes_back(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, FIRST.replace("An opening", "A first opening"))
    drafting.give_up(clinic, ilse, COURSE, PATH, 1, after(hours=2))
    publish_second(clinic)

    bring_back(clinic, ilse, COURSE, given_up(clinic), after(hours=3))

    shown = page(clinic, ilse)
    assert (shown.text, shown.is_behind) == (SECOND.replace("An opening", "A first opening"), False)


def test_where_both_wrote_at_one_place_both_texts_come_back(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, FIRST.replace("Ask first.", "Ask never."))
    drafting.give_up(clinic, ilse, COURSE, PATH, 1, after(hours=2))
    publish_second(clinic)

    bring_back(clinic, ilse, COURSE, given_up(clinic), after(hours=3))

    text = page(clinic, ilse).text
    assert "<<<<<<< yours\nAsk never.\n=======\nAsk twice.\n>>>>>>> theirs\n" in text


def test_a_draft_that_somebody_else_has_begun_is_left_alone(clinic: Database, ilse: Actor, ada: Actor) -> None:
    write(clinic, ilse, FIRST + "More.\n")
    drafting.give_up(clinic, ilse, COURSE, PATH, 1, after(hours=2))
    write(clinic, ada, FIRST + "Something else.\n")

    with pytest.raises(Stale, match="another draft"):
        bring_back(clinic, ilse, COURSE, given_up(clinic), after(hours=3))

    assert page(clinic, ilse).text == FIRST + "Something else.\n"


def test_only_authors_of_the_course_bring_drafts_back(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, FIRST + "More.\n")
    drafting.give_up(clinic, ilse, COURSE, PATH, 1, after(hours=2))

    for address in (NILS, MAREN):
        with pytest.raises(NotAllowed):
            bring_back(clinic, actor_of(clinic, address), COURSE, given_up(clinic), after(hours=3))
    with pytest.raises(NotFound):
        bring_back(clinic, actor_of(clinic, NILS), "harbour", given_up(clinic), after(hours=3))
    with pytest.raises(NotFound):
        bring_back(clinic, ilse, COURSE, uuid4(), after(hours=3))
