"""Who may open what: every address of the application, for every role, with one's own things and another's."""

from flask import Flask

from tests.support.access_table import PEOPLE, READING, WRITING
from tests.support.addresses import addresses, authored_things, things_of
from tests.support.clinic import MAREN
from tests.web.browsers import Browsers
from tests.web.conftest import As
from trainer.storage.database import Database


def test_every_address_answers_everybody_as_the_table_says(app: Flask, clinic: Database, signed_in: As) -> None:
    addresses = _addresses(app, clinic)
    browsers = Browsers(app, signed_in)
    found = {what: [_status(browsers, who, what, url) for who in PEOPLE] for what, url in addresses.items()}
    assert {what: " ".join(map(str, statuses)) for what, statuses in found.items()} == READING | WRITING


def test_a_form_without_its_token_changes_nothing(app: Flask, clinic: Database, signed_in: As) -> None:
    addresses = _addresses(app, clinic)
    client = signed_in(MAREN)
    posts = {what: client.post(url).status_code for what, url in addresses.items() if what.startswith("POST")}
    # Mail programs have no form: what their address carries is the token, and this one is of nothing.
    assert posts == {**dict.fromkeys(posts, 400), "POST mail_links.stop": 404}
    assert client.get("/account/").status_code == 200


def _addresses(app: Flask, clinic: Database) -> dict[str, str]:
    """An address for each rule and method, about Maren's things and those of her course."""
    things = things_of(clinic, MAREN) | authored_things(clinic)
    return {address.what: address.url() for address in addresses(app, things)}


def _status(browsers: Browsers, who: str | None, what: str, url: str) -> int:
    client, token = browsers.of(who)
    if what.startswith("GET"):
        return client.get(url).status_code
    status = client.post(url, data={"csrf_token": token, "address": str(who)}).status_code
    if what.startswith("POST account."):
        browsers.forget(who)  # some of these end the session
    return status
