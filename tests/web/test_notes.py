"""Notes without any script: kept, refused with what was typed, changed in two tabs, removed, put back, downloaded."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.clinic import COURSE, JONAS, MAREN, SVEN
from tests.web.conftest import As, csrf_token

MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"
NOTES = f"/courses/{COURSE}/notes"
SUMMARY = f"{MODULE}/sections/summary"


@pytest.fixture
def maren(signed_in: As) -> FlaskClient:
    """Maren's browser."""
    return signed_in(MAREN)


def post(client: FlaskClient, address: str, form: Mapping[str, str], **headers: str) -> TestResponse:
    return client.post(address, data={"csrf_token": csrf_token(client), **form}, headers=headers)


def text_of(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def note_id(client: FlaskClient) -> str:
    found = re.search(r'id="own-([0-9a-f-]{36})"', text_of(client, NOTES))
    assert found
    return found[1]


def hidden(page: str, form: str) -> dict[str, str]:
    """The values that a page's form of this class sends."""
    body = page.partition(f'<form class="{form}"')[2].partition("</form>")[0]
    values = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', body)}
    words = re.search(r"<textarea name=\"words\"[^>]*>\n(.*?)</textarea>", body, re.DOTALL)
    return {**values, "words": unescape(words[1]) if words else ""}


def test_a_note_leads_back_to_its_place_in_the_module(maren: FlaskClient) -> None:
    answer = post(maren, f"{SUMMARY}/notes", {"words": "<b>Ask</b> Sven", "quote": "ask  FIRST"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{MODULE}#own-{note_id(maren)}"
    page = text_of(maren, MODULE)
    assert "&lt;b&gt;Ask&lt;/b&gt; Sven" in page
    assert '<blockquote class="own-quote" dir="auto">Ask first</blockquote>' in page


def test_what_cannot_be_kept_comes_back_with_all_that_was_typed(maren: FlaskClient) -> None:
    answer = post(maren, f"{SUMMARY}/notes", {"words": "A long thought\nin lines", "quote": "not <there>"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "These words are not in this section." in page
    assert "A long thought\nin lines</textarea>" in page
    assert "not &lt;there&gt;</textarea>" in page
    assert text_of(maren, NOTES).count("own-note") == 0


def test_a_script_gets_the_section_and_a_refusal_as_a_page(maren: FlaskClient) -> None:
    kept = post(maren, f"{SUMMARY}/notes", {"quote": "Ask first"}, **{"X-Fragment": "1"})
    assert kept.status_code == 200
    fragment = kept.get_data(as_text=True)
    assert fragment.strip().startswith('<details class="own" id="notes-summary"')
    assert "<html" not in fragment
    assert post(maren, f"{SUMMARY}/notes", {}, **{"X-Fragment": "1"}).status_code == 422


def test_two_tabs_show_both_texts(maren: FlaskClient) -> None:
    post(maren, f"{SUMMARY}/notes", {"words": "Before"})
    address = f"{NOTES}/{note_id(maren)}"
    assert post(maren, address, {"words": "From one tab", "number": "1"}).status_code == 303
    answer = post(maren, address, {"words": "From the other", "number": "1"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "From one tab" in page
    assert "From the other</textarea>" in page
    assert "From the other" not in text_of(maren, NOTES)
    assert post(maren, address, {"words": "From the other", "number": "2"}).status_code == 303
    assert "From the other" in text_of(maren, NOTES)


def test_removing_offers_to_put_it_back(maren: FlaskClient) -> None:
    post(maren, f"{SUMMARY}/notes", {"words": 'With "marks" & lines\n\nof two', "quote": "Ask first"})
    answer = post(maren, f"{NOTES}/{note_id(maren)}/remove", {})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "No notes yet" in text_of(maren, NOTES)
    back = post(maren, NOTES, hidden(page, "own-removed"))
    assert back.status_code == 303
    assert "With &#34;marks&#34; &amp; lines\n\nof two</p>" in text_of(maren, MODULE)


def test_a_mark_shows_in_the_contents_in_the_list_and_at_home(maren: FlaskClient) -> None:
    answer = post(maren, f"{SUMMARY}/mark", {"mark": "yes"})
    assert answer.headers["Location"] == f"{MODULE}#end-summary"
    assert "(to come back to)" in text_of(maren, MODULE)
    assert "You wanted to come back to" in text_of(maren, f"/courses/{COURSE}/")
    assert "To come back to (1)" in text_of(maren, f"{NOTES}?show=marks")

    assert post(maren, f"{SUMMARY}/mark", {"mark": "no", "from": "notes"}).headers["Location"] == NOTES
    assert "(to come back to)" not in text_of(maren, MODULE)


def test_nobody_else_sees_a_note_or_a_mark(maren: FlaskClient, signed_in: As) -> None:
    post(maren, f"{SUMMARY}/notes", {"words": "A private thought", "quote": "Ask first"})
    post(maren, f"{SUMMARY}/mark", {"mark": "yes"})
    for other in (JONAS, SVEN):
        client = signed_in(other)
        for address in (MODULE, f"/courses/{COURSE}/", NOTES, f"{NOTES}.md", f"{NOTES}/{note_id(maren)}"):
            page = text_of(client, address)
            assert "A private thought" not in page
            assert "own-quote" not in page
            assert "(to come back to)" not in page


def test_what_one_person_noted_is_remembered_for_nobody(maren: FlaskClient, signed_in: As) -> None:
    """The pieces of a module are made once for everybody; notes and tokens are not in them."""
    text_of(signed_in(JONAS), MODULE)
    post(maren, f"{SUMMARY}/notes", {"words": "A private thought"})
    assert "A private thought" in text_of(maren, MODULE)
    assert "A private thought" not in text_of(signed_in(JONAS), MODULE)


def test_the_download_is_the_list(maren: FlaskClient) -> None:
    post(maren, f"{SUMMARY}/notes", {"words": "# Ask", "quote": "Ask first"})
    answer = maren.get(f"{NOTES}.md")

    assert answer.headers["Content-Disposition"] == "attachment; filename=notes-care.md"
    assert answer.mimetype == "text/markdown"
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[:8] == ["# Notes: A course of care", "", "## Routes", "", "### Summary", "", "> Ask first", ""]
    assert lines[8] == r"\# Ask"


@pytest.mark.parametrize(
    "form",
    [
        {"document": "x"},
        {"document": "00000000-0000-0000-0000-000000000000", "edition": "1", "section": "peak", "words": "x"},
        {"document": "00000000-0000-0000-0000-000000000000", "edition": "9" * 30, "words": "x"},
    ],
)
def test_garbage_cannot_be_put_back(maren: FlaskClient, form: dict[str, str]) -> None:
    assert post(maren, NOTES, form).status_code == 404


def test_a_number_that_is_none_overwrites_nothing(maren: FlaskClient) -> None:
    post(maren, f"{SUMMARY}/notes", {"words": "Before"})
    for number in ("", "-1", "one", "9" * 40):
        assert post(maren, f"{NOTES}/{note_id(maren)}", {"words": "After", "number": number}).status_code == 409
    assert "After" not in text_of(maren, NOTES)
