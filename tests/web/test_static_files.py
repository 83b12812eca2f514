"""Stylesheets, scripts and fonts: asked for once, kept for a year, sent squeezed."""

import gzip
import re

from flask import Flask
from flask.testing import FlaskClient

from tests.support.clinic import MAREN
from tests.web.conftest import As
from trainer.paths import static_folder

_USED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def used(client: FlaskClient) -> list[str]:
    """The files that the home page asks for."""
    return sorted(set(_USED.findall(client.get("/courses/care/").get_data(as_text=True))))


def test_every_file_of_a_page_is_kept_for_a_year_and_named_by_its_digest_unless_it_is_a_font(signed_in: As) -> None:
    client = signed_in(MAREN)
    files = used(client)

    assert len(files) > 1
    unnamed = [file for file in files if not re.search(r"\?v=[0-9a-f]{12}\Z", file)]
    assert unnamed == ["/static/fonts/sans.woff2", "/static/fonts/serif.woff2"]
    kept = {client.get(file).headers["Cache-Control"] for file in files}
    assert kept == {"public, max-age=31536000, immutable"}


def test_text_is_squeezed_for_browsers_that_take_it_and_is_the_same_text(signed_in: As) -> None:
    client = signed_in()
    squeezed = client.get("/static/site.css", headers={"Accept-Encoding": "gzip, deflate"})
    plain = client.get("/static/site.css")

    assert (squeezed.headers["Content-Encoding"], squeezed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert ("Content-Encoding" in plain.headers, plain.headers["Vary"]) == (False, "Accept-Encoding")
    assert plain.data == (static_folder() / "site.css").read_bytes()
    assert gzip.decompress(squeezed.data) == plain.data
    assert len(squeezed.data) < len(plain.data) / 3


def test_a_browser_that_refuses_gzip_gets_plain_text(signed_in: As) -> None:
    refused = ("gzip;q=0", "identity, gzip;q=0.0")
    answers = [signed_in().get("/static/site.css", headers={"Accept-Encoding": wish}) for wish in refused]

    assert [answer.headers.get("Content-Encoding") for answer in answers] == [None, None]


def test_a_file_carries_no_cookie_and_asks_for_none(signed_in: As) -> None:
    answer = signed_in(MAREN).get("/static/site.css")

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_pages_are_kept_by_nobody_and_squeezed(app: Flask, signed_in: As) -> None:
    client = signed_in(MAREN)
    squeezed = client.get("/courses/care/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/courses/care/")

    assert squeezed.headers["Cache-Control"] == "no-store"
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in squeezed.headers["Vary"]
    assert gzip.decompress(squeezed.data).startswith(b"<!doctype html>")
    assert len(squeezed.data) < len(plain.data) / 2
