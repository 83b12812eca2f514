"""Every page for every audience: no barrier that axe finds, no complaint in the console, no sideways scrolling."""

import re

import pytest

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

AUTHOR = COURSE.replace("/courses/", "/author/")
HISTORY = f"{AUTHOR}/history"
REVIEW = COURSE.replace("/courses/", "/review/")
TRAINEE = (
    f"{COURSE}/",
    f"{COURSE}/areas/pharmacology",
    f"{COURSE}/areas/guiding-altered-states",
    f"{COURSE}/modules/pharmacology/routes",
    f"{COURSE}/modules/psychotherapeutic-techniques/suicidality",
    f"{COURSE}/progress",
    f"{COURSE}/notes",
    f"{COURSE}/comments",
    f"{COURSE}/modules/pharmacology/routes/sections/summary/comments",
    f"{COURSE}/transcript",
    f"{COURSE}/documents/licence",
    f"{COURSE}/documents/life-support",
    f"{COURSE}/reflections/first-session",
    f"{COURSE}/requirements",
    f"{COURSE}/certificate",
    f"{COURSE}/ledger",
    f"{COURSE}/ledger/new",
    f"{COURSE}/quizzes/routes",
    f"{COURSE}/quizzes/suicidality",
    f"{COURSE}/quizzes/preparation",
    f"{COURSE}/cases",
    f"{COURSE}/cases/pressure-climbs",
    f"{COURSE}/references",
    f"{COURSE}/glossary",
    f"{COURSE}/about",
    f"{COURSE}/search",
    f"{COURSE}/search?q=ketamine+peak",
    f"{COURSE}/search?q=contraindcations+aneurism",
    f"{COURSE}/search?q=patient&in=questions&page=2",
    f"{COURSE}/search?q=zebra",
    f"{COURSE}/phases",
    f"{COURSE}/objectives",
    f"{COURSE}/objectives?order=weakest",
    f"{COURSE}/to-put-right",
    f"{COURSE}/daily-review",
    f"{COURSE}/daily-review/kept",
    f"{COURSE}/daily-review/kept/routes",
    f"{COURSE}/cards",
    f"{COURSE}/modules/psychotherapeutic-techniques/suicidality/card",
    "/account/",
    "/account/comfort/",
    "/account/mail/",
    "/account/data",
    "/account/erasure/",
    "/account/name",
    "/account/address",
)
PAGES = {
    "trainee@example.org": TRAINEE,
    "lea@example.org": (
        f"{COURSE}/",
        f"{COURSE}/modules/pharmacology/routes",
        f"{COURSE}/modules/pharmacology/routes/changes",
        f"{COURSE}/progress",
        f"{COURSE}/editions/",
        f"{COURSE}/editions/1",
        f"{COURSE}/editions/1/modules/pharmacology/routes",
        f"{COURSE}/editions/1/glossary",
        f"{COURSE}/editions/1/references",
    ),
    "ana@example.org": (f"{COURSE}/certificate", f"{COURSE}/transcript"),
    "rosa@example.org": (f"{COURSE}/quizzes/suicidality", f"{COURSE}/progress"),
    "chidi@example.org": (
        f"{COURSE}/",
        f"{COURSE}/to-put-right",
        f"{COURSE}/daily-review",
        f"{COURSE}/daily-review/kept",
        f"{COURSE}/progress",
        f"{COURSE}/requirements",
        f"{COURSE}/transcript",
        f"{COURSE}/reflections/first-session",
    ),
    "instructor@example.org": (
        "/author/",
        "/author/?kind=module&state=behind&words=routes&order=edited",
        "/author/?words=nothing-like-it",
        f"{AUTHOR}/statistics/quizzes/suicidality.yml?attempts=all",
        f"{AUTHOR}/statistics/quizzes/grounding.yml",
        f"{AUTHOR}/question-statistics/item-nine-above-zero/quizzes/suicidality.yml?attempts=all",
        f"{AUTHOR}/media/",
        f"{AUTHOR}/media/?show=unused",
        f"{AUTHOR}/media/?replace=curriculum/figures/routes.svg",
        f"{AUTHOR}/as-learner",
        f"{HISTORY}/curriculum/pharmacology/routes.md",
        f"{HISTORY}/curriculum/figures/routes.svg",
        f"{HISTORY}/curriculum/pharmacology/half-lives.md",
        f"{AUTHOR}/texts/r1/curriculum/pharmacology/routes.md",
        f"{AUTHOR}/difference/curriculum/pharmacology/routes.md?from=r1&to=v1",
        f"{AUTHOR}/difference/curriculum/pharmacology/routes.md?from=r1&to=r2&as=page",
        f"{AUTHOR}/outline",
        f"{AUTHOR}/requirements",
        f"{AUTHOR}/requirements/new/practicum",
        f"{AUTHOR}/requirements/competencies/consent",
        f"{AUTHOR}/requirements/competencies/consent/remove",
        f"{AUTHOR}/cases/pressure-climbs",
        f"{AUTHOR}/cases/pressure-climbs/try?choice=1",
        f"{AUTHOR}/cases/pressure-climbs/try?path=1&seen=1",
        f"{AUTHOR}/glossary",
        f"{AUTHOR}/glossary/new",
        f"{AUTHOR}/glossary/terms/aneurysm",
        f"{AUTHOR}/facts/curriculum/pharmacology/routes.md",
        f"{AUTHOR}/bibliography",
        f"{AUTHOR}/bibliography/add",
        f"{AUTHOR}/bibliography/sources/grant1981",
        f"{AUTHOR}/quiz/quizzes/preparation.yml/questions/teach-back-answer/retire",
        f"{AUTHOR}/quiz/quizzes/routes.yml",
        f"{AUTHOR}/correct/wafer-share/quizzes/routes.yml?policy=new",
        f"{AUTHOR}/quiz/quizzes/preparation.yml/questions/teach-back-answer",
        f"{AUTHOR}/quiz/quizzes/preparation.yml/questions/teach-back-answer/try",
        f"{AUTHOR}/publish",
        f"{AUTHOR}/publish/curriculum/pharmacology/routes.md",
        f"{AUTHOR}/publications",
        f"{AUTHOR}/comments/",
        f"{AUTHOR}/comments/?state=all&kind=wrong&path=curriculum/pharmacology/routes.md",
        f"{AUTHOR}/reviews/curriculum/psychotherapeutic-techniques/suicidality.md",
        "/patterns",
        f"{COURSE}/",
        f"{COURSE}/modules/pharmacology/routes",
    ),
    "reviewer@example.org": (
        "/review/",
        f"{REVIEW}/curriculum/pharmacology/routes.md",
        f"{REVIEW}/curriculum/psychotherapeutic-techniques/suicidality.md?line=26",
        f"{REVIEW}/quizzes/routes.yml",
        f"{REVIEW}/quizzes/cases/pressure-climbs.yml",
    ),
    "admin@example.org": (
        "/administer/settings",
        "/administer/erasures/",
        "/administer/retention/",
        "/administer/imports/",
        "/administer/imports/new/people",
        f"{AUTHOR}/redact?path=curriculum/pharmacology/routes.md",
        f"{AUTHOR}/redactions",
        f"{AUTHOR}/redact-picture/1/curriculum/figures/routes.svg",
        f"{HISTORY}/curriculum/glossary.yml",
    ),
    "second-supervisor@example.org": ("/supervise/waiting",),
    "supervisor@example.org": ("/supervise/",),
}


