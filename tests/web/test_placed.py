"""Pieces that are put into a page when it is ready stand in their places, and sessions end with their requests."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import QueuePool

from tests.support.clinic import COURSE, JONAS, MAREN
from tests.web.conftest import As
from trainer.storage.database import Database

MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"
STAND_IN = re.compile(r"\b[0-9a-f]{48}\b")


def page_of(client: FlaskClient, address: str = MODULE) -> str:
    return client.get(address).get_data(as_text=True)


def test_every_section_stands_in_its_place_and_no_stand_in_is_left(signed_in: As) -> None:
    page = page_of(signed_in(MAREN))

    anchors = re.findall(r'<section class="section" id="(section-[a-z-]+)"', page)
    assert anchors == ["section-peak", "section-onset", "section-summary"]
    assert page.index("<h1>") < page.index(f'id="{anchors[0]}"') < page.index('id="sources"')
    assert not STAND_IN.search(page)


def test_a_page_that_was_not_found_and_one_that_is_not_ones_own_have_none_left(signed_in: As) -> None:
    maren = signed_in(MAREN)

    for address in (f"{MODULE}-gone", "/administer/", "/account/"):
        assert not STAND_IN.search(page_of(maren, address))


def test_two_who_did_different_things_find_different_sections(signed_in: As) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page_of(maren))
    assert token
    maren.post(f"{MODULE}/sections/summary/mark", data={"csrf_token": token[1], "mark": "yes"})

    assert "Take the mark away" in page_of(maren)
    assert "Take the mark away" not in page_of(jonas)
    assert "Take the mark away" in page_of(maren)


@pytest.mark.parametrize(
    "address",
    [
        MODULE,
        f"{MODULE}-gone",
        f"/courses/{COURSE}/",
        "/courses/5c0f5e0e-6c55-4c0e-9d52-0d8a3f0d7a11/",
        f"/courses/{COURSE}/modules/pharmacology/routes/sections/peak/open",
    ],
)
def test_a_connection_is_given_back_whatever_became_of_the_page(signed_in: As, clinic: Database, address: str) -> None:
    maren = signed_in(MAREN)

    maren.get(address)

    pool = clinic.reader.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedout() == 0
