"""Everybody chooses how often they are written to, on one page; garbage changes nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clinic import JONAS, MAREN, SVEN
from tests.web.conftest import As, csrf_token

MAIL = "/account/mail/"


def chosen(client: FlaskClient) -> list[str]:
    return re.findall(r'name="rhythm" value="([\w-]+)" checked', client.get(MAIL).get_data(as_text=True))


def choose(client: FlaskClient, rhythm: str) -> int:
    return client.post(MAIL, data={"csrf_token": csrf_token(client), "rhythm": rhythm}).status_code


@pytest.mark.parametrize("rhythm", ["at-once", "daily", "weekly", "none"])
def test_what_was_chosen_is_shown_and_is_ones_own(signed_in: As, rhythm: str) -> None:
    maren, jonas = signed_in(MAREN), signed_in(JONAS)
    assert chosen(maren) == ["at-once"]

    assert choose(maren, rhythm) == 303
    assert choose(maren, rhythm) == 303

    assert chosen(maren) == [rhythm]
    assert chosen(jonas) == ["at-once"]


@pytest.mark.parametrize("garbage", ["", "hourly", '"><script>', "x" * 5000])
def test_garbage_is_answered_beside_the_field_and_changes_nothing(signed_in: As, garbage: str) -> None:
    client = signed_in(MAREN)
    choose(client, "weekly")

    answer = client.post(MAIL, data={"csrf_token": csrf_token(client), "rhythm": garbage})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert '<a href="#rhythm">Choose one of the four.</a>' in page
    assert '"><script>' not in page
    assert chosen(client) == ["weekly"]


def test_the_account_leads_there(signed_in: As) -> None:
    page = signed_in(SVEN).get("/account/").get_data(as_text=True)
    assert f'<a href="{MAIL}">Mail</a>' in page


def test_the_page_says_where_mail_goes_and_that_there_is_none_yet(signed_in: As) -> None:
    page = signed_in(MAREN).get(MAIL).get_data(as_text=True)
    assert f"writes to you at {MAREN}" in page
    assert "This platform sends no mail at present." in page


def test_without_the_token_of_the_form_nothing_is_chosen(app: Flask, signed_in: As) -> None:
    client = signed_in(MAREN)
    assert client.post(MAIL, data={"rhythm": "none"}).status_code == 400
    assert chosen(client) == ["at-once"]
