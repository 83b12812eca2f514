"""The application on the clinic's database, and browsers for those who take part."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import clinic as small_clinic
from trainer import clock
from trainer.actions.signing_in import start_session
from trainer.previewing.shelf import Shelf
from trainer.settings import Settings
from trainer.storage.database import Database, open_database
from trainer.tokens import new_token
from trainer.web import remembered
from trainer.web.app import create_app

As = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def assembled() -> Flask:
    """The application without a database; putting it together and compiling its templates takes longer than a test."""
    return create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), open_database("sqlite://"))


@pytest.fixture
def app(assembled: Flask, clinic: Database, tmp_path: Path) -> Iterator[Flask]:
    """The application, as a production server runs it, but that it starts no process to make previews."""
    remembered.forget(assembled)
    shelf = Shelf(tmp_path / "previews", start=lambda _: None)
    assembled.extensions.update({"trainer.database": clinic, "trainer.previews": shelf})
    yield assembled
    shelf.close()


@pytest.fixture
def signed_in(app: Flask, clinic: Database) -> As:
    """A browser: `signed_in("maren@example.org")`, or without an address a stranger's."""

    def browser(address: str | None = None) -> FlaskClient:
        return browser_of(app, clinic, address)

    return browser


def browser_of(app: Flask, database: Database, address: str | None = None) -> FlaskClient:
    """A browser of an application, in which somebody is signed in or nobody."""
    client = app.test_client()
    if address:
        actor, token = small_clinic.actor_of(database, address), new_token()
        with database.writing() as session:
            start_session(session, actor.person_id, token, "a test", clock.now(ZoneInfo("UTC")))
            session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
    return client


def csrf_token(client: FlaskClient) -> str:
    """The token that this browser's forms carry."""
    page = client.get("/account/", follow_redirects=True).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
