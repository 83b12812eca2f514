"""A trainee enters a session, is asked about a name in the reflection, and a supervisor countersigns and records."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat


def test_an_entry_is_warned_about_mended_and_countersigned_without_scripts(site: str, sit: Sit) -> None:
    trainee = sit(site, "trainee@example.org", width=320, scripts=False)
    page = trainee.page
    trainee.go(f"{COURSE}/ledger/new?item=practicum:observed")
    expect(page.get_by_label("What it is for")).to_have_value("practicum:observed")
    page.get_by_label("Day").fill("2026-01-05")
    page.get_by_label("Length").select_option("2 hours")
    page.get_by_label("Your role").select_option("Observer")
    page.get_by_label("Phase").select_option("Dosing")
    page.get_by_label("Route").select_option("Oral")
    page.get_by_label("Your reflection").fill("Calm.\nAnna Miller held my hand.")
    page.get_by_role("button", name="Give me a code for a new patient").click()
    expect(page.get_by_label("Patient", exact=True)).not_to_have_value("")
    trainee.expected = {422}
    page.get_by_role("button", name="Add and ask for the signature").click()
    expect(page.locator(".passages")).to_have_text(re.compile("Line 2: “Anna Miller” looks like somebody’s name"))
    expect(page.get_by_label("Your reflection")).to_have_value("Calm.\nAnna Miller held my hand.")
    page.get_by_label("Your reflection").fill("Calm. A hand was held, as we had agreed before.")
    page.get_by_role("button", name="Add and ask for the signature").click()
    expect(page.get_by_text("Dr Tomás Rey is asked to countersign it")).to_be_visible()

    supervisor = sit(site, "supervisor@example.org")
    supervisor.go(page.url.replace(site, "").replace(f"{COURSE}/ledger", "/supervise").partition("?")[0])
    expect(supervisor.page.get_by_text("A hand was held, as we had agreed before.")).to_be_visible()
    assert supervisor.barriers() == []
    supervisor.page.get_by_role("button", name="Countersign").dblclick()
    expect(supervisor.page.locator(".rows").get_by_text("Countersigned by Dr Tomás Rey")).to_have_count(1)
    page.reload()
    expect(page.get_by_text("Countersigned by Dr Tomás Rey")).to_be_visible()


def test_a_refused_entry_and_the_pages_of_meetings_have_no_barrier(site: str, sit: Sit) -> None:
    trainee = sit(site, "trainee@example.org", width=360, dark=True)
    trainee.expected = {422}
    trainee.go(f"{COURSE}/ledger/new")
    trainee.page.get_by_label("Your reflection").fill("Anna Miller came on 3 May.")
    trainee.page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })")
    trainee.page.get_by_role("button", name="Add and ask for the signature").click()
    expect(trainee.page.locator(".passages li")).to_have_count(2)
    assert (trainee.barriers(), trainee.is_too_wide()) == ([], False)
    trainee.go(f"{COURSE}/ledger")
    trainee.page.get_by_role("link", name="Returned").or_(trainee.page.locator(".notice a").first).first.click()
    expect(trainee.page.get_by_text("returned this entry")).to_be_visible()
    assert (trainee.barriers(), trainee.is_too_wide()) == ([], False)

    supervisor = sit(site, "supervisor@example.org", width=320)
    supervisor.go("/supervise/")
    supervisor.page.get_by_role("link", name="Autumn, evening group").first.click()
    supervisor.page.get_by_role("link", name="Live meetings").click()
    assert (supervisor.barriers(), supervisor.is_too_wide()) == ([], False)
    supervisor.page.get_by_role("link", name="Raised blood pressure").click()
    _record(supervisor, "Mara Lindqvist")
    assert (supervisor.barriers(), supervisor.is_too_wide()) == ([], False)


def _record(supervisor: Seat, name: str) -> None:
    page = supervisor.page
    page.get_by_label(name).check()
    page.get_by_role("button", name="Record").dblclick()
    expect(page.get_by_role("link", name=f"Take back the attendance of {name}")).to_be_visible()
