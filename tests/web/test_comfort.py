"""How somebody likes to read stands on every page of theirs, and nowhere else."""

import re

from flask.testing import FlaskClient

from tests.support.clinic import COURSE, JONAS, MAREN
from tests.web.conftest import As, csrf_token

DARK = {"text_size": "larger", "line_width": "wide", "theme": "dark", "motion": "reduced"}


def root(client: FlaskClient, path: str) -> str:
    """The <html> of a page."""
    found = re.search(r"<html [^>]*>", client.get(path).get_data(as_text=True))
    assert found is not None
    return found[0]


def save(client: FlaskClient, **form: str) -> int:
    return client.post("/account/comfort/", data={"csrf_token": csrf_token(client), **form}).status_code


def test_what_was_saved_stands_on_every_page_of_that_person(signed_in: As) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    assert root(maren, f"/courses/{COURSE}/") == '<html lang="en">'

    assert save(maren, **DARK) == 303

    chosen = '<html lang="en" data-text="larger" data-width="wide" data-theme="dark" data-motion="reduced">'
    for path in (f"/courses/{COURSE}/", "/account/", "/nowhere"):
        assert root(maren, path) == chosen
    assert '<meta name="color-scheme" content="dark">' in maren.get("/account/").get_data(as_text=True)
    assert root(jonas, "/account/") == '<html lang="en">'


def test_the_form_shows_what_was_saved(signed_in: As) -> None:
    client = signed_in(MAREN)
    save(client, **DARK)
    page = client.get("/account/comfort/").get_data(as_text=True)
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', page) == list(DARK.items())


def test_garbage_is_answered_beside_its_field_and_leaves_the_page_as_it_was(signed_in: As) -> None:
    client = signed_in(MAREN)
    answer = client.post(
        "/account/comfort/", data={"csrf_token": csrf_token(client), **DARK, "theme": '"><script>', "text_size": ""}
    )
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert '<a href="#theme">Choose one of the themes.</a>' in page
    assert '<a href="#text_size">Choose one of the sizes.</a>' in page
    assert '"><script>' not in page
    assert root(client, "/account/") == '<html lang="en">'


def test_signing_out_tells_the_browser_to_forget(signed_in: As) -> None:
    client = signed_in(MAREN)
    answer = client.post("/account/sign-out", data={"csrf_token": csrf_token(client)})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
