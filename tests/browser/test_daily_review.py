"""Somebody reviews what they keep on a small phone, by keyboard alone, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.support.clinic import MAREN, actor_of, after, clinic
from tests.support.databases import SqliteTemplates, url_of
from tests.support.recalls import Keeper
from tests.support.site import served_at_once

HOME = "/courses/care/"


@pytest.fixture
def keeping_site(demonstrations: SqliteTemplates, tmp_path: Path) -> Iterator[str]:
    """The clinic, where Maren keeps the two questions of a quiz, one of which she did not know."""
    database = clinic(demonstrations)
    Keeper(database, actor_of(database, MAREN)).take("presence", {"stay": "never", "wait": "always"}, after())
    with served_at_once(url_of(database), tmp_path) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_review_goes_from_the_first_page_to_the_last_question(keeping_site: str, sit: Sit, scripts: bool) -> None:
    seat = sit(keeping_site, width=320, scripts=scripts)
    seat.sign_in(MAREN)
    seat.go(HOME)
    page = seat.page
    page.get_by_role("link", name="Begin your daily review").press("Enter")
    expect(page.get_by_role("heading", name="Question 1 of 2")).to_be_visible()
    expect(page.get_by_text("Do you stay?")).to_be_visible()
    page.get_by_label("Always").press("Space")
    page.get_by_label("Always").press("Enter")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    expect(page.get_by_text("Reason for stay.")).to_be_visible()
    assert not seat.is_too_wide()
    page.get_by_role("button", name="Hard: again").press("Enter")
    expect(page.get_by_role("heading", name="Question 2 of 2")).to_be_visible()
    page.get_by_role("button", name="I do not know").press("Enter")
    expect(page.get_by_text("It is asked again tomorrow.")).to_be_visible()
    page.get_by_role("link", name="Finish").press("Enter")
    expect(page.get_by_text("Done for today")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_text("Done for today")).to_be_visible()  # the page is as it is now, not as it was
    seat.go(HOME)
    expect(page.get_by_role("link", name="Begin your daily review")).to_have_count(0)
