"""A certificate from the browsers of those who issue, hold and check it."""

import re

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

ANA, DIRECTOR = "ana@example.org", "admin@example.org"


def test_a_certificate_is_revoked_issued_again_and_checked_by_a_stranger(site: str, sit: Sit) -> None:
    holder, director, stranger = sit(site, ANA), sit(site, DIRECTOR, scripts=False), sit(site, width=360)
    holder.go(f"{COURSE}/certificate")
    serial = holder.page.locator(".certificate").get_attribute("aria-label").removeprefix("Certificate ")  # type: ignore[union-attr]  # it is there

    director.go("/supervise/")
    director.page.get_by_role("link", name="Summer, day group").click()
    director.page.get_by_role("link", name="Ana Ferreira").first.click()
    director.page.get_by_role("link", name="Certificate", exact=True).click()
    director.page.get_by_text("Revoke it").click()
    director.page.get_by_label("Why it holds no longer").fill("Two signatures were withdrawn.")
    director.page.get_by_role("button", name="Revoke the certificate").click()
    director.page.get_by_label("Why it is issued although").fill("The review goes on.")
    director.page.get_by_role("button", name="Issue the certificate").click()
    issued = director.page.locator(".certificate").get_attribute("aria-label")

    stranger.go("/certificates/")
    stranger.page.get_by_label("Serial").fill(serial.lower().replace("-", ""))
    stranger.page.get_by_role("button", name="Check").click()
    assert "Two signatures were withdrawn." in stranger.page.inner_text("main")
    assert not stranger.is_too_wide()
    holder.go(f"{COURSE}/certificate")
    assert holder.page.locator(".certificate").get_attribute("aria-label") == issued
    assert issued != f"Certificate {serial}"
    assert stranger.context.cookies() == []


def test_what_a_page_prints_is_one_sheet_with_the_certificate_alone(site: str, sit: Sit) -> None:
    holder = sit(site, ANA, width=360, dark=True)
    holder.go(f"{COURSE}/certificate")
    for paper in ("A4", "Letter"):
        pdf = holder.page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    holder.page.emulate_media(media="print")
    shown = holder.page.inner_text("body")
    assert "Certificate of completion" in shown
    assert not re.search("Download|Earlier certificates|Sign out|Is your name wrong", shown)
