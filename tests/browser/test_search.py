"""Looking something up: with suggestions, by keys alone, on a phone, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

TRAINEE = "trainee@example.org"
MODULE = f"{COURSE}/modules/pharmacology/routes"


def test_a_suggestion_is_chosen_by_keys_and_leads_to_its_place(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, TRAINEE)
    seat.go(f"{COURSE}/")
    box = seat.page.get_by_role("searchbox", name="Search this course")
    box.focus()
    box = seat.page.get_by_role("combobox", name="Search this course")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("troch")
    options = seat.page.get_by_role("option")
    expect(options.first).to_contain_text("Troche")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert seat.barriers() == []

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("ArrowDown")
    box.press("Enter")

    seat.page.wait_for_url(re.compile(f"{COURSE}/glossary#term-troche$"))


def test_escape_closes_the_list_and_keeps_the_words(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, TRAINEE)
    seat.go(f"{COURSE}/search")
    box = seat.page.locator("#search")
    box.click()
    box.press_sequentially("rou")
    expect(seat.page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(seat.page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("rou")


def test_a_suggestion_can_be_pressed(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, TRAINEE)
    seat.go(MODULE)
    seat.page.get_by_role("searchbox", name="Search this course").focus()
    seat.page.get_by_role("combobox", name="Search this course").press_sequentially("routes abs")
    seat.page.get_by_role("option").first.click()
    seat.page.wait_for_url(lambda url: url.endswith(MODULE))


def test_enter_without_a_choice_searches(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, TRAINEE)
    seat.go(MODULE)
    seat.page.get_by_role("searchbox", name="Search this course").focus()
    box = seat.page.get_by_role("combobox", name="Search this course")
    box.press_sequentially("first pass")
    box.press("Enter")
    seat.page.wait_for_url(lambda url: url.endswith("/search?q=first+pass"))
    assert seat.page.locator("mark").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_loupe_leads_to_the_box_and_a_result_to_its_section(
    shared_site: str, sit: Sit, *, scripts: bool
) -> None:
    seat = sit(shared_site, TRAINEE, width=320, scripts=scripts)
    seat.go(MODULE)
    seat.page.get_by_role("banner").get_by_role("button", name="Search").click()
    seat.page.wait_for_url(lambda url: "/search?q=" in url)
    seat.page.locator("#search").fill("first-pass metabolism")
    seat.page.get_by_role("main").get_by_role("button", name="Search").click()
    assert not seat.is_too_wide()
    seat.page.locator('.results a[href$="#section-first-pass"]').click()
    seat.page.wait_for_url(lambda url: url.endswith("#section-first-pass"))
    assert seat.page.locator("#section-first-pass").is_visible()
