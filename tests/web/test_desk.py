"""The desk and the history of documents in a browser: what is asked for in addresses, and what forms bring back."""

import re

import pytest
from flask.testing import FlaskClient

from tests.support.changed_module import publish_routes
from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after
from tests.web.conftest import As, csrf_token
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

ROUTES = "curriculum/pharmacology/routes.md"
HISTORY = f"/author/{COURSE}/history/{ROUTES}"
DIFFERENCE = f"/author/{COURSE}/difference/{ROUTES}"
RESTORE = f"/author/{COURSE}/restore/{ROUTES}"
SOON = ("Ask first.", "Ask soon.")


@pytest.fixture
def ilse(signed_in: As) -> FlaskClient:
    """An instructor's browser."""
    return signed_in(ILSE)


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def form_of(text: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that is sent to an address."""
    found = re.search(rf'<form method="post" action="{re.escape(action)}">(.*?)</form>', text, re.DOTALL)
    assert found is not None
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[1]))


def draft_of(database: Database, path: str = ROUTES) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), COURSE, path).text


def write(database: Database, who: str, old: str, new: str) -> int:
    actor = actor_of(database, who)
    with database.reading() as session:
        shown = writing_page(session, actor, COURSE, ROUTES)
    seen = Seen(version=shown.version, revision=shown.revision)
    text = shown.text.replace(old, new)
    return drafting.save(database, actor, COURSE, ROUTES, text, seen, after(days=2)).version


def test_an_earlier_revision_is_restored_from_the_history(clinic: Database, ilse: FlaskClient) -> None:
    publish_routes(clinic, SOON, day=1)

    answer = ilse.post(RESTORE, data=form_of(page(ilse, HISTORY), RESTORE))

    assert (answer.status_code, answer.location) == (303, f"/author/{COURSE}/write/{ROUTES}")
    assert "Ask first." in draft_of(clinic)
    assert "The draft" in page(ilse, HISTORY)


def test_what_somebody_saved_meanwhile_stays_and_the_page_says_so(clinic: Database, ilse: FlaskClient) -> None:
    publish_routes(clinic, SOON, day=1)
    form = form_of(page(ilse, HISTORY), RESTORE)
    write(clinic, ADA, "Ask soon.", "Ask now.")

    answer = ilse.post(RESTORE, data=form)

    assert answer.status_code == 409
    assert "<strong>Nothing was restored.</strong>" in answer.get_data(as_text=True)
    assert "Ask now." in draft_of(clinic)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kept": "r99"},
        {"kept": "v1"},
        {"kept": "'; --", "version": "x", "revision": "nothing"},
        {"kept": "r\N{ARABIC-INDIC DIGIT ONE}", "version": "-1"},
    ],
)
def test_what_is_not_kept_cannot_be_restored(ilse: FlaskClient, form: dict[str, str]) -> None:
    assert ilse.post(RESTORE, data={**form, "csrf_token": csrf_token(ilse)}).status_code == 404


def test_a_restored_text_is_shown_beside_what_stands_for_one_who_saw_nothing(
    clinic: Database, ilse: FlaskClient
) -> None:
    publish_routes(clinic, SOON, day=1)

    answer = ilse.post(RESTORE, data={"kept": "r1", "csrf_token": csrf_token(ilse)})

    assert answer.status_code == 409
    assert "Ask soon." in draft_of(clinic)


def test_a_draft_that_was_given_up_is_brought_back_from_the_desk(clinic: Database, ilse: FlaskClient) -> None:
    version = write(clinic, ILSE, "Ask first.", "Ask now.")
    drafting.give_up(clinic, actor_of(clinic, ILSE), COURSE, ROUTES, version, after(days=19))
    desk = page(ilse, "/author/")
    [action] = re.findall(rf'action="(/author/{COURSE}/given-up/[^"]+)"', desk)
    form = form_of(desk, action)

    answers = [ilse.post(action, data=form) for _ in range(2)]

    assert [(answer.status_code, answer.location) for answer in answers] == [
        (303, f"/author/{COURSE}/write/{ROUTES}")
    ] * 2
    assert "Ask now." in draft_of(clinic)
    assert "given-up" not in page(ilse, "/author/")


@pytest.mark.parametrize(
    "query", ["kind=nothing", "state=x&order=y", "words=%3Cscript%3E", "kind=&state=&words=&order=", "kind=quiz&kind=x"]
)
def test_what_the_desk_cannot_be_asked_for_is_left_out(ilse: FlaskClient, query: str) -> None:
    text = page(ilse, f"/author/?{query}")

    assert "A course of care" in text
    assert "<script>" not in text


def test_filters_stand_in_the_address_and_are_kept_with_each_other(ilse: FlaskClient) -> None:
    text = page(ilse, "/author/?kind=module&words=routes&order=title")

    assert "1 of 16 documents." in text
    assert "/author/?state=unreviewed&amp;kind=module&amp;words=routes&amp;order=title" in text


@pytest.mark.parametrize("query", ["", "?from=r1", "?from=r1&to=r9", "?from=v1&to=r1", "?from=r1&to=%00", "?from=&to="])
def test_only_what_is_kept_is_compared(ilse: FlaskClient, query: str) -> None:
    assert 400 <= ilse.get(DIFFERENCE + query).status_code < 500


def test_two_texts_are_compared_as_text_and_as_page(clinic: Database, ilse: FlaskClient) -> None:
    publish_routes(clinic, SOON, day=1)

    assert "<del>first</del>" in page(ilse, f"{DIFFERENCE}?from=r1&to=r2")
    assert 'id="changed-summary"' in page(ilse, f"{DIFFERENCE}?from=r1&to=r2&as=page")


def test_what_authors_write_is_shown_and_not_carried_out(clinic: Database, ilse: FlaskClient) -> None:
    write(clinic, ILSE, "Ask first.", "<script>alert(1)</script>")

    for url in (f"/author/{COURSE}/texts/v1/{ROUTES}", f"{DIFFERENCE}?from=r1&to=v1"):
        text = page(ilse, url)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text.replace("<ins>", "").replace("</ins>", "")


def test_a_figure_is_shown_in_each_of_its_revisions(ilse: FlaskClient) -> None:
    text = page(ilse, f"/author/{COURSE}/history/curriculum/figures/routes.svg")

    [digest] = re.findall(r'<img class="picture" src="/media/([0-9a-f]{64})\.svg"', text)
    assert digest in text
    assert ilse.get(f"/media/{digest}.svg").status_code == 200
