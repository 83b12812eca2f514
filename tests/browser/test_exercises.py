"""Exercises in a module's text: done by keyboard, free of barriers, and whole without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

READER = "instructor@example.org"
MODULES = {
    "triage-board": "pharmacology/contraindications",
    "interaction-matrix": "pharmacology/interactions",
    "preparation-checklist": "psychotherapeutic-techniques/preparation",
    "grounding-ladder": "guiding-altered-states/grounding",
    "touch-agreement": "guiding-altered-states/consent-and-touch",
    "safety-plan": "psychotherapeutic-techniques/suicidality",
}


def _exercise(seat: Seat, kind: str) -> None:
    """Open the module that holds an exercise, and wait for its script."""
    seat.go(f"{COURSE}/modules/{MODULES[kind]}")
    exercise = seat.page.locator(f"[data-exercise={kind}]")
    exercise.scroll_into_view_if_needed()
    expect(exercise.locator(".exercise-control").first).to_be_attached()


def _press(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def test_a_triage_board_says_whether_and_why(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "triage-board")
    first = seat.page.locator(".exercise-items > li").first

    first.get_by_role("button", name="Proceed with care").press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Not in “Proceed with care”")
    expect(first.locator("details")).to_have_attribute("open", "")
    first.get_by_role("button", name="Stop").press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Yes, it belongs there")
    expect(seat.page.locator(".exercise-tally")).to_have_text("1 of 9 placed; 0 right at the first try.")
    assert seat.barriers() == []


def test_an_interaction_matrix_is_narrowed_and_widened_again(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "interaction-matrix")
    rows = seat.page.locator("[data-exercise] tbody tr:visible")
    every = rows.count()

    seat.page.get_by_label("Class", exact=True).select_option("Opioids, alcohol, sedatives")
    expect(rows).to_have_count(2)
    seat.page.get_by_label("Question", exact=True).select_option("Safety")
    expect(seat.page.locator("[data-exercise] thead th:visible")).to_have_text(["Class", "Route", "Safety"])
    assert seat.barriers() == []
    seat.page.get_by_label("Class", exact=True).select_option("All")
    expect(rows).to_have_count(every)


def test_a_checklist_counts_what_is_missing_and_keeps_nothing(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "preparation-checklist")
    boxes = seat.page.locator("[data-exercise] input[type=checkbox]")
    every = boxes.count()

    boxes.first.press("Space")
    expect(seat.page.locator(".exercise-tally")).to_have_text(f"1 of {every} ticked: not ready yet.")
    for box in boxes.all()[1:]:
        box.check()
    expect(seat.page.locator(".exercise-tally")).to_have_text(f"✓ All {every} boxes are ticked.")
    assert seat.barriers() == []
    _exercise(seat, "preparation-checklist")
    expect(seat.page.locator("[data-exercise] input:checked")).to_have_count(0)


def test_a_ladder_is_scored_on_its_order_and_on_the_words(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "grounding-ladder")
    steps = seat.page.locator(".exercise-order > li")

    notice = seat.page.get_by_role("button", name="Up: Notice, log the time")
    for _ in range(3):
        notice.press("Enter")
    expect(notice).to_be_focused()
    expect(steps.first).to_contain_text("Notice, log the time")
    _press(seat.page, "Check the order")
    expect(seat.page.locator(".exercise-tally").first).to_contain_text("Order: 1 of 6 steps in their place.")
    seat.page.get_by_role("button", name="Something old is coming up").press("Enter")
    expect(seat.page.locator(".exercise-tally").last).to_have_text(
        "Order at the first try: 1 of 6. Words: 0 of 1 chosen fit; 5 left."
    )
    assert seat.barriers() == []


def test_an_agreement_is_narrowed_and_never_widened(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "touch-agreement")
    page = seat.page

    _press(page, "Agree, sober, before the session")
    expect(page.locator(".exercise-tally")).to_contain_text("5 questions are still open")
    for group in page.locator("[data-exercise] [role=radiogroup]").all():
        group.get_by_role("radio").last.check()
    _press(page, "Agree, sober, before the session")
    sheet = page.get_by_role("region", name="The agreement")
    expect(sheet).to_contain_text("A hand may be held, or a hand may rest on the shoulder.")
    page.get_by_role("radio", name="None", exact=True).check()
    expect(sheet).to_contain_text("There is no supportive touch.")
    expect(page.get_by_role("radio", name="Hand", exact=True)).to_be_disabled()
    assert seat.barriers() == []


def test_a_safety_plan_takes_words_and_gives_them_to_nobody(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, "safety-plan")
    sent: list[str] = []
    seat.page.on("request", lambda request: sent.append((request.post_data or "") + request.url))

    seat.page.get_by_role("textbox", name="Warning signs: First").fill("I stop answering my brother")
    expect(seat.page.locator("[data-exercise]")).to_contain_text("Crisis line (set by the clinic)")
    assert seat.barriers() == []
    _press(seat.page, "Empty all fields")
    expect(seat.page.get_by_role("textbox", name="Warning signs: First")).to_have_value("")
    assert [each for each in sent if "brother" in each] == []
    assert seat.page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").count("brother") == 0


@pytest.mark.parametrize("kind", MODULES)
def test_notes_find_the_words_of_a_section_as_they_were_rendered(shared_site: str, sit: Sit, kind: str) -> None:
    seat = sit(shared_site, READER)
    _exercise(seat, kind)

    shown, rendered = seat.page.evaluate(
        """async (kind) => {
          const { wordsOf } = await import("/static/scripts/notes.js");
          const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
          const of = (root) => wordsOf(root.querySelector(`[data-exercise=${kind}]`).closest(".section")).text;
          return [of(document), of(page)];
        }""",
        kind,
    )
    assert len(shown) > 500
    assert shown == rendered


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES.keys())
def test_an_exercise_is_whole_without_a_script_and_fits_a_small_phone(shared_site: str, sit: Sit, module: str) -> None:
    seat = sit(shared_site, READER, width=320, scripts=False)
    seat.go(f"{COURSE}/modules/{module}")

    expect(seat.page.locator("[data-exercise]")).to_be_visible()
    expect(seat.page.locator("[data-exercise] :is(input, button, select, textarea)")).to_have_count(0)
