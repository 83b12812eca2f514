"""What comes out of a printer: how many sheets, what stands on them and what does not."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

SCREENING = f"{COURSE}/modules/pharmacology/contraindications"
ROUTES = f"{COURSE}/modules/pharmacology/routes"
FORMATS = ("A4", "Letter")
WIDTHS = {"A4": 658, "Letter": 680}
"""What is left of a sheet between its margins, in CSS pixels."""
PAGES = (
    SCREENING,
    ROUTES,
    f"{SCREENING}/card",
    f"{COURSE}/cards",
    f"{COURSE}/glossary",
    f"{COURSE}/references",
    f"{COURSE}/phases",
    f"{COURSE}/objectives",
    f"{COURSE}/progress",
)
_SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")


def sheets(page: Page, paper: str) -> int:
    """How many sheets a page takes."""
    return len(_SHEET.findall(page.pdf(format=paper)))


def on_paper(seat: Seat, path: str, paper: str = "A4") -> Page:
    """A page laid out as for a sheet."""
    seat.page.set_viewport_size({"width": WIDTHS[paper], "height": 900})
    seat.go(path)
    seat.page.emulate_media(media="print")
    return seat.page


def seen(page: Page, selector: str) -> list[bool]:
    """Which of the elements would be printed."""
    shown = "every => every.map(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))"
    return list(page.locator(selector).evaluate_all(shown))


@pytest.mark.parametrize("paper", FORMATS)
def test_a_pocket_card_is_one_sheet_and_all_cards_are_one_each(shared_site: str, sit: Sit, paper: str) -> None:
    seat = sit(shared_site, "chidi@example.org")
    counts = []
    for path in (f"{SCREENING}/card", f"{COURSE}/modules/psychotherapeutic-techniques/suicidality/card"):
        seat.go(path)
        counts.append(sheets(seat.page, paper))
    seat.go(f"{COURSE}/cards")

    assert counts == [1, 1]
    assert sheets(seat.page, paper) == seat.page.locator(".pocket").count() == 5


@pytest.mark.parametrize("paper", FORMATS)
@pytest.mark.parametrize(("copies", "size"), [(3, "is-short"), (6, "is-long"), (9, "is-longest")])
def test_a_card_with_nine_times_the_words_still_is_one_sheet(
    shared_site: str, sit: Sit, paper: str, copies: int, size: str
) -> None:
    seat = sit(shared_site, "chidi@example.org")
    seat.go(f"{SCREENING}/card")
    seat.page.locator(".pocket .callout-safety").evaluate(
        """(callout, [copies, size]) => {
          for (let copy = 1; copy < copies; copy += 1) callout.after(callout.cloneNode(true));
          callout.closest(".pocket").classList.add(size);
        }""",
        [copies, size],
    )

    assert seat.page.locator(".pocket .callout-safety").count() == copies
    assert sheets(seat.page, paper) == 1


@pytest.mark.parametrize("paper", FORMATS)
def test_nothing_is_wider_than_the_sheet(shared_site: str, sit: Sit, paper: str) -> None:
    seat = sit(shared_site, "chidi@example.org")
    too_wide = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    cut = """() => [...document.querySelectorAll("main *")].filter(each => each.checkVisibility()
      && !each.closest(".visually-hidden, svg, math") && each.getBoundingClientRect().right > innerWidth + 1)
      .map(each => each.outerHTML.slice(0, 80))"""
    found = {}
    for path in PAGES:
        page = on_paper(seat, path, paper)
        found[path] = (page.evaluate(too_wide), page.evaluate(cut))

    assert found == dict.fromkeys(PAGES, (False, []))


@pytest.mark.parametrize("dark", [False, True])
def test_a_module_prints_its_text_sources_and_terms_in_black_and_nothing_to_click(
    shared_site: str, sit: Sit, dark: bool
) -> None:
    page = on_paper(sit(shared_site, "chidi@example.org", dark=dark), SCREENING)

    for gone in (
        ".bar",
        ".foot",
        ".contents",
        ".margin",
        ".section-end",
        ".quiz-card",
        ".neighbours",
        ".own",
        "#finish",
        "main :is(button, summary)",
    ):
        assert set(seen(page, gone)) <= {False}, gone
    for shown in ("h1", ".sources h2", ".sources-list li", "section.on-paper h2", ".terms dd", ".paper-foot"):
        assert seen(page, shown)
        assert all(seen(page, shown)), shown
    terms = page.locator(".terms dt").all_inner_texts()
    assert terms == sorted(set(terms), key=str.casefold)
    colours = "each => [getComputedStyle(each).color, getComputedStyle(document.documentElement).backgroundColor]"
    assert page.locator("h1").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert set(page.locator("figure img").evaluate_all("all => all.map(each => getComputedStyle(each).filter)")) == {
        "grayscale(1)"
    }


def test_terms_for_paper_are_not_on_the_screen(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    seat.go(SCREENING)

    assert set(seen(seat.page, ".on-paper")) == {False}


def test_an_answered_check_prints_as_its_question_and_options_without_the_answer(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    page = on_paper(seat, ROUTES)
    assert page.locator(".check .answers").count() == page.locator(".check").count() > 0

    for telling in (".outcome", ".verdict", ".why", ".read-again", ".answer > .icon", "button", ".actions"):
        assert set(seen(page, f".check {telling}")) <= {False}, telling
    looks = """all => all.map(each => { const style = getComputedStyle(each);
      return [style.borderTopWidth, style.boxShadow, style.color, style.fontWeight].join(" "); })"""
    assert set(page.locator(".check .answer").evaluate_all(looks)) == {"0px none rgb(0, 0, 0) 400"}
    assert set(seen(page, ".check .prompt") + seen(page, ".check .answer > div:not(.why)")) == {True}


def test_a_check_to_be_answered_prints_with_empty_boxes(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    seat.go(ROUTES)
    seat.page.get_by_role("link", name="Answer again").first.click()
    page = seat.page
    page.locator(".check .option").first.click()
    assert page.locator(".check .option :checked").count() == 1
    page.emulate_media(media="print")

    marks = "all => all.map(each => getComputedStyle(each).appearance + getComputedStyle(each).backgroundColor)"
    assert set(page.locator(".check .option input").evaluate_all(marks)) == {"nonergba(0, 0, 0, 0)"}
    assert set(seen(page, ".check .question") + seen(page, ".check .option")) == {True}
    assert set(seen(page, ".check button")) == {False}


def test_who_and_when_stand_below_each_sheet_and_at_the_end(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    seat.go(ROUTES)
    assert "Routes, absorption and bioavailability · Edition 2 · Revision 2 · printed on " in (
        seat.page.locator(".paper-foot").text_content() or ""
    )
    seat.page.pdf(format="A4")

    below = seat.page.evaluate("document.documentElement.style.getPropertyValue('--paper-foot')")
    assert re.search(r"Edition 2 · Revision 2 · printed on \d+ \w+ \d{4}\"$", below)


def test_a_link_that_leads_outside_prints_its_address_and_a_source_prints_it_once(shared_site: str, sit: Sit) -> None:
    page = on_paper(sit(shared_site, "chidi@example.org"), f"{COURSE}/references")
    after = "each => getComputedStyle(each, '::after').content"
    page.evaluate("document.querySelector('h1').innerHTML = '<a href=\"https://example.org/x\">A page</a>'")

    assert page.locator("h1 a").evaluate(after) == '" (https://example.org/x)"'
    assert page.locator(".sources-list a[href^=http]").first.evaluate(after) == "none"


def test_a_print_button_is_made_by_a_script_and_missed_by_nobody_without(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    seat.page.add_init_script("window.print = () => { window.printed = true; };")
    seat.go(f"{COURSE}/glossary")
    seat.page.get_by_role("button", name="Print the glossary").click()
    assert seat.page.evaluate("window.printed") is True

    without = sit(shared_site, "chidi@example.org", scripts=False)
    without.go(f"{COURSE}/glossary")
    assert without.page.get_by_role("button", name="Print").count() == 0
    without.go(f"{COURSE}/about")
    assert "use the Print command of your browser" in without.page.locator("main").inner_text()
