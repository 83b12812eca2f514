"""A supervisor looks at a cohort: at a desk, on a phone, and without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import Sit

SUPERVISOR = "supervisor@example.org"
COHORT = "Autumn, evening group"


def test_the_reason_of_a_state_is_a_key_or_a_tap_away_and_the_order_is_in_the_address(
    shared_site: str, sit: Sit
) -> None:
    seat = sit(shared_site, SUPERVISOR, scripts=False)
    seat.go("/supervise/")
    seat.page.get_by_role("link", name=COHORT).click()
    row = seat.page.get_by_role("row").filter(has_text="Rosa Castro")

    row.locator("td.state-help-needed").focus()

    reason = row.locator("td.state-help-needed .reason")
    expect(reason).to_contain_text("Another one has been asked for.")
    assert reason.evaluate("each => getComputedStyle(each).clipPath") == "none"
    seat.page.get_by_role("link", name="Last active").click()
    assert seat.page.url.endswith("?sort=active")


def test_on_a_phone_each_person_has_a_card_with_what_is_open(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, SUPERVISOR, width=320)
    seat.go("/supervise/")
    seat.page.get_by_role("link", name=COHORT).click()
    card = seat.page.get_by_role("listitem").filter(has=seat.page.get_by_role("heading", name="Rosa Castro"))

    expect(seat.page.locator(".matrix")).to_be_hidden()
    card.get_by_text("What is open").click()

    expect(card).to_contain_text("Another one has been asked for.")
    assert not seat.is_too_wide()
    assert seat.barriers() == []
