"""A browser, and people of the demonstration who sit in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.seat import Seat
from tests.support.databases import SqliteTemplates, url_of
from tests.support.find_tools import chromium
from tests.support.scratch import scratch_folder
from tests.support.site import demonstration, served_at_once

Sit = Callable[..., Seat]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        found = playwright.chromium.launch(executable_path=str(chromium()), args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="session")
def demonstrations() -> SqliteTemplates:
    """Copies of a database that holds the demonstration, filled once."""
    return SqliteTemplates(scratch_folder())


@pytest.fixture
def site(demonstrations: SqliteTemplates, tmp_path: Path) -> Iterator[str]:
    """The demonstration, served afresh for one test."""
    with served_at_once(url_of(demonstrations.get("demonstration", demonstration)), tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def shared_site(demonstrations: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served once for the tests of a file that only look."""
    database = demonstrations.get("demonstration", demonstration)
    with served_at_once(url_of(database), tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture
def sit(browser: Browser) -> Iterator[Sit]:
    """Put somebody in front of a browser: `sit(site, "chidi@example.org", width=360, dark=True)`.

    At the end of the test no page may have complained: of the policy, of a script, of a missing file.
    """
    seats: list[Seat] = []

    def take(site: str, who: str | None = None, *, width: int = 1440, dark: bool = False, scripts: bool = True) -> Seat:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        seat = Seat(context)
        seats.append(seat)
        if who:
            seat.sign_in(who)
        return seat

    yield take
    complaints = [complaint for seat in seats for complaint in seat.complaints]
    for seat in seats:
        seat.context.close()
    assert complaints == []
