"""A reflection is saved while it is written, kept for a supervisor, read and answered."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

REFLECTION = f"{COURSE}/reflections/first-session"
WORDS = "I heard the clock, and myself waiting."


def test_what_is_typed_survives_and_a_supervisor_reads_it_once_it_is_kept(site: str, sit: Sit) -> None:
    writer = sit(site, "yuki@example.org")
    writer.go(REFLECTION)
    expect(writer.page.get_by_label("Only me.")).to_be_checked()
    writer.page.get_by_label("Your reflection").press_sequentially(WORDS)
    expect(writer.page.locator("[data-saved]")).to_contain_text("Saved at")

    writer.page.reload()
    expect(writer.page.get_by_label("Your reflection")).to_have_value(WORDS)
    writer.page.get_by_label("Supervisors of my cohort.").check()
    expect(writer.page.locator("[data-saved]")).to_contain_text("Saved at")
    writer.page.get_by_role("button", name="Keep").click()
    expect(writer.page.get_by_text("Your reflection is kept.")).to_be_visible()
    assert writer.barriers() == []

    reader = sit(site, "supervisor@example.org", width=320, dark=True)
    reader.go("/supervise/")
    reader.page.locator("main a[href*='/supervise/cohorts/']").first.click()
    person = reader.page.locator("main a[href*='/supervise/enrolments/']", has_text="Yuki Hayashi").first
    reader.go(f"{re.split('[?#]', person.get_attribute('href') or '')[0]}/requirements")
    reader.page.get_by_role("link", name=re.compile("Read and answer")).first.click()
    expect(reader.page.get_by_text(WORDS)).to_be_visible()
    assert reader.barriers() == []
    assert not reader.is_too_wide()
    reader.page.get_by_label("Answer", exact=True).fill("What did you wait for?")
    reader.page.get_by_role("button", name="Send").click()
    expect(reader.page.get_by_text("What did you wait for?")).to_be_visible()

    writer.go(REFLECTION)
    expect(writer.page.get_by_text("What did you wait for?")).to_be_visible()
    assert writer.complaints == []
    assert reader.complaints == []


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (320, True)])
def test_a_document_is_decided_about_without_a_barrier(site: str, sit: Sit, width: int, dark: bool) -> None:
    seat = sit(site, "supervisor@example.org", width=width, dark=dark)
    seat.go("/supervise/waiting")
    seat.page.get_by_role("link", name=re.compile("uploaded a document")).first.click()
    assert seat.barriers() == []
    assert not seat.is_too_wide()

    seat.expected = {422}
    seat.page.get_by_role("button", name="Return it").click()
    expect(seat.page.get_by_role("alert")).to_contain_text("Say what to do")
    assert seat.barriers() == []
    seat.page.get_by_label("What you say of it").fill("The last page is missing.")
    seat.page.get_by_role("button", name="Return it").click()

    expect(seat.page.get_by_text("Returned, with your words.")).to_be_visible()
    assert seat.complaints == []