@pytest.mark.parametrize("who", PAGES)
def test_pages_have_no_barrier(shared_site: str, sit: Sit, who: str) -> None:
    seat = sit(shared_site, who)
    assert {path: _wrong(seat, path) for path in PAGES[who]} == {path: [] for path in PAGES[who]}


def test_pages_for_strangers_have_no_barrier(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site)
    seat.expected = {404}
    paths = (
        "/sign-in",
        "/reset",
        "/reset/nothing",
        "/invitations/nothing",
        "/nowhere",
        "/offline",
        "/certificates/",
        "/certificates/2345-6789-ABCD-EFGH",
    )
    assert {path: _wrong(seat, path) for path in paths} == {path: [] for path in paths}


def test_an_attempt_has_no_barrier_from_its_questions_to_its_result(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    seat.go(f"{COURSE}/quizzes/suicidality")
    seat.page.get_by_role("link", name="Continue the attempt").click()
    seat.page.wait_for_url(re.compile("/attempts/"))
    attempt = seat.page.url
    assert _wrong(seat, attempt) == []
    assert _wrong(seat, f"{attempt}/review") == []
    seat.page.get_by_role("button", name="Submit").click()
    seat.page.wait_for_url(re.compile("/result"))
    assert _wrong(seat, seat.page.url) == []


def test_a_supervisors_pages_have_no_barrier(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "supervisor@example.org")
    seat.go("/supervise/")
    seat.page.get_by_role("link", name="Autumn, evening group").click()
    cohort = seat.page.url
    for page in (cohort, f"{cohort}/errors", f"{cohort}/kept"):
        assert _wrong(seat, page) == []
    seat.go(cohort)
    seat.page.get_by_role("link", name="Chidi Abara").first.click()
    assert _wrong(seat, seat.page.url) == []
    seat.go("/supervise/")
    seat.page.get_by_role("link", name="Autumn, evening group").click()
    seat.page.get_by_role("link", name="Rosa Castro").first.click()
    assert _wrong(seat, seat.page.url) == []
    about = seat.page.url
    for page in (
        "decisions",
        "accommodations",
        "notes",
        "timeline",
        "timeline?kind=quizzes",
        "transcript",
        "certificate",
    ):
        assert _wrong(seat, f"{about}/{page}") == []


def test_a_markers_pages_have_no_barrier(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "supervisor@example.org")
    seat.go("/supervise/marking")
    assert _wrong(seat, seat.page.url) == []
    seat.page.get_by_role("link", name="Mark the next answer").click()
    assert _wrong(seat, seat.page.url) == []


def test_a_transfer_has_no_barrier(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "admin@example.org")
    seat.go("/supervise/")
    seat.page.get_by_role("link", name="Autumn, evening group").click()
    seat.page.get_by_role("link", name="Rosa Castro").first.click()
    seat.page.get_by_role("link", name="Decisions").click()
    seat.page.get_by_role("button", name="Show what would change").click()
    assert _wrong(seat, seat.page.url) == []


def _wrong(seat: Seat, path: str) -> list[str]:
    """What is wrong with a page at a desk in the light, on a phone in the dark, and at the narrowest.

    The page is opened once, at a desk, and then made narrower as a window is; what axe finds hangs on the theme and on
    whether the page is in its narrow form, so that it is not asked a third time.
    """
    seat.go(path)
    wrong = [f"at a desk: {each}" for each in seat.barriers() + _sideways(seat)]
    seat.turn(width=360, dark=True)
    wrong += [f"on a phone in the dark: {each}" for each in seat.barriers() + _sideways(seat)]
    seat.turn(width=320, dark=False)
    wrong += [f"at 320 pixels: {each}" for each in _sideways(seat)]
    seat.turn(width=1440, dark=False)
    return wrong


def _sideways(seat: Seat) -> list[str]:
    return ["scrolls sideways"] if seat.is_too_wide() else []
