"""Pocket cards: one for each gate, for whom its module is open."""

import pytest

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.folding import refold_outdated
from trainer.errors import NotFound
from trainer.queries.cards import CardsPage, ClosedCard, card_page, cards_page
from trainer.storage.database import Database


def with_safety(database: Database) -> None:
    """Publish the course with a safety callout in its gate and one in a module without a gate."""
    files = care_course()
    added = {
        path: files[path].decode() + "\n> [!safety] Never\n> Never go alone.\n"
        for path in (f"curriculum/{SCREENING}.md", f"curriculum/{ROUTES}.md")
    }
    publish(database, care_course(added), after())
    list(refold_outdated(database, after()))


def all_cards(database: Database, actor: Actor) -> CardsPage:
    with database.reading() as session:
        return cards_page(session, database, actor, COURSE, after(days=1))


def one_card(database: Database, actor: Actor, module: str) -> CardsPage:
    with database.reading() as session:
        return card_page(session, database, actor, COURSE, module, after(days=1))


def test_a_card_holds_the_safety_callouts_of_a_gate_and_the_words_for_an_emergency(clinic: Database) -> None:
    with_safety(clinic)
    page = all_cards(clinic, actor_of(clinic, ILSE))

    [card] = page.cards
    assert (card.title, card.code, card.revision, len(card.callouts)) == ("Screening", "P2", 2, 1)
    assert card.callouts[0].endswith("</p><p>Never go alone.</p>\n</aside>")
    assert (page.help or "").startswith("<p>Call your local emergency number.")
    assert (page.course.edition, page.published_at) == (2, after().at)
    assert one_card(clinic, actor_of(clinic, ILSE), SCREENING) == page


def test_the_card_of_a_closed_module_tells_its_title_and_what_opens_it(clinic: Database, maren: Actor) -> None:
    with_safety(clinic)
    closed = (ClosedCard(title="Screening", why="Opens when “Routes” is done"),)
    for page in (all_cards(clinic, maren), one_card(clinic, maren, SCREENING)):
        assert (page.cards, page.closed) == ((), closed)

    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())

    for page in (all_cards(clinic, maren), one_card(clinic, maren, SCREENING)):
        assert ([card.title for card in page.cards], page.closed) == (["Screening"], ())


def test_a_gate_without_safety_callouts_has_an_empty_card(clinic: Database) -> None:
    [card] = all_cards(clinic, actor_of(clinic, ILSE)).cards

    assert (card.callouts, card.characters) == ((), 0)


def test_a_module_without_a_gate_has_no_card(clinic: Database, maren: Actor) -> None:
    with_safety(clinic)
    for module in (ROUTES, "pharmacology/nothing", "nothing"):
        with pytest.raises(NotFound):
            one_card(clinic, maren, module)


def test_somebody_who_may_not_read_the_course_sees_no_card(clinic: Database) -> None:
    nils = actor_of(clinic, NILS)
    with pytest.raises(NotFound):
        all_cards(clinic, nils)
    with pytest.raises(NotFound):
        one_card(clinic, nils, SCREENING)
