"""A trainee tells the authors about chosen words, an instructor answers, and the trainee reads it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE
from tests.browser.test_notes import SECTION, choose_words

MODULE = f"{COURSE}/modules/pharmacology/routes"
AUTHORS = COURSE.replace("/courses/", "/author/") + "/comments/"


def test_chosen_words_are_told_answered_and_read(site: str, sit: Sit) -> None:
    trainee, author = sit(site, "yuki@example.org"), sit(site, "instructor@example.org")
    page = trainee.page
    trainee.go(MODULE)
    choose_words(page, "A steeper climb is not known")
    page.get_by_role("toolbar").get_by_role("button", name="Unclear?").click()
    expect(page.locator("blockquote")).to_have_text("A steeper climb is not known")
    page.get_by_label("I have a question").check()
    page.get_by_label("In your words").fill("Not known, or known not to be?")
    page.get_by_role("button", name="Tell the authors").dblclick()
    expect(page.get_by_text("The authors have it.")).to_be_visible()
    assert trainee.barriers() == []
    page.get_by_role("link", name="Back to the text").click()
    expect(page.locator(SECTION).get_by_text("You told the authors: no answer yet")).to_be_visible()

    author.go(AUTHORS)
    found = author.page.locator(".comment", has_text="Not known, or known not to be?")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Yuki Hayashi")
    found.get_by_role("link", name=re.compile("^Go to the place")).click()
    author.page.wait_for_url(re.compile(r"/write/curriculum/pharmacology/routes\.md#line-\d+$"))
    author.page.get_by_role("link", name=re.compile("^Answer ?: Not known")).click()
    author.page.get_by_label("Your answer").fill("Nobody knows yet.")
    author.page.get_by_role("button", name="Answer").dblclick()
    expect(author.page.get_by_text("Nobody knows yet.")).to_have_count(1)
    assert author.barriers() == []

    trainee.go(f"{COURSE}/")
    page.get_by_role("link", name="Read 1 answer").click()
    expect(page.locator(".comment-reply")).to_have_text(
        re.compile("Dr Lena Vogt answered, .*Nobody knows yet", re.DOTALL)
    )
    trainee.go(f"{COURSE}/")
    expect(page.get_by_text("The authors answered you.")).to_have_count(0)


def test_by_keys_alone_a_passage_leads_to_the_form(site: str, sit: Sit) -> None:
    seat = sit(site, "yuki@example.org")
    page = seat.page
    seat.go(MODULE)
    page.locator(f"{SECTION} .own > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{SECTION} [data-choose]")).to_be_visible()
    page.locator(f"{SECTION} [data-choose]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("application", name="Choose a passage")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("t")
    page.wait_for_url(re.compile(r"/sections/what-a-route-decides/comments\?quote="))
    expect(page.locator("blockquote")).to_contain_text("It settles two things")


def test_the_chosen_words_reach_the_form_on_a_phone_too(site: str, sit: Sit) -> None:
    seat = sit(site, "yuki@example.org", width=320)
    page = seat.page
    seat.go(MODULE)
    choose_words(page, "A steeper climb is not known")
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert not seat.is_too_wide()
    bar.get_by_role("button", name="Unclear?").click()
    expect(page.locator("blockquote")).to_have_text("A steeper climb is not known")
