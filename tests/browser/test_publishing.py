"""An author publishes in a browser, and the page shows by itself what came of it."""

import pytest

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE

PUBLISH = COURSE.replace("/courses/", "/author/") + "/publish"
SUICIDALITY = "curriculum/psychotherapeutic-techniques/suicidality.md"
HALF_LIVES = "curriculum/pharmacology/half-lives.md"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_chosen_draft_is_published_and_the_page_says_so_by_itself(site: str, sit: Sit, *, scripts: bool) -> None:
    page = sit(site, "instructor@example.org", width=360, scripts=scripts).page
    page.goto(PUBLISH)
    for box in page.locator("input[name=draft]").all():
        box.set_checked(str(box.get_attribute("value")).endswith(SUICIDALITY))
    page.get_by_role("button", name="Check this choice again").click()
    page.get_by_role("radio", name="Typo").check()

    page.get_by_role("button", name="Publish 1 draft").click()

    page.get_by_text("Edition 3 is published.").wait_for(timeout=60_000)
    assert page.get_by_role("heading", level=1).inner_text() == "Published"


def test_a_problem_leads_to_its_line_in_the_editor(site: str, sit: Sit) -> None:
    page = sit(site, "instructor@example.org").page
    page.goto(PUBLISH)

    page.get_by_role("link", name=f"Line 7 of {HALF_LIVES}").click()

    page.wait_for_url(f"**/write/{HALF_LIVES}#line-7")
    active = page.locator(".cm-activeLine")
    active.wait_for()
    assert active.inner_text().startswith("  - {id: explain")
