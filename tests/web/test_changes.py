"""What changed is read and confirmed in a browser, without JavaScript; earlier editions are only read."""

import re
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from tests.support.care_course import ROUTES
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import COURSE, MAREN, actor_of, after
from tests.web.conftest import As, csrf_token
from trainer.addresses import changes_url
from trainer.settings import Settings
from trainer.storage.content import Rendering
from trainer.storage.database import Database
from trainer.storage.editions import edition_numbered
from trainer.storage.learning import CheckAnswer, Reading
from trainer.storage.library import Library, edition_key
from trainer.web.app import create_app

ROOT = f"/courses/{COURSE}"
CHANGES = f"{ROOT}/modules/{ROUTES}/changes"
EARLIER = f"{ROOT}/editions/1/modules/{ROUTES}"


def changed(clinic: Database) -> None:
    """Maren completed the module, and it was changed."""
    complete(clinic, actor_of(clinic, MAREN), after(hours=1))
    publish_routes(clinic, SUMMARY, day=1, note="Calling comes second.")


def rows(clinic: Database) -> int:
    """How many readings and answers there are."""
    with clinic.reading() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Reading, CheckAnswer))


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_page_that_says_changed_since_leads_there_until_it_is_confirmed(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    client = signed_in(MAREN)
    saying = [f"{ROOT}/", f"{ROOT}/areas/pharmacology", f"{ROOT}/progress", f"{ROOT}/modules/{ROUTES}"]
    assert changes_url(COURSE, ROUTES) == CHANGES
    assert [CHANGES in page(client, url) for url in saying] == [True] * 4

    form = {"csrf_token": csrf_token(client), "revision": "2"}
    answer = client.post(CHANGES, data=form)

    assert (answer.status_code, answer.headers["Location"]) == (303, CHANGES)
    assert [CHANGES in page(client, url) for url in saying[:3]] == [False] * 3
    assert "Changed since you completed it" not in page(client, saying[3])
    assert "Nothing has changed" in page(client, CHANGES)


def test_the_form_names_the_revision_that_the_page_showed(clinic: Database, signed_in: As) -> None:
    changed(clinic)

    html = page(signed_in(MAREN), CHANGES)

    assert re.findall(r'name="revision" value="(\d+)"', html) == ["2"]
    assert html.count("I have read what changed") == 1
    assert "Calling comes second." in html


def test_sending_it_twice_and_going_back_does_no_harm(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "revision": "2"}
    client.post(CHANGES, data=form)
    once = rows(clinic)

    again = client.post(CHANGES, data=form)

    assert (again.status_code, rows(clinic)) == (303, once)


def test_published_again_meanwhile_it_is_shown_anew(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "revision": "2"}
    publish_routes(clinic, ("Ask first.", "Ask first, then write."), day=2)
    before = rows(clinic)

    answer = client.post(CHANGES, data=form)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "published again while you read" in html
    assert "then write" in html
    assert re.findall(r'name="revision" value="(\d+)"', html) == ["3"]
    assert rows(clinic) == before


def test_garbage_in_place_of_the_revision_is_stale(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    client = signed_in(MAREN)
    token = csrf_token(client)
    for garbage in ("", "-1", "two", "9" * 400, "\u0662", "2.0"):
        assert client.post(CHANGES, data={"csrf_token": token, "revision": garbage}).status_code == 409
    assert client.post(CHANGES, data={"csrf_token": token}).status_code == 409


def test_an_earlier_edition_says_what_it_is_and_records_nothing(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    client = signed_in(MAREN)
    before = rows(clinic)

    html = page(client, EARLIER)

    assert re.search(r"Edition 1, <time[^>]*>[^<]+</time>; this is not the current text", html)
    assert f'href="{ROOT}/modules/{ROUTES}"' in html
    assert "Ask first." in html
    assert "then call" not in html
    assert rows(clinic) == before


def test_checks_of_an_earlier_edition_have_no_controls_no_key_and_no_reasons(clinic: Database, signed_in: As) -> None:
    changed(clinic)

    main = page(signed_in(MAREN), EARLIER).partition("<main")[2].partition("</main>")[0]

    assert "What do you expect?" in main
    assert "A later and lower peak" in main
    assert not re.findall(r"<(?:input|select|button|textarea|form)\b", main)
    for secret in ("It meets the liver first", "Most is broken down", "prescriber", "They decide", "correct"):
        assert secret not in main


def test_an_edition_that_is_not_prepared_yet_says_so(clinic: Database, signed_in: As) -> None:
    changed(clinic)
    with clinic.writing() as session:
        first = edition_numbered(session, COURSE, 1)
        assert first is not None
        session.execute(delete(Rendering).where(Rendering.key == edition_key(first.edition_id)))
        session.commit()
    app = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), replace(clinic, library=Library()))
    client = signed_in(MAREN)
    fresh = app.test_client()
    with client.session_transaction() as known, fresh.session_transaction() as cookie:
        cookie["_user_id"] = known["_user_id"]

    answers = {url: fresh.get(url) for url in (EARLIER, CHANGES)}

    assert {url: answer.status_code for url, answer in answers.items()} == {EARLIER: 503, CHANGES: 503}
    assert "being prepared" in answers[EARLIER].get_data(as_text=True)
    assert fresh.get(f"{ROOT}/editions/").status_code == 200


def test_numbers_that_no_edition_has_are_not_found(signed_in: As) -> None:
    client = signed_in(MAREN)
    urls = [f"{ROOT}/editions/{number}" for number in ("0", "-1", "7", "9" * 30, "one", "1.5")]
    assert [client.get(url).status_code for url in urls] == [404] * 6
