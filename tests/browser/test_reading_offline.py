"""What was opened is read without a connection, clearly marked, and is gone when it has to be."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import Sit
from tests.browser.seat import COURSE, Seat

ROUTES = f"{COURSE}/modules/pharmacology/routes"
SUICIDALITY = f"{COURSE}/modules/psychotherapeutic-techniques/suicidality"
KEPT = "caches.keys().then(names => names.filter(name => name.startsWith('kept-')))"
PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) if (name.startsWith("kept-"))
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.filter(path => path.startsWith("/courses/")).sort();
}"""
CAN_BE_USED = "button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled"


def keep_modules(seat: Seat) -> None:
    """Choose that this device keeps modules, and wait for the worker."""
    seat.go("/account/comfort/")
    seat.page.get_by_role("button", name="Keep modules on this device").click()
    expect(seat.page.get_by_role("button", name="Keep nothing on this device")).to_be_visible()
    seat.page.evaluate(
        "navigator.serviceWorker.controller"
        " || new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', () => done()))"
    )


def read(seat: Seat, *paths: str) -> None:
    """Open pages, each until it is kept with all that it needs."""
    for path in paths:
        seat.go(path)
        seat.page.wait_for_load_state("networkidle")
        for _ in range(100):
            if path in kept(seat):
                break
            seat.page.wait_for_timeout(50)
        assert path in kept(seat)
    seat.page.wait_for_timeout(300)


def kept(seat: Seat) -> Sequence[str]:
    found: Sequence[str] = seat.page.evaluate(PAGES)
    return found


def posts(seat: Seat) -> list[str]:
    """Collects what is sent from now on."""
    sent: list[str] = []
    seat.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def go_offline(seat: Seat) -> None:
    seat.context.set_offline(True)
    seat.expected = {503}


@pytest.mark.parametrize("who", ["trainee@example.org", "instructor@example.org"])
def test_a_module_that_was_opened_is_read_without_a_connection(site: str, sit: Sit, who: str) -> None:
    seat = sit(site, who)
    keep_modules(seat)
    read(seat, ROUTES)
    text = seat.page.locator("article").inner_text()

    go_offline(seat)
    seat.page.reload()

    expect(seat.page.get_by_role("status")).to_contain_text("You are offline. This is the module as you opened it on")
    expect(seat.page.get_by_role("status")).to_contain_text("Reading is not recorded; answers cannot be given.")
    seat.page.locator("h2").last.scroll_into_view_if_needed()
    expect(seat.page.get_by_text("Offline copy of")).to_be_in_viewport()
    assert text.splitlines()[:3] == seat.page.locator("article").inner_text().splitlines()[:3]
    figure = seat.page.locator("figure img").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_js_property("complete", True)
    assert figure.evaluate("image => image.naturalWidth") > 0
    assert seat.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Trainer Serif\"'))")
    assert seat.page.evaluate("getComputedStyle(document.body).display") == "flex"


def test_on_a_kept_page_nothing_can_be_pressed_and_nothing_is_sent_even_when_the_connection_is_back(
    site: str, sit: Sit
) -> None:
    seat = sit(site, "yuki@example.org")
    keep_modules(seat)
    read(seat, SUICIDALITY, ROUTES)
    go_offline(seat)
    for path in (ROUTES, SUICIDALITY):
        seat.go(path)
        assert seat.page.locator(CAN_BE_USED).all_inner_texts() == ["Print"]
        content = seat.page.content()
        assert "csrf-token" not in content
        assert "data-opened-url" not in content
        assert 'name="csrf_token" value=""' in content

    sent = posts(seat)
    seat.context.set_offline(False)
    seat.page.locator(".section").last.scroll_into_view_if_needed()
    seat.page.wait_for_timeout(3500)
    assert sent == []


def test_what_was_not_opened_gives_a_plain_page_that_lists_what_is_kept(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES, f"{COURSE}/glossary")
    go_offline(seat)

    for path in (SUICIDALITY, f"{COURSE}/", f"{COURSE}/quizzes/routes", "/account/"):
        seat.go(path)
        expect(seat.page.get_by_role("status").first).to_contain_text("is not kept on this device")
        assert seat.page.locator("[data-kept] a").all_inner_texts() == [
            "Glossary",
            "Routes, absorption and bioavailability",
        ]
        assert seat.barriers() == []
    seat.page.get_by_role("link", name="Routes, absorption").click()
    expect(seat.page.get_by_role("heading", level=1)).to_have_text("Routes, absorption and bioavailability")
    assert seat.barriers() == []


