"""What somebody chose for reading comfort is what a browser shows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

ROUTES = f"{COURSE}/modules/pharmacology/routes"
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(21, 24, 27)"


def save(page: Page, **choices: str) -> None:
    page.goto("/account/comfort/")
    for name, value in choices.items():
        page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Every page looks like this now")).to_be_visible()


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def style(page: Page, what: str, selector: str) -> str:
    return str(page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{what}"))


@pytest.mark.parametrize(
    ("is_dark_device", "theme", "expected"),
    [(False, "dark", DARK), (True, "light", LIGHT), (False, "device", LIGHT), (True, "device", DARK)],
)
def test_the_theme_is_as_chosen_whatever_the_device_and_paper_is_white(
    site: str, sit: Sit, is_dark_device: bool, theme: str, expected: str
) -> None:
    page = sit(site, "trainee@example.org", dark=is_dark_device, scripts=False).page
    save(page, theme=theme)
    assert ground(page) == expected
    page.goto(ROUTES)
    assert ground(page) == expected
    page.emulate_media(media="print")
    assert (ground(page), style(page, "color", "h1")) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_text_grows_and_lines_change_their_width(site: str, sit: Sit) -> None:
    page = sit(site, "trainee@example.org").page
    found = {}
    for size, width in (("normal", "normal"), ("large", "narrow"), ("larger", "wide")):
        save(page, text_size=size, line_width=width)
        page.goto(ROUTES)
        paragraph = page.locator(".prose p").first.evaluate("element => element.clientWidth")
        found[size, width] = (style(page, "fontSize", "html"), style(page, "fontSize", ".prose"), paragraph)
    assert found == {
        ("normal", "normal"): ("16px", "19px", 616),
        ("large", "narrow"): ("18px", "21.375px", 558),
        ("larger", "wide"): ("20px", "23.75px", 695),
    }


def test_nothing_moves_where_that_was_chosen(site: str, sit: Sit) -> None:
    page = sit(site, "trainee@example.org").page
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/account/comfort/")
    assert style(page, "transitionDuration", ".button") == "0.12s, 0.12s"
    save(page, motion="reduced")
    assert style(page, "transitionDuration", ".button") == "0s"


def test_a_choice_shows_on_the_page_before_it_is_saved(site: str, sit: Sit) -> None:
    page = sit(site, "trainee@example.org").page
    page.goto("/account/comfort/")
    page.locator("input[name=theme][value=dark]").check()
    page.locator("input[name=text_size][value=larger]").check()
    assert (ground(page), style(page, "fontSize", "html")) == (DARK, "20px")
    page.reload()
    assert (ground(page), style(page, "fontSize", "html")) == (LIGHT, "16px")


@pytest.mark.parametrize("width", [1440, 768, 360, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_largest_text_makes_no_barrier(site: str, sit: Sit, width: int, theme: str) -> None:
    seat = sit(site, "trainee@example.org", width=width, dark=theme == "light")
    save(seat.page, text_size="larger", line_width="wide", theme=theme)
    paths = ("/account/comfort/", ROUTES, f"{COURSE}/", f"{COURSE}/progress", "/offline")
    assert {path: wrong(seat, path) for path in paths} == {path: [] for path in paths}


def wrong(seat: Seat, path: str) -> list[str]:
    seat.go(path)
    return seat.barriers() + (["scrolls sideways"] if seat.is_too_wide() else [])


def test_a_hard_module_is_gone_on_with_by_a_button_and_a_section_is_skipped(site: str, sit: Sit) -> None:
    page = sit(site, "theo@example.org").page
    page.goto(f"{COURSE}/modules/psychotherapeutic-techniques/suicidality")
    expect(page.get_by_text("Before you read")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.get_by_role("link", name="Skip to the next section").first.click()
    page.wait_for_timeout(3500)
    assert sent == []
    page.get_by_role("button", name="Go on to the first section").click()
    expect(page.get_by_role("link", name="Go on to the first section")).to_be_visible()
    assert [address.rpartition("/")[2] for address in sent] == ["open"]
