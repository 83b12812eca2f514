"""A mark in the text and its note in the margin."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

MODULE = f"{COURSE}/modules/pharmacology/routes"


def test_a_source_is_read_in_the_margin_of_its_section_and_escape_leads_back(shared_site: str, sit: Sit) -> None:
    page = _opened(sit, shared_site)
    mark = page.locator("#section-bioavailability .section-text .cite").first

    mark.focus()
    page.keyboard.press("Enter")

    note = page.locator("#section-bioavailability .notes > li:focus")
    expect(note.locator(".name")).to_have_text(mark.inner_text())
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_a_term_is_read_there_too(shared_site: str, sit: Sit) -> None:
    page = _opened(sit, shared_site)
    mark = page.locator(".section-text .term[href$='#term-troche']").first

    mark.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".notes > li:focus .name")).to_have_text("Troche")


def _opened(sit: Sit, site: str) -> Page:
    page = sit(site, "lea@example.org").page
    page.goto(MODULE)
    return page
