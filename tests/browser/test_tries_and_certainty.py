"""Somebody says how sure they are, checks an answer, reads a hint and tries again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import Seat
from tests.support.behaving import CERTAINTY, HINTS, TRIES, behaving
from tests.support.clinic import MAREN, clinic
from tests.support.databases import SqliteTemplates, url_of
from tests.support.site import served_at_once

QUIZ = "/courses/care/quizzes/presence"


@pytest.fixture
def behaving_site(demonstrations: SqliteTemplates, tmp_path: Path) -> Iterator[str]:
    """The clinic, whose quiz has three tries with hints and asks how sure one is."""
    database = clinic(demonstrations)
    behaving(database, f"{TRIES}\n{CERTAINTY}\nshuffle: false", HINTS)
    with served_at_once(url_of(database), tmp_path) as address:
        yield address


def start(seat: Seat) -> None:
    seat.sign_in(MAREN)
    seat.go(QUIZ)
    expect(seat.page.get_by_role("table", name="Certainty marks")).to_contain_text("−6")
    seat.page.get_by_role("button", name="Start the quiz").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hint_helps_at_the_second_try_and_the_result_tells_how_sure_one_was(
    behaving_site: str, sit: Sit, scripts: bool
) -> None:
    seat = sit(behaving_site, width=360, scripts=scripts)
    start(seat)
    page = seat.page
    stay = page.get_by_role("region", name="Question 1")

    stay.get_by_label("Never").check()
    stay.get_by_role("radio", name=re.compile("^Sure")).check()
    expect(stay.get_by_text("Think of")).to_have_count(0)
    stay.get_by_role("button", name="Check my answer").click()

    expect(stay.get_by_text("Try 1 of 3: not right")).to_be_visible()
    expect(stay.get_by_text("Think of leaving.")).to_be_visible()
    expect(stay.get_by_text("Reason")).to_have_count(0)
    stay.get_by_label("Always").check()
    stay.get_by_role("button", name="Check my answer").click()

    expect(stay.get_by_text("Try 2 of 3: right")).to_be_visible()
    assert not seat.is_too_wide()
    page.get_by_role("link", name="Review and submit").click()
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("0.67 of 1 point, at try 2")).to_be_visible()
    expect(page.get_by_text("Certainty: sure; mark −6.")).to_be_visible()
    expect(page.get_by_text("1 answer of which you were sure was not right.")).to_be_visible()
    assert not seat.is_too_wide()
