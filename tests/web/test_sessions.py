"""Sessions: what the browser keeps, where one is signed in, and how a session ends."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clinic import MAREN, PASSWORD
from tests.web.conftest import csrf_token
from trainer.settings import Settings
from trainer.storage.database import Database
from trainer.web.app import create_app

FIREFOX: Final = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
_ROW = re.compile(r"<strong>([^<]+)</strong>( <span[^>]*>.*?This browser.*?</span>)?", re.DOTALL)
_END = re.compile(r'action="(/account/sessions/[0-9a-f-]{36}/end)"')

Browser = Callable[[str], FlaskClient]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which Maren signs in by the page."""

    def opened(name: str) -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = name
        form = {"csrf_token": csrf_token(client), "address": MAREN, "password": PASSWORD}
        assert client.post("/sign-in", data=form).location == "/"
        return client

    return opened


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account/").status_code == 200


def listed(client: FlaskClient) -> list[tuple[str, bool]]:
    """The sessions on the account's page, and which is marked as this browser's."""
    page = client.get("/account/").get_data(as_text=True)
    return [(name, bool(mark)) for name, mark in _ROW.findall(page)]


@pytest.mark.parametrize(
    ("base", "is_secure"), [("https://training.example.org", True), ("http://localhost:8000", False)]
)
def test_the_cookie_is_for_this_site_alone_and_for_no_script(clinic: Database, base: str, is_secure: bool) -> None:
    client = create_app(Settings(secret_key="k" * 40, base_url=base), clinic).test_client()
    page = client.get("/sign-in", base_url=base)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
    assert token is not None
    form = {"csrf_token": token[1], "address": MAREN, "password": PASSWORD}
    answer = client.post("/sign-in", data=form, base_url=base, headers={"Referer": f"{base}/sign-in"})

    assert answer.status_code == 303
    cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert len(cookies) == 2
    for cookie in cookies:
        name, *flags = cookie.split("; ")
        assert name.startswith("trainer=")
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
        assert ("Secure" in flags) is is_secure
        assert not any(flag.startswith("Domain=") for flag in flags)


def test_signing_in_gives_a_new_cookie_in_which_nothing_of_before_is_left(app: Flask) -> None:
    client = app.test_client()
    token = csrf_token(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    client.post("/sign-in", data={"csrf_token": token, "address": MAREN, "password": PASSWORD})

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert "_user_id" in cookie


def test_the_account_lists_every_browser_and_ends_the_session_of_another(browser: Browser) -> None:
    here, phone = browser(FIREFOX), browser(PHONE)
    assert sorted(listed(here)) == [("Firefox on Windows", True), ("Safari on iPhone", False)]
    [end] = _END.findall(here.get("/account/").get_data(as_text=True))

    assert here.post(end, data={"csrf_token": csrf_token(here)}).location == "/account/"

    assert (is_signed_in(here), is_signed_in(phone)) == (True, False)
    assert listed(here) == [("Firefox on Windows", True)]
    assert phone.get("/courses/care/").location.startswith("/sign-in?next=")


def test_a_kept_cookie_opens_nothing_after_signing_out(browser: Browser, app: Flask) -> None:
    here, phone = browser(FIREFOX), browser(PHONE)
    kept = here.get_cookie("trainer")
    assert kept is not None
    answer = here.post("/account/sign-out", data={"csrf_token": csrf_token(here)})

    assert answer.location == "/sign-in"
    assert (is_signed_in(here), is_signed_in(phone)) == (False, True)
    thief = app.test_client()
    thief.set_cookie("trainer", kept.value)
    assert not is_signed_in(thief)


def test_a_forged_cookie_opens_nothing(app: Flask, browser: Browser) -> None:
    kept = browser(FIREFOX).get_cookie("trainer")
    assert kept is not None
    for value in (kept.value[:-2], "x" + kept.value, "", "a.b.c", "\u00fc", "x" * 3000):
        client = app.test_client()
        client.set_cookie("trainer", value)
        assert client.get("/account/").status_code == 303, value[:20]
