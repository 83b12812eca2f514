"""Two supervisors observe a trainee, one signs, and the trainee reads it, on pages without a barrier."""

import re

import pytest

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

SIMPLE = "Samir Haddad"


def of_person(seat: Seat) -> str:
    """The address of the page "Beyond modules" of somebody without any encounter yet."""
    seat.go("/supervise/")
    seat.page.get_by_role("link", name="Autumn, evening group").click()
    links = seat.page.locator('a[href^="/supervise/enrolments/"]').filter(has_text=SIMPLE)
    found = re.match(r"/supervise/enrolments/[0-9a-f-]+", links.first.get_attribute("href") or "")
    assert found is not None
    return f"{found[0]}/requirements"


def is_barrier_free(seat: Seat) -> bool:
    assert (seat.barriers(), seat.is_too_wide()) == ([], False), seat.page.url
    return True


def record(seat: Seat, address: str, second: str | None = None) -> None:
    seat.go(address)
    seat.page.get_by_role("link", name="Record an encounter").click()
    assert is_barrier_free(seat)
    seat.page.get_by_label("Phase").select_option("preparation")
    seat.page.get_by_label("Where").select_option("simulation")
    seat.page.get_by_label(f"{SIMPLE} was").select_option("lead")
    if second:
        seat.page.get_by_label("Second observer").select_option(label=second)
    group = seat.page.get_by_role("group", name="Preparation", exact=True)
    group.get_by_role("radio", name=re.compile("^3, independent")).check()
    seat.page.get_by_role("button", name="Record the encounter").click()
    seat.page.get_by_text("The encounter is recorded.").wait_for()


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (320, True)])
def test_a_competency_is_observed_rated_by_two_and_signed(site: str, sit: Sit, width: int, dark: bool) -> None:
    first = sit(site, "supervisor@example.org", width=width, dark=dark)
    address = of_person(first)
    record(first, address)
    record(first, address, second="Mireille Okafor")
    assert first.page.get_by_role("link", name="Sign off").count() == 0
    assert is_barrier_free(first)

    second = sit(site, "second-supervisor@example.org", width=width, dark=dark)
    second.go("/supervise/waiting")
    assert is_barrier_free(second)
    second.page.get_by_role("link", name=f"{SIMPLE} was observed").click()
    assert second.page.get_by_role("radio", name=re.compile("^3, independent"), checked=True).count() == 0
    group = second.page.get_by_role("group", name="Preparation", exact=True)
    group.get_by_role("radio", name=re.compile("^2, safe with prompting")).check()
    assert is_barrier_free(second)
    second.page.get_by_role("button", name="Hand in my ratings").click()
    second.page.get_by_text("now both are shown").wait_for()
    assert is_barrier_free(second)

    second.go(address)
    second.page.get_by_role("link", name="Sign off").click()
    assert is_barrier_free(second)
    second.page.get_by_role("button", name="Sign off").click()
    second.page.get_by_text("The competency is signed.").wait_for()

    trainee = sit(site, "samir@example.org", width=width, dark=dark)
    trainee.go(f"{COURSE}/requirements")
    assert is_barrier_free(trainee)
    signed = trainee.page.get_by_text("by Mireille Okafor on")
    assert "at level 2, upon 2 encounters" in signed.inner_text()
    trainee.page.get_by_role("link", name="Add a remark").first.click()
    assert is_barrier_free(trainee)
