"""Tries and certainty through the forms of an attempt, without a script."""

import re

import pytest
from flask.testing import FlaskClient

from tests.support.attempts import Taken
from tests.support.behaving import CERTAINTY, HINTS, TRIES, begin_behaving
from tests.support.clinic import MAREN
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.storage.database import Database


@pytest.fixture
def attempt(clinic: Database, maren: Actor) -> Taken:
    """Maren's attempt at a quiz with three tries, hints and certainty."""
    return begin_behaving(clinic, maren, f"{TRIES}\n{CERTAINTY}", HINTS)


@pytest.fixture
def client(signed_in: As, attempt: Taken) -> FlaskClient:
    """Maren's browser."""
    return signed_in(MAREN)


def post(client: FlaskClient, attempt: Taken, given: str, seen: int, **more: str) -> tuple[int, str]:
    """Send the form of the question `stay`; the status, and the page it ends on."""
    form = {"csrf_token": csrf_token(client), "number": str(seen), **attempt.form("stay", given), **more}
    answer = client.post(f"/attempts/{attempt.id}/answers/{attempt.code('stay')}", data=form)
    page = client.get(answer.location) if answer.status_code == 303 else answer
    return answer.status_code, page.get_data(as_text=True)


def test_no_page_has_a_hint_before_its_time(client: FlaskClient, attempt: Taken) -> None:
    before = client.get(f"/attempts/{attempt.id}").get_data(as_text=True)
    _, saved = post(client, attempt, "never", 0)
    _, first = post(client, attempt, "never", 1, check="1")
    _, second = post(client, attempt, "later", 2, check="1")

    hints = ("leaving", "One is right.")
    assert [[hint in page for hint in hints] for page in (before, saved, first, second)] == [
        [False, False],
        [False, False],
        [True, False],
        [True, True],
    ]
    assert [page for page in (before, saved, first, second) if "Reason" in page] == []


def test_the_last_try_shows_the_answer_and_no_form(client: FlaskClient, attempt: Taken) -> None:
    for seen, given in enumerate(("never", "later", "at-times")):
        _, page = post(client, attempt, given, seen, check="1")

    assert "Try 3 of 3: not right" in page
    assert "This answer is final." in page
    assert f"/answers/{attempt.code('stay')}" not in page
    assert f"/answers/{attempt.code('waiting')}" in page


@pytest.mark.parametrize("sent", ["0", "4", "high", "9" * 3000, "1 or 2"])
def test_a_certainty_that_there_is_not_is_said_at_its_question(client: FlaskClient, attempt: Taken, sent: str) -> None:
    status, page = post(client, attempt, "always", 0, certainty=sent)

    assert status == 422
    assert page.count("Choose one of the three: unsure, fairly sure or sure.") == 2  # above, and at the question


def test_two_answers_that_differ_in_certainty_alone_are_told_apart(client: FlaskClient, attempt: Taken) -> None:
    post(client, attempt, "never", 0, certainty="3")

    status, page = post(client, attempt, "never", 0, certainty="1")

    assert status == 409
    assert ("You said: sure." in page, "You said: unsure." in page) == (True, True)
    assert re.search(r'<input type="hidden" name="certainty" value="1">', page)


def test_the_check_of_an_old_page_is_not_a_try(client: FlaskClient, attempt: Taken) -> None:
    post(client, attempt, "never", 0, check="1")

    status, _ = post(client, attempt, "always", 0, check="1")

    assert status == 409
    page = client.get(f"/attempts/{attempt.id}").get_data(as_text=True)
    assert "Try 1 of 3: not right" in page
