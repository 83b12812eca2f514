"""What a trainee does in a day: with the keyboard, without scripts, in two tabs, with a bad connection."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE


def test_a_section_is_read_and_ticked_with_the_keyboard_alone(site: str, sit: Sit) -> None:
    page = sit(site, "theo@example.org").page
    page.goto(f"{COURSE}/modules/psychotherapeutic-techniques/suicidality")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    button = page.get_by_role("button", name="Mark section as read").first
    _tab_to(page, button.evaluate("element => element.formAction"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("1 of 8 sections"))).to_be_visible()


def test_a_quiz_is_taken_without_scripts(site: str, sit: Sit) -> None:
    seat = sit(site, "samir@example.org", scripts=False)
    page = seat.page
    page.goto(f"{COURSE}/quizzes/routes")
    page.get_by_role("button", name="Start").click()
    for number in range(1, 11):
        expect(page.get_by_role("heading", name=f"Question {number} of 10")).to_be_visible()
        page.get_by_role("button", name="Review" if number == 10 else "Next question").last.click()
    expect(page.get_by_text(re.compile("10 .*(unanswered|without an answer|not answered)")).first).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page).to_have_url(re.compile("/result$"))
    expect(page.get_by_text("0 %").first).to_be_visible()


def test_an_answer_is_saved_as_it_is_chosen_and_there_on_another_device(site: str, sit: Sit) -> None:
    page = sit(site, "trainee@example.org").page
    page.goto(f"{COURSE}/quizzes/suicidality")
    page.get_by_role("link", name="Continue the attempt").click()
    value = _unanswered(page).first.get_attribute("value")
    page.locator(f"input[value='{value}']").check()
    expect(page.get_by_text("Saved at").last).to_be_visible()
    phone = sit(site, "trainee@example.org", width=360).page
    phone.goto(page.url)
    expect(phone.locator(f"input[value='{value}']")).to_be_checked()


def test_two_tabs_show_both_answers_and_overwrite_nothing(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    seat.expected = {409}
    first = seat.page
    first.goto(f"{COURSE}/quizzes/suicidality")
    first.get_by_role("link", name="Continue the attempt").click()
    second = seat.second_tab()
    second.goto(first.url)
    names = [radio.get_attribute("name") for radio in first.locator("input[type=radio]:not(:checked)").all()]
    name = next(name for name in names if names.count(name) >= 2)
    options = f"input[name='{name}']:not(:checked)"
    first.locator(options).nth(0).check()
    expect(first.locator(f"form:has(input[name='{name}'])").get_by_text("Saved at")).to_be_visible()
    second.locator(options).nth(1).check()
    expect(second.get_by_role("heading", name=re.compile("two answers", re.IGNORECASE))).to_be_visible()
    second.get_by_role("button", name=re.compile("Use")).click()
    expect(second).to_have_url(re.compile("/attempts/"))


def test_an_answer_given_without_a_connection_is_kept_and_sent_later(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    page = seat.page
    page.goto(f"{COURSE}/quizzes/suicidality")
    page.get_by_role("link", name="Continue the attempt").click()
    seat.context.set_offline(True)
    _unanswered(page).first.check()
    expect(page.get_by_text("Not saved").first).to_be_visible()
    seat.context.set_offline(False)
    expect(page.get_by_text("Not saved")).to_have_count(0, timeout=15_000)
    seat.complaints = [complaint for complaint in seat.complaints if "INTERNET_DISCONNECTED" not in complaint]


def test_a_knowledge_check_is_explained_on_the_spot(site: str, sit: Sit) -> None:
    page = sit(site, "theo@example.org").page
    page.goto(f"{COURSE}/modules/pharmacology/routes")
    check = page.get_by_role("group", name="Knowledge check").first
    check.locator("input[type=radio]").first.check()
    check.get_by_role("button", name="Check my answer").click()
    expect(page.locator("[data-verdict]")).to_be_focused()
    expect(page.get_by_text(re.compile("^Chosen: (right|not right)$"))).to_have_count(1)


def test_a_module_that_is_not_open_tells_what_opens_it_and_nothing_of_its_text(site: str, sit: Sit) -> None:
    seat = sit(site, "theo@example.org")
    seat.expected = {403}
    seat.go(f"{COURSE}/modules/pharmacology/contraindications")
    expect(seat.page.get_by_role("link", name="Routes, absorption and bioavailability").first).to_be_visible()
    assert "aneurysm" not in seat.page.content().lower()


def _unanswered(page: Page):  # type: ignore[no-untyped-def]  # a Locator
    return page.locator("form:not(:has(:checked)) :is(input[type=checkbox], input[type=radio])")


def _tab_to(page: Page, action: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.formAction") == action:
            return
    raise AssertionError(f"the keyboard does not reach {action}")
