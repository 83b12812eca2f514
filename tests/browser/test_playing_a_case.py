"""A branching case is played by keyboard, with and without scripts, down to a narrow phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

CASE = f"{COURSE}/cases/alcohol-and-two-pills"


def choose_by_keyboard(page: Page) -> None:
    page.locator(".case-choices input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What comes of it")).to_be_visible()


def go_on_by_keyboard(page: Page) -> None:
    page.locator(".case-do a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**seen=**")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_case_is_played_to_its_end_by_keyboard(site: str, sit: Sit, scripts: bool) -> None:
    seat = sit(site, "ivy@example.org", width=320, scripts=scripts)
    page = seat.page
    page.goto(CASE)
    page.get_by_role("button", name="Begin").press("Enter")
    page.wait_for_url("**/case-runs/**")
    for _ in range(40):
        assert not seat.is_too_wide()
        choose_by_keyboard(page)
        assert page.evaluate("document.activeElement.id") == "now"
        go_on_by_keyboard(page)
        if page.get_by_role("heading", name="Debrief").is_visible():
            break
    expect(page.get_by_role("heading", name="Your path")).to_be_visible()
    expect(page.get_by_role("button", name="Play it again")).to_be_visible()


def test_the_monitor_says_what_changed_and_holds_the_same_in_a_table(site: str, sit: Sit) -> None:
    page = sit(site, "ivy@example.org").page
    page.goto(CASE)
    page.get_by_role("button", name="Begin").click()
    while not page.locator(".case-course").count():
        page.locator(".case-choices input[type=radio]").first.check()
        page.get_by_role("button", name="Do this").click()
        expect(page.locator("[data-case-announce]")).to_contain_text("Upper blood pressure")
        page.locator(".case-do a").click()
        page.wait_for_url("**seen=**")
    page.get_by_text("The same in a table").click()
    columns = page.get_by_role("columnheader").all_text_contents()
    assert columns == ["Minute", "Upper blood pressure mmHg", "Heart rate per minute", "Oxygen saturation %"]
    assert page.get_by_role("rowheader").first.text_content() == "0"
