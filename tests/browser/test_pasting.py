"""What word processors, mail programs and web pages put on the clipboard becomes plain Markdown, and never HTML."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.test_writing import AUTHOR, PASTE, WRITE, opened, saved, text, write_at_line, write_at_the_end

SAMPLES = sorted((Path(__file__).parent / "pasted").glob("*.html"))
CONVERT = """async (html) => {
  const { paste, tools } = document.getElementById("writing").dataset;
  const { idOf } = await import(tools);
  return (await import(paste)).markdownOf(html, "", idOf);
}"""
WITH_PICTURES = {"google-docs", "libreoffice", "only-a-picture", "web-page", "word"}


@pytest.fixture
def converting(shared_site: str, sit: Sit) -> Page:
    return opened(sit(shared_site, AUTHOR)).page


def test_what_was_copied_elsewhere_is_clean_markdown(converting: Page) -> None:
    html = {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES}
    made = {name: converting.evaluate(CONVERT, each) for name, each in html.items()}

    expected = {path.stem: path.with_suffix(".md").read_text(encoding="utf-8") for path in SAMPLES}
    assert {name: f"{each['words']}\n" for name, each in made.items()} == expected
    assert {name for name, each in made.items() if each["pictures"]} == WITH_PICTURES


def test_what_is_plain_by_itself_stays_plain(converting: Page) -> None:
    for html in (
        '<meta charset="utf-8"><div style="white-space: pre; color: red"><div>## Not a heading yet</div></div>',
        "<pre>- as it stands</pre>",
    ):
        assert converting.evaluate(CONVERT, html) == {"words": "", "pictures": 0}


def test_pasting_twice_gives_each_section_its_own_id(site: str, sit: Sit) -> None:
    page = opened(sit(site, AUTHOR), WRITE).page
    write_at_the_end(page, "\n\n")
    for _ in range(2):
        page.evaluate(PASTE, "<h2>Aftercare</h2><p>Call the next day.</p><p><img src='data:image/png;base64,AAAA'></p>")
        expect(page.locator("[data-told]")).to_have_text("A picture was not pasted: upload it.")
        page.keyboard.type("\n\n")
    saved(page)
    assert "## Aftercare {#aftercare}\n\nCall the next day." in text(page)
    assert "## Aftercare {#aftercare-2}" in text(page)
    expect(page.locator(".problem.is-error")).to_have_count(0)


def test_what_is_pasted_into_the_front_matter_stays_plain(site: str, sit: Sit) -> None:
    page = opened(sit(site, AUTHOR), WRITE).page
    write_at_line(page, 2, " ")
    page.evaluate(PASTE, "<h2>Aftercare</h2>")
    saved(page)
    assert " plain\n" in text(page)
    assert "## Aftercare" not in text(page)
