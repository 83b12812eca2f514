"""Other ways through a course: each leads where it says, and says nothing of what is closed."""

import re

import pytest

from tests.support.attempts import Given, finish
from tests.support.care_course import SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, MAREN, actor_of, after, publish
from tests.web.conftest import As
from trainer.actions.folding import refold_outdated
from trainer.storage.database import Database

HALF: dict[str, Given] = {"stay": "always", "wait": "never"}
ROOT = f"/courses/{COURSE}"


@pytest.fixture
def guarded(clinic: Database) -> Database:
    """The clinic with a safety callout in the module whose quiz is a gate."""
    path = f"curriculum/{SCREENING}.md"
    publish(clinic, care_course({path: care_course()[path].decode() + "\n> [!safety]\n> Never go alone.\n"}), after())
    list(refold_outdated(clinic, after()))
    return clinic


def test_the_ways_are_linked_from_the_first_page_and_from_the_module(signed_in: As) -> None:
    client = signed_in(MAREN)
    home = client.get(f"{ROOT}/").get_data(as_text=True)
    module = client.get(f"{ROOT}/modules/pharmacology/routes").get_data(as_text=True)

    for way in ("phases", "objectives", "cards"):
        assert f'href="{ROOT}/{way}"' in home
        assert client.get(f"{ROOT}/{way}").status_code == 200
    assert f'<a href="{ROOT}/phases#dosing">Dosing session</a>' in module
    assert 'id="dosing"' in client.get(f"{ROOT}/phases").get_data(as_text=True)
    assert "/card" not in module


def test_a_module_with_a_gate_leads_to_its_card(guarded: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    address = f"{ROOT}/modules/{SCREENING}/card"

    assert f'href="{address}"' in client.get(f"{ROOT}/modules/{SCREENING}").get_data(as_text=True)
    card = client.get(address)
    assert card.status_code == 200
    for words in ("Never go alone.", "Call your local emergency number.", "This card does not replace the module."):
        assert words in card.get_data(as_text=True)


def test_nothing_of_a_closed_module_stands_on_any_way(guarded: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    card = client.get(f"{ROOT}/modules/{SCREENING}/card")
    assert card.status_code == 403
    pages = [
        card,
        *(client.get(f"{ROOT}/{way}") for way in ("cards", "phases", "objectives", "objectives?order=weakest")),
    ]

    for page in pages:
        text = page.get_data(as_text=True)
        assert "Never go alone." not in text
        assert "section-heart" not in text
        assert f"modules/{SCREENING}" not in text
    assert "Opens when “Routes” is done" in card.get_data(as_text=True)


def test_objectives_say_in_words_how_one_did(clinic: Database, signed_in: As) -> None:
    maren = actor_of(clinic, MAREN)
    client = signed_in(MAREN)
    assert (
        _words(client.get(f"{ROOT}/objectives?order=weakest").get_data(as_text=True)).count("Nothing was tested yet")
        == 1
    )

    finish(clinic, maren, "presence", HALF, after())
    finish(clinic, maren, "presence", {}, after(hours=1))

    by_module = _words(client.get(f"{ROOT}/objectives").get_data(as_text=True))
    assert (
        "Latest attempt (2): 0 of 2 points on 2 questions. Best: 1 of 2 points on 2 questions, in attempt 1."
        in by_module
    )
    assert by_module.count("Not tested yet.") == 1
    weakest = _words(client.get(f"{ROOT}/objectives?order=weakest").get_data(as_text=True))
    assert weakest.count("Compare the routes Taught in Presence, the whole module.") == 1
    assert "Not tested yet." not in weakest


def test_staff_read_how_much_tests_an_objective(signed_in: As) -> None:
    page = _words(signed_in(ILSE).get(f"{ROOT}/objectives").get_data(as_text=True))

    assert "Taught in Peak. Tested by 8 questions." in page
    assert "Not tested yet" not in page


@pytest.mark.parametrize("order", ["", "module", "weakest", "strongest", "a" * 3000])
def test_any_order_gives_the_page(signed_in: As, order: str) -> None:
    assert signed_in(MAREN).get(f"{ROOT}/objectives?order={order}").status_code == 200


def _words(html: str) -> str:
    """The words of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace(" ,", ",").split()).replace(" .", ".").replace(" ,", ",")
