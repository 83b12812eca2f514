"""Pieces of pages that are remembered show nobody what is another's."""

import re

from flask.testing import FlaskClient

from tests.support.clinic import COURSE, JONAS, MAREN
from tests.web.conftest import As, csrf_token

MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"


def page_of(client: FlaskClient) -> str:
    return client.get(MODULE).get_data(as_text=True)


def tokens_in(page: str) -> set[str]:
    return set(re.findall(r'name="csrf_token" value="([^"]*)"', page))


def test_every_form_of_a_page_carries_the_token_of_its_own_session(signed_in: As) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    of_maren, of_jonas = tokens_in(page_of(maren)), tokens_in(page_of(jonas))
    assert len(of_maren) == len(of_jonas) == 1
    assert of_maren != of_jonas
    section = f"{MODULE}/sections/summary"
    noted = maren.post(f"{section}/notes", data={"csrf_token": of_maren.pop(), "words": "Mine"})
    assert noted.status_code == 303
    refused = maren.post(f"{section}/notes", data={"csrf_token": of_jonas.pop(), "words": "Mine again"})
    assert refused.status_code == 400


def test_a_note_is_in_no_other_persons_page_and_gone_from_ones_own_when_it_is_removed(signed_in: As) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    maren.post(f"{MODULE}/sections/summary/notes", data={"csrf_token": csrf_token(maren), "words": "Ask Sven"})
    assert "Ask Sven" in page_of(maren)
    assert "Ask Sven" not in page_of(jonas)
    note = re.search(r'id="own-([0-9a-f-]{36})"', page_of(maren))
    assert note
    address = f"/courses/{COURSE}/notes/{note[1]}/remove"
    assert maren.post(address, data={"csrf_token": csrf_token(maren), "number": "1"}).status_code in (200, 303)
    assert "Ask Sven" not in page_of(maren)


def test_a_section_that_one_has_read_is_read_for_nobody_else(signed_in: As) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    marks = page_of(jonas).count("Mark section as read")
    maren.post(f"{MODULE}/sections/summary/finish", data={"csrf_token": csrf_token(maren)})
    assert page_of(maren).count("Mark section as read") == marks - 1
    assert page_of(jonas).count("Mark section as read") == marks
