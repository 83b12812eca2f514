"""A clinician reviews a module in a browser: comments on lines, returns it, and signs what was published anew."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

REVIEW = COURSE.replace("/courses/", "/review/")
AUTHOR = COURSE.replace("/courses/", "/author/")
GROUNDING = "curriculum/guiding-altered-states/grounding.md"


def test_a_comment_goes_from_a_line_to_its_author_and_back(site: str, sit: Sit) -> None:
    reviewer = sit(site, "reviewer@example.org")
    page = reviewer.page
    words = page.locator("#add").get_by_label("Comment", exact=True)
    reviewer.go(f"{REVIEW}/{GROUNDING}")
    foot = "document.querySelector('footer').getBoundingClientRect().bottom"
    assert page.evaluate(f"document.documentElement.scrollHeight - scrollY - {foot}") < 2
    page.get_by_role("link", name="Comment on line 2", exact=True).click()
    expect(words).to_be_focused()
    expect(page.locator("#line")).to_have_value("2")
    words.fill("Is this still its name?")

    # The tab was reloaded before the comment was kept.
    page.reload()
    expect(words).to_have_value("Is this still its name?")
    page.evaluate("scrollTo(0, 1500)")
    page.locator("#add").get_by_role("button", name="Keep the comment").click()
    page.wait_for_url(re.compile("#line-2$"))
    expect(words).to_have_value("")
    page.get_by_role("button", name="Return with 1 comment", exact=True).click()
    expect(page.get_by_text("Returned to the authors with your comments.")).to_be_visible()

    author = sit(site, "instructor@example.org")
    author.go(f"{AUTHOR}/write/{GROUNDING}")
    author.page.get_by_role("link", name="Settle them").click()
    author.page.get_by_label("What was done about it").fill("It is.")
    author.page.get_by_role("button", name="Settle").click()
    expect(author.page.get_by_text("Nothing is left to settle.")).to_be_visible()

    reviewer.go(f"{REVIEW}/{GROUNDING}")
    expect(page.get_by_text("It is.", exact=False).first).to_be_visible()
    page.get_by_label(re.compile("I have read this revision")).check()
    page.get_by_role("button", name="Sign revision 1").dblclick()
    expect(page.get_by_text("Signed. Thank you.")).to_be_visible()
    author.go(f"{COURSE}/modules/guiding-altered-states/grounding")
    expect(author.page.get_by_text("Clinically reviewed by Ruth Adler (demonstration)")).to_be_visible()
