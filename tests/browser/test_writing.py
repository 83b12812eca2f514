"""Writing in the browser: words save themselves, and no lost connection, second browser or closed page loses one."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Sit
from tests.browser.seat import Seat
from tests.support.databases import SqliteTemplates, url_of
from tests.support.site import demonstration, free_port, served_at_once

PLACE = "/author/ketamine-assisted-psychotherapy"
WRITE = f"{PLACE}/write/curriculum/psychotherapeutic-techniques/preparation.md"
AUTHOR = "instructor@example.org"
ADMINISTRATOR = "admin@example.org"

PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true });
  document.querySelector("form [data-surface]").shadowRoot.querySelector(".cm-content").dispatchEvent(paste);
}"""
PASTED = """<html><head><style>p { color: red }</style></head><body><b style="font-weight:normal">
<h1 style="color:red">From a <i>word</i> processor</h1>
<p style="margin:0">Some <span style="font-weight:700">strong</span> and <em>soft</em> words with a
<a href="https://example.org/a_(b)">link</a>.<img src="x.png" onerror="alert(1)"></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·&nbsp;</span>first</p>
<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o&nbsp;</span>second</p>
<ol><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ol>
<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td><td><b>3</b></td></tr></table>
<script>alert(1)</script></b></body></html>"""


@pytest.fixture
def lena(site: str, sit: Sit) -> Seat:
    """An author with a module open."""
    return opened(sit(site, AUTHOR))


def opened(seat: Seat, path: str = WRITE) -> Seat:
    seat.go(path)
    expect(seat.page.locator("#writing.is-live")).to_be_visible()
    expect(seat.page.get_by_role("button", name="Bold")).to_be_visible()
    return seat


def write_at_the_end(page: Page, words: str) -> None:
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def write_at_line(page: Page, line: int, words: str) -> None:
    text_of(page).click()
    page.keyboard.press("Control+Home")
    for _ in range(line - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type(words)


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="The text")


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved", timeout=15_000)