def test_nothing_is_kept_of_those_who_did_not_choose_it(shared_site: str, sit: Sit) -> None:
    seat = sit(shared_site, "trainee@example.org")
    seat.go(ROUTES)
    seat.page.wait_for_load_state("networkidle")
    assert seat.page.evaluate("caches.keys()") == []
    assert seat.page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_signing_out_wipes_the_device(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    seat.page.locator(".account summary").click()
    seat.page.get_by_role("button", name="Sign out").click()
    expect(seat.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert seat.page.evaluate("caches.keys()") == []

    seat.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        seat.go(ROUTES)


def test_signing_out_without_a_connection_wipes_the_device_too(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    seat.context.set_offline(True)
    seat.page.locator(".account summary").click()
    seat.page.get_by_role("button", name="Sign out").click()
    seat.page.wait_for_timeout(500)

    seat.expected = {503}
    seat.go(ROUTES)
    expect(seat.page.get_by_role("status").first).to_contain_text("is not kept on this device")
    assert kept(seat) == []


def test_a_session_that_was_ended_elsewhere_wipes_the_device_with_the_first_answer(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    seat.context.clear_cookies()

    seat.go(f"{COURSE}/")

    expect(seat.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert seat.page.evaluate(KEPT) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_another_person_on_the_same_device_finds_nothing(site: str, sit: Sit, keeps: bool) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    seat.context.clear_cookies()
    seat.sign_in("chidi@example.org")
    if keeps:
        keep_modules(seat)
    assert kept(seat) == []

    seat.context.set_offline(True)
    seat.expected = {503}
    if keeps:
        seat.go(ROUTES)
        expect(seat.page.get_by_text("Nothing is kept here")).to_be_visible()
        assert "Mara" not in seat.page.content()
    else:
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            seat.go(ROUTES)


def test_after_the_sessions_last_day_nothing_is_shown_even_without_a_connection(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    go_offline(seat)
    seat.page.evaluate(
        """async () => {
          const [name] = (await caches.keys()).filter(each => each.startsWith("kept-"));
          const [old, past] = [await caches.open(name), await caches.open("kept-0-1000")];
          for (const request of await old.keys()) await past.put(request, await old.match(request));
          await caches.delete(name);
        }"""
    )
    seat.page.reload()
    expect(seat.page.get_by_text("Nothing is kept here")).to_be_visible()
    assert seat.page.evaluate(KEPT) == []


def test_a_module_that_is_no_longer_there_is_forgotten(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    gone = f"{COURSE}/modules/pharmacology/gone"
    seat.page.evaluate(
        "async path => (await caches.open((await caches.keys()).find(each => each.startsWith('kept-'))))"
        ".put(path, new Response('<title>Gone</title>', {headers: {'Kept-At': '1'}}))",
        gone,
    )
    assert kept(seat) == [gone, ROUTES]
    seat.expected = {404}
    seat.go(gone)
    seat.page.wait_for_timeout(500)
    assert kept(seat) == [ROUTES]


def test_at_most_sixty_pages_are_kept_and_the_oldest_go_with_what_only_they_needed(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, f"{COURSE}/glossary")
    seat.page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys()).find(each => each.startsWith("kept-")));
          for (let at = 1; at <= 60; at += 1) {
            const text = `<title>Old</title><img src="/media/${at}.svg">`;
            await cache.put(`/courses/x/modules/y/${at}`, new Response(text, { headers: { "Kept-At": String(at) } }));
            await cache.put(`/media/${at}.svg`, new Response("<svg/>"));
          }
        }"""
    )
    read(seat, ROUTES)
    assert len(kept(seat)) == 60
    assert {"/courses/x/modules/y/1", "/courses/x/modules/y/2"} & set(kept(seat)) == set()
    assert {ROUTES, f"{COURSE}/glossary", "/courses/x/modules/y/3"} <= set(kept(seat))
    parts = seat.page.evaluate(
        "async () => (await (await caches.open((await caches.keys()).find(each => each.startsWith('kept-')))).keys())"
        ".map(({url}) => new URL(url).pathname)"
    )
    assert "/media/2.svg" not in parts
    assert {"/media/3.svg", "/static/site.css"} <= set(parts)


def test_what_is_kept_can_be_forgotten_without_a_connection(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    go_offline(seat)
    seat.go("/offline")
    seat.page.get_by_role("button", name="Forget what is kept on this device").click()
    expect(seat.page.get_by_text("Nothing is kept on this device now.")).to_be_visible()
    assert seat.page.evaluate(KEPT) == []
    expect(seat.page.get_by_role("link", name="Routes, absorption")).to_have_count(0)


def test_choosing_to_keep_nothing_takes_the_worker_away(site: str, sit: Sit) -> None:
    seat = sit(site, "trainee@example.org")
    keep_modules(seat)
    read(seat, ROUTES)
    seat.go("/account/comfort/")
    seat.page.get_by_role("button", name="Keep nothing on this device").click()
    expect(seat.page.get_by_text("This device keeps no modules.")).to_be_visible()
    seat.page.wait_for_timeout(500)
    assert seat.page.evaluate("caches.keys()") == []
    assert seat.page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
