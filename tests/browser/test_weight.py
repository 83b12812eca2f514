"""What a module page costs on a phone: bytes, requests, other hosts."""

from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

MODULE = f"{COURSE}/modules/psychotherapeutic-techniques/suicidality"


def test_a_module_page_is_light_and_asks_nobody_else(shared_site: str, sit: Sit) -> None:
    first = _load(sit(shared_site, "lea@example.org"), fresh=True)
    assert len(first) <= 10
    assert sum(first.values()) <= 100_000
    assert all(url.startswith(shared_site) for url in first)


def test_a_module_page_opened_again_is_lighter_still(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "chidi@example.org")
    _load(seat, fresh=False)
    again = _load(seat, fresh=False)
    assert sum(again.values()) <= 20_000


def test_no_module_of_the_course_weighs_more_when_its_reader_has_finished_it(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "ana@example.org")
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in seat.context.cookies())
    modules = sorted(Path("curriculum").glob("*/*.md"))
    sizes = {}
    for path in modules:
        url = f"{shared_site}{COURSE}/modules/{path.parent.name}/{path.stem}"
        with urlopen(Request(url, headers={"Cookie": cookies, "Accept-Encoding": "zstd"})) as answer:
            sizes[path.stem] = len(answer.read())
    assert len(sizes) == 24
    assert {name: size for name, size in sizes.items() if size > 20_000} == {}


def _load(seat: Seat, *, fresh: bool) -> dict[str, int]:
    client = seat.context.new_cdp_session(seat.page)
    client.send("Network.enable")
    if fresh:
        client.send("Network.clearBrowserCache")
    sizes: dict[str, int] = {}
    urls: dict[str, str] = {}  # what the page before had asked for is not among them, and ends unseen

    def note(event: dict[str, Any]) -> None:
        if event["requestId"] in urls:
            sizes[urls[event["requestId"]]] = event["encodedDataLength"]

    client.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    client.on("Network.loadingFinished", note)
    seat.page.goto(MODULE)
    seat.page.wait_for_load_state("networkidle")
    client.detach()
    return sizes
