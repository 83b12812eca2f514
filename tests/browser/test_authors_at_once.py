"""Authors at the same document: who is there, what a page that is left keeps, and where two texts differ."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.test_writing import ADMINISTRATOR, AUTHOR, PLACE, opened, saved, text, text_of, write_at_the_end

QUIZ = f"{PLACE}/quiz/quizzes/preparation.yml"
MORE_THAN_BROWSERS_SEND_ON_LEAVING = "\n\n" + "Ä long line of words that nobody wants to lose. " * 1500


def test_a_text_too_long_to_be_sent_on_leaving_is_kept_and_offered_back(site: str, sit: Sit) -> None:
    lena = opened(sit(site, AUTHOR))
    page = lena.page
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(MORE_THAN_BROWSERS_SEND_ON_LEAVING)
    page.goto("about:blank")

    opened(lena)
    offer = page.locator(".offer")
    expect(offer).to_contain_text(re.compile(r"Words from \d\d:\d\d that did not reach the server"))
    assert MORE_THAN_BROWSERS_SEND_ON_LEAVING.strip() not in text(page)
    offer.get_by_role("button", name="Put them back").click()
    saved(page)

    assert MORE_THAN_BROWSERS_SEND_ON_LEAVING.strip() in text(page)
    opened(lena)
    expect(page.locator(".offer")).to_have_count(0)


def test_two_who_edit_one_quiz_by_forms_see_each_other_and_that_it_was_saved(site: str, sit: Sit) -> None:
    lena, amara = sit(site, AUTHOR), sit(site, ADMINISTRATOR)
    for seat in (lena, amara):
        seat.go(QUIZ)
    expect(lena.page.get_by_text("Amara Osei has this open too.")).to_be_visible(timeout=25_000)
    assert lena.barriers() == []

    amara.page.get_by_label("Title", exact=True).fill("Preparing")
    amara.page.get_by_role("button", name="Save", exact=True).click()

    expect(lena.page.get_by_text("Somebody has saved it since you opened it")).to_be_visible(timeout=25_000)


def test_two_texts_are_shown_at_the_place_where_they_differ(site: str, sit: Sit) -> None:
    lena, amara = opened(sit(site, AUTHOR)), opened(sit(site, ADMINISTRATOR))
    write_at_the_end(amara.page, "\n\nAmara's end.")
    saved(amara.page)
    lena.expected = {409}
    write_at_the_end(lena.page, "\n\nLena's end.")
    lena.page.get_by_role("button", name="Look at both texts").click()

    page = lena.page
    place = page.get_by_role("link", name=re.compile(r"^Line \d+$"))
    expect(place).to_have_count(1)
    merged = page.get_by_role("textbox", name="Both texts in one")
    chosen = merged.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert re.fullmatch(r"<{7} yours\n.*Lena's end.*\n={7}\n.*Amara's end.*\n>{7} theirs", chosen, re.DOTALL)
    assert merged.evaluate("area => area.scrollTop") > 0
    merged.evaluate("area => { area.scrollTop = 0; area.setSelectionRange(0, 0); }")
    place.click()
    assert merged.evaluate("area => area.scrollTop") > 0
    expect(merged).to_be_focused()
    assert lena.barriers() == []
