"""An administrator removes words from what was published, in a browser that runs no script."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import ADA, MAREN, after, publish
from tests.web.conftest import browser_of, csrf_token
from trainer.settings import Settings
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.web.app import create_app

MODULE = f"curriculum/{ROUTES}.md"
NAME = "Hilda Sommer"
WHY = {"words": NAME, "reason": "patient", "why": "A patient can be recognised by this name."}


@pytest.fixture
def course(clinic: Database) -> Database:
    """A clinic in whose course a patient's name stood in the second edition, and stands no more."""
    database = replace(clinic, library=Library())
    files = care_course()
    for number, words in enumerate((b"Ask first, as Hilda Sommer was asked.", b"Ask first, always."), start=1):
        publish(database, {**files, MODULE: files[MODULE].replace(b"Ask first.", words)}, after(hours=number))
    return database


def browser(database: Database, address: str) -> FlaskClient:
    app = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), replace(database, library=Library()))
    return browser_of(app, database, address)


def places(client: FlaskClient, **changed: str) -> str:
    form = {**WHY, **changed, "csrf_token": csrf_token(client)}
    return client.post("/author/care/redact/places", data=form).get_data(as_text=True)


def redact(client: FlaskClient, **changed: str) -> tuple[int, str]:
    page = places(client)
    found = re.search(r'name="seen" value="([^"]+)"', page)
    form = {**WHY, "seen": found[1] if found else "", "sure": "yes", **changed, "csrf_token": csrf_token(client)}
    answer = client.post("/author/care/redact", data=form)
    return answer.status_code, answer.headers.get("Location", "")


def test_words_are_looked_for_shown_and_removed(course: Database) -> None:
    ada = browser(course, ADA)
    page = places(ada)
    assert "1 place in 1 text." in page
    assert "<mark>Hilda Sommer</mark>" in page
    assert "revision 2, line" in page

    assert redact(ada) == (303, "/author/care/redactions#redaction-1")

    done = ada.get("/author/care/redactions").get_data(as_text=True)
    assert "A patient can be recognised by this name." in done
    assert NAME not in done


def test_every_worker_forgets_the_words_at_its_next_request(course: Database) -> None:
    ada, maren = browser(course, ADA), browser(course, MAREN)
    was = maren.get("/courses/care/editions/2/modules/pharmacology/routes")
    assert NAME in was.get_data(as_text=True)

    redact(ada)

    now = maren.get("/courses/care/editions/2/modules/pharmacology/routes").get_data(as_text=True)
    assert NAME not in now
    assert "Ask first, as ‹removed› was asked." in now
