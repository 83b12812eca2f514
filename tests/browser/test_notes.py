"""Notes in the text: by mouse, by touch, by keys alone, in two tabs, with and without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat
from tests.support.databases import SqliteTemplates
from tests.support.site import demonstration
from trainer.storage.editions import newest_edition

MODULE = f"{COURSE}/modules/pharmacology/routes"
SECTION = "#section-what-a-route-decides"
READ = """async (address) => {
  const { wordsOf } = await import(address);
  const sections = [...document.querySelectorAll(".section[id]")];
  return Object.fromEntries(sections.map((each) => [each.id, wordsOf(each).text]));
}"""


@pytest.fixture
def reader(site: str, sit: Sit) -> Seat:
    """Somebody who has opened the module and noted nothing."""
    seat = sit(site, "yuki@example.org")
    seat.go(MODULE)
    return seat


def choose_words(page: Page, words: str) -> None:
    """Choose words of the first section as a mouse does: from their first to their last letter."""
    corners = page.evaluate(
        """([section, words]) => {
          const walker = document.createTreeWalker(document.querySelector(section), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            walker.currentNode.parentElement.scrollIntoView({ block: "center" });
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const boxes = [...range.getClientRects()];
            const [first, last] = [boxes[0], boxes.at(-1)];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
          }
        }""",
        [SECTION, words],
    )
    page.mouse.move(corners[0], corners[1])
    page.mouse.down()
    page.mouse.move(corners[2], corners[3], steps=4)
    page.mouse.up()


def lit(page: Page, name: str = "own-notes") -> list[str]:
    """The passages that are lit in the text."""
    found: list[str] = page.evaluate(f"[...(CSS.highlights.get('{name}') ?? [])].map((range) => range.toString())")
    return found


def test_server_and_browser_read_the_same_words(shared_site: str, sit: Sit, demonstrations: SqliteTemplates) -> None:
    seat = sit(shared_site, "chidi@example.org")
    database = demonstrations.get("demonstration", demonstration)
    with database.reading() as session:
        head = newest_edition(session, COURSE.rpartition("/")[2])
        assert head
        edition = database.library.edition(session, head.edition_id)
        for module in edition.outline.modules():
            if module.key in ("pharmacology/routes", "psychotherapeutic-techniques/suicidality"):
                seat.go(f"{COURSE}/modules/{module.key}")
                read = seat.page.evaluate(READ, seat.page.locator("#module-script").get_attribute("data-notes"))
                texts = database.library.section_texts(session, edition, module.path)
                assert read == {f"section-{section}": text for section, text in texts.items()}


def test_words_chosen_with_the_mouse_are_highlighted_and_stay_so(reader: Seat) -> None:
    page = reader.page
    choose_words(page, "A steeper climb is not known")
    bar = page.get_by_role("toolbar", name="With the chosen words")
    expect(bar).to_be_visible()
    covers = page.evaluate(
        "() => { const bar = document.querySelector('.pick').getBoundingClientRect();"
        " return [...getSelection().getRangeAt(0).getClientRects()].some((box) =>"
        " box.left < bar.right && bar.left < box.right && box.top < bar.bottom && bar.top < box.bottom); }"
    )
    assert covers is False
    bar.get_by_role("button", name="Highlight").click()

    expect(page.locator(f"{SECTION} .own-note")).to_have_count(1)
    assert lit(page) == ["A steeper climb is not known"]
    page.reload()
    page.wait_for_function("CSS.highlights.get('own-notes')?.size === 1")
    assert lit(page) == ["A steeper climb is not known"]


def test_a_note_is_written_beside_its_words_and_each_lights_the_other(reader: Seat) -> None:
    page = reader.page
    choose_words(page, "steeper climb is not known to be a better")
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    page.keyboard.type("Ask the prescriber.")
    page.locator(f"{SECTION} .own-new").get_by_role("button", name="Keep").click()

    card = page.locator(f"{SECTION} .own-note")
    expect(card).to_contain_text("Ask the prescriber.")
    card.hover()
    assert lit(page, "own-meant") == ["steeper climb is not known to be a better"]
    page.mouse.move(5, 300)
    page.mouse.move(6, 301)
    page.wait_for_function("!document.querySelector('.own-note.is-meant')")
    where = page.evaluate(
        "() => { const [range] = CSS.highlights.get('own-notes'); const box = range.getClientRects()[0];"
        " return [box.left + 20, box.top + box.height / 2]; }"
    )
    page.mouse.move(*where)
    expect(card).to_have_class(re.compile("is-meant"))


def test_a_passage_is_chosen_by_keys_alone(reader: Seat) -> None:
    page = reader.page
    page.locator(f"{SECTION} .own > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{SECTION} [data-choose]")).to_be_visible()
    page.locator(f"{SECTION} [data-choose]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("application", name="Choose a passage")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("main > p[role=status]")).to_contain_text("Sentences 2 to 3 of")
    [chosen] = lit(page, "own-chosen")
    page.keyboard.press("h")

    expect(page.locator(f"{SECTION} .own-note")).to_have_count(1)
    assert [" ".join(passage.split()) for passage in lit(page)] == [" ".join(chosen.split())]
    page.locator(f"{SECTION} .own > summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"{SECTION} [data-choose]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(f"{SECTION} .own-new textarea[name=words]")).to_be_focused()
    page.keyboard.type("By keys alone")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"{SECTION} .own-note")).to_have_count(2)


def test_leaving_the_choice_gives_the_focus_back(reader: Seat) -> None:
    page = reader.page
    page.locator(f"{SECTION} .own > summary").click()
    page.locator(f"{SECTION} [data-choose]").click()
    page.keyboard.press("Escape")
    expect(page.locator(f"{SECTION} [data-choose]")).to_be_focused()
    assert lit(page, "own-chosen") == []


def test_a_removed_note_is_put_back_in_place(reader: Seat) -> None:
    page = reader.page
    choose_words(page, "A steeper climb is not known")
    page.get_by_role("button", name="Highlight").click()
    card = page.locator(f"{SECTION} .own-note")
    card.locator("summary").click()
    card.get_by_role("button", name="Remove the highlight").click()
    expect(card).to_have_count(0)
    assert lit(page) == []
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#own-"))
    expect(page.locator(f"{SECTION} .own-note")).to_have_count(1)


def test_two_tabs_overwrite_nothing(reader: Seat) -> None:
    page = reader.page
    choose_words(page, "A steeper climb is not known")
    page.get_by_role("button", name="Highlight").click()
    expect(page.locator(f"{SECTION} .own-note")).to_have_count(1)
    second = reader.second_tab()
    second.goto(MODULE)
    reader.expected = {409}
    for tab, words in ((page, "From one tab"), (second, "From the other")):
        card = tab.locator(f"{SECTION} .own-note")
        card.locator("summary").click()
        card.locator("textarea").fill(words)
        card.get_by_role("button", name="Save").click()
        if tab is page:
            expect(card.locator(".own-words")).to_have_text(words)

    expect(second.get_by_role("heading", name="Two texts of one note")).to_be_visible()
    expect(second.locator(".own-words")).to_have_text("From one tab")
    expect(second.locator("textarea")).to_have_value("From the other")


def test_touch_offers_the_bar_below_the_words(site: str, sit: Sit) -> None:
    seat = sit(site, "yuki@example.org", width=360)
    seat.go(MODULE)
    page = seat.page
    page.evaluate(
        f"""() => {{
          const paragraph = document.querySelector("{SECTION} .prose p");
          paragraph.scrollIntoView({{ block: "center" }});
          getSelection().setBaseAndExtent(paragraph.firstChild, 4, paragraph.firstChild, 20);
        }}"""
    )
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    below = page.evaluate(
        "document.querySelector('.pick').getBoundingClientRect().top"
        " - getSelection().getRangeAt(0).getBoundingClientRect().bottom"
    )
    assert 0 <= below <= 24
    bar.get_by_role("button", name="Note").click()
    expect(page.locator(f"{SECTION} textarea[name=quote]")).to_have_value("route is the way in")
    assert not seat.is_too_wide()


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (768, True), (360, True), (320, False)])
def test_notes_have_no_barrier(site: str, sit: Sit, width: int, dark: bool) -> None:
    seat = sit(site, "yuki@example.org", width=width, dark=dark)
    page = seat.page
    wrong = {"empty": _wrong(seat, f"{COURSE}/notes")}
    seat.go(MODULE)
    page.locator(f"{SECTION} .own > summary").click()
    page.locator(f"{SECTION} textarea[name=quote]").fill("A steeper climb is not known")
    page.locator(f"{SECTION} textarea[name=words]").last.fill("A thought of some length, " * 6)
    page.locator(f"{SECTION} .own-new").get_by_role("button", name="Keep").click()
    expect(page.locator(f"{SECTION} .own-note")).to_have_count(1)
    page.locator(f"{SECTION} .own").evaluate("(fold) => { fold.open = true; }")
    page.locator(f"{SECTION} .own-edit > summary").click()
    wrong["module"] = seat.barriers() + (["too wide"] if seat.is_too_wide() else [])
    page.locator("#end-what-a-route-decides").get_by_role("button", name="Come back to this").click()
    page.wait_for_url(re.compile("#end-"))
    wrong["list"] = _wrong(seat, f"{COURSE}/notes")
    page.get_by_role("link", name="Edit or remove").click()
    wrong["alone"] = _wrong(seat, page.url)
    page.get_by_role("button", name="Remove the note").click()
    expect(page.get_by_role("heading", name="The note is removed")).to_be_visible()
    wrong["removed"] = seat.barriers()
    assert wrong == {what: [] for what in wrong}


def test_everything_works_without_scripts(site: str, sit: Sit) -> None:
    seat = sit(site, "yuki@example.org", scripts=False)
    seat.go(MODULE)
    page = seat.page
    page.locator(f"{SECTION} .own > summary").click()
    assert not page.locator("[data-choose]").first.is_visible()
    page.locator(f"{SECTION} textarea[name=words]").fill("Without scripts")
    page.locator(f"{SECTION} .own-new").get_by_role("button", name="Keep").click()
    page.wait_for_url(re.compile("#own-"))
    expect(page.locator(f"{SECTION} .own-words")).to_have_text("Without scripts")
    expect(page.locator(f"{SECTION} .own-words")).to_be_visible()


def test_notes_js_is_loaded_only_when_it_is_needed(reader: Seat) -> None:
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(Path(request.url.partition("?")[0]).name))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert "notes.js" not in asked
    with page.expect_request(re.compile(r"notes\.js")):
        page.locator(f"{SECTION} .own > summary").click()


def _wrong(seat: Seat, path: str) -> list[str]:
    seat.go(path)
    return seat.barriers() + (["scrolls sideways"] if seat.is_too_wide() else [])