def text(page: Page) -> str:
    """The whole text as the server has it."""
    answer = page.request.get(page.url)
    found = re.search(r'<textarea[^>]*id="text"[^>]*>\n(.*?)</textarea>', answer.text(), re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_words_save_themselves_and_show_as_readers_will_see_them(lena: Seat) -> None:
    page = lena.page
    write_at_the_end(page, "\n\nA sentence at the end, **in strong words**.")
    saved(page)
    expect(page.locator("[data-look] strong", has_text="in strong words")).to_be_visible()
    expect(page.locator("[data-figures]")).to_contain_text("words")
    assert "A sentence at the end, **in strong words**." in text(page)


def test_a_problem_appears_with_its_line_and_leads_there(lena: Seat) -> None:
    page = lena.page
    write_at_the_end(page, "\n\nSee [@nobody1999].")
    saved(page)
    problem = page.locator(".problem.is-error")
    expect(problem).to_contain_text("nobody1999")
    page.keyboard.press("Control+Home")
    problem.get_by_role("link").click()
    page.keyboard.press("End")
    page.keyboard.type(" here")
    saved(page)
    assert "See [@nobody1999]. here" in text(page)


def test_words_without_a_connection_are_kept_and_sent_when_it_is_back(lena: Seat) -> None:
    page = lena.page
    lena.context.set_offline(True)
    write_at_the_end(page, "\n\nWritten on a train.")
    expect(page.locator("[data-saved]")).to_contain_text("no connection", timeout=10_000)
    lena.context.set_offline(False)
    saved(page)
    assert "Written on a train." in text(page)


def test_words_of_a_page_that_was_lost_with_its_server_are_offered_back(
    demonstrations: SqliteTemplates, tmp_path: Path, sit: Sit
) -> None:
    database, port = url_of(demonstrations.get("demonstration", demonstration)), free_port()
    with served_at_once(database, tmp_path, port=port) as site:
        lena = opened(sit(site, AUTHOR))
        write_at_the_end(lena.page, "\n\nSaved in time.")
        saved(lena.page)
    page = lena.page
    page.keyboard.type(" Lost with the server.")
    expect(page.locator("[data-saved]")).to_contain_text("no connection", timeout=10_000)
    page.goto("about:blank")
    with served_at_once(database, tmp_path, port=port):
        opened(lena)
        offer = page.locator(".offer")
        expect(offer).to_contain_text(re.compile(r"Words from \d\d:\d\d that did not reach the server"))
        assert "Lost with the server." not in text(page)
        offer.get_by_role("button", name="Compare").click()
        expect(offer.locator(".line-new", has_text="Lost with the server.")).to_be_visible()
        assert lena.barriers() == []
        offer.get_by_role("button", name="Put them back").click()
        saved(page)
        assert "Saved in time. Lost with the server." in text(page)
        opened(lena)
        expect(page.locator(".offer")).to_have_count(0)


def test_an_expired_sign_in_loses_nothing(lena: Seat) -> None:
    page = lena.page
    lena.expected = {400, 401}
    cookies = lena.context.cookies()
    lena.context.clear_cookies()
    write_at_the_end(page, "\n\nAfter the session was over.")
    expect(page.locator("[data-saved]")).to_contain_text("no longer signed in", timeout=10_000)
    assert cookies
    lena.context.clear_cookies()
    second = lena.second_tab()
    second.goto("/sign-in")
    second.get_by_label("E-mail address").fill(AUTHOR)
    second.get_by_label("Password").fill("a quiet afternoon")
    second.get_by_role("button", name="Sign in").click()
    second.wait_for_url(lambda url: "/sign-in" not in url)
    saved(page)
    assert "After the session was over." in text(page)


def test_two_who_write_at_different_places_get_each_others_words(site: str, sit: Sit, lena: Seat) -> None:
    amara = opened(sit(site, ADMINISTRATOR))
    write_at_the_end(amara.page, "\n\nAmara was here.")
    saved(amara.page)
    write_at_line(lena.page, 2, " and more")
    expect(lena.page.locator("[data-saved]")).to_contain_text("with what somebody else wrote", timeout=15_000)
    lena.page.keyboard.type(" and more still")
    saved(lena.page)

    whole = text(lena.page)
    assert "Amara was here." in whole
    assert " and more and more still\n" in whole
    expect(lena.page.locator("[data-colleagues]")).to_contain_text("Amara Osei has this open too", timeout=25_000)


def test_two_who_write_at_the_same_place_decide(site: str, sit: Sit, lena: Seat) -> None:
    amara = opened(sit(site, ADMINISTRATOR))
    write_at_the_end(amara.page, "\n\nAmara's end.")
    saved(amara.page)
    lena.expected = {409}
    write_at_the_end(lena.page, "\n\nLena's end.")
    lena.page.get_by_role("button", name="Look at both texts").click()

    page = lena.page
    expect(page.get_by_role("heading", name="Somebody else wrote at the same place")).to_be_visible()
    merged = page.get_by_role("textbox", name="Both texts in one")
    expect(merged).to_have_value(re.compile("Lena's end.*Amara's end", re.DOTALL))
    assert lena.barriers() == []
    merged.fill(re.sub(r"(?m)^(<{7}|={7}|>{7}).*\n", "", merged.input_value()))
    page.get_by_role("button", name="Save this").click()
    expect(page.locator(".flash")).to_contain_text("Saved")
    whole = text(page)
    assert "Lena's end." in whole
    assert "Amara's end." in whole
    assert "<<<<<<<" not in whole


def test_buttons_put_in_what_nobody_should_have_to_type(lena: Seat) -> None:
    page = lena.page
    write_at_the_end(page, "\n\n")
    page.get_by_role("button", name="Section heading").click()
    page.get_by_label("Its words").fill("What remains open")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_label("Rows below the head").fill("1")
    page.get_by_label("Columns").fill("2")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Safety callout").click()
    page.get_by_role("button", name="Knowledge check").click()
    page.get_by_label("What is asked").fill('Who says "stop": and when?')
    page.get_by_label("Why it is wrong").fill("It's later.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Figure").click()
    page.get_by_role("dialog", name="A figure").get_by_role("searchbox").fill("routes")
    page.keyboard.press("Enter")
    page.get_by_label("For people who do not see it").fill("Three curves [of levels]")
    page.get_by_label("Its caption").fill('The "routes"')
    page.keyboard.press("Enter")
    page.keyboard.press("Control+j")
    dialog = page.get_by_role("dialog", name="A source")
    dialog.get_by_role("searchbox").fill("1984 hirlinger")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    assert lena.barriers() == []
    page.keyboard.press("Enter")
    saved(page)

    whole = text(page)
    for words in (
        "## What remains open {#what-remains-open}",
        "| Head 1 | Head 2 |\n| --- | --- |\n| … | … |",
        "> [!safety] Never get wrong\n> Never …",
        "```check\nid: check-",
        "\nprompt: 'Who says \"stop\": and when?'\n",
        "    text: The right answer\n",
        "    why: 'It''s later.'\n```",
        '![Three curves \\[of levels\\]](../figures/routes.svg "The ”routes”")',
        "[@hirlinger1984]",
    ):
        assert words in whole
    expect(page.locator(".problem.is-error")).to_have_count(0)


def test_what_a_word_processor_puts_on_the_clipboard_becomes_markdown(lena: Seat) -> None:
    page = lena.page
    write_at_the_end(page, "\n\n")
    page.evaluate(PASTE, PASTED)
    saved(page)
    whole = text(page)
    for words in (
        "## From a *word* processor {#from-a-word-processor}",
        "Some **strong** and *soft* words with a [link](https://example.org/a_%28b%29).",
        "- first\n   - second",
        "1. one\n   - inner\n2. two",
        "| A | B |\n| --- | --- |\n| 1 \\| 2 | **3** |",
    ):
        assert words in whole
    assert "alert" not in whole


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (768, True), (360, True), (320, False)])
def test_the_pages_have_no_barrier(site: str, sit: Sit, width: int, dark: bool) -> None:
    seat = sit(site, AUTHOR, width=width, dark=dark)
    wrong = {}
    opened(seat)
    wrong["write"] = seat.barriers() + (["too wide"] if seat.is_too_wide() else [])
    for path in ("preview/curriculum/psychotherapeutic-techniques/preparation.md", "new"):
        seat.go(f"{PLACE}/{path}")
        wrong[path] = seat.barriers() + (["too wide"] if seat.is_too_wide() else [])
    assert wrong == {what: [] for what in wrong}


def test_everything_is_done_by_keys_alone(lena: Seat) -> None:
    page = lena.page
    page.get_by_role("button", name="Callout", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("caution")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    saved(page)
    assert "> [!caution]" in text(page)
    expect(text_of(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()


def test_without_scripts_a_button_saves(site: str, sit: Sit) -> None:
    seat = sit(site, AUTHOR, scripts=False)
    seat.go(WRITE)
    page = seat.page
    area = page.get_by_label("Markdown")
    area.fill(area.input_value() + "\nWithout scripts.\n")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".flash")).to_contain_text("Saved")
    expect(page.locator(".writing-look")).to_contain_text("Without scripts.")
    page.get_by_text("How to write it").click()
    expect(page.get_by_text("[@hirlinger1984]", exact=True)).to_be_visible()
    page.get_by_text("Give the draft up").click()
    page.get_by_role("button", name="Give this draft up").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".writing-look")).to_contain_text("Without scripts.")
