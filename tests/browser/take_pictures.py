"""Takes the pictures of the README: the demonstration, as people see it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.seat import COURSE, Seat
from tests.support.databases import SqliteTemplates, url_of
from tests.support.find_tools import chromium
from tests.support.site import demonstration, served

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: who looks at what, on which screen. `click` names links to follow first."""

    name: str
    who: str
    path: str
    click: tuple[str, ...] = ()
    width: int = 1280
    height: int = 860
    dark: bool = False


PICTURES = (
    Picture(name="home", who="trainee@example.org", path=f"{COURSE}/", height=760),
    Picture(
        name="module", who="trainee@example.org", path=f"{COURSE}/modules/pharmacology/routes#section-bioavailability"
    ),
    Picture(
        name="module-phone",
        who="trainee@example.org",
        path=f"{COURSE}/modules/psychotherapeutic-techniques/suicidality",
        width=360,
        height=780,
        dark=True,
    ),
    Picture(
        name="quiz",
        who="trainee@example.org",
        path=f"{COURSE}/quizzes/suicidality",
        click=("Continue the attempt",),
        height=820,
    ),
    Picture(name="result", who="chidi@example.org", path=f"{COURSE}/quizzes/contraindications", click=("Attempt 2",)),
    Picture(name="progress", who="nadia@example.org", path=f"{COURSE}/progress", height=720),
    Picture(
        name="changes",
        who="lea@example.org",
        path=f"{COURSE}/modules/pharmacology/routes/changes",
        height=1100,
    ),
    Picture(name="search", who="trainee@example.org", path=f"{COURSE}/search?q=bioavailibility+troches", height=820),
    Picture(
        name="case",
        who="trainee@example.org",
        path=f"{COURSE}/cases",
        click=("Go on where you stopped",),
        height=900,
    ),
    Picture(name="simulator", who="trainee@example.org", path=f"{COURSE}/simulator", height=1000),
    Picture(
        name="cohort", who="supervisor@example.org", path="/supervise/", click=("Autumn, evening group",), dark=True
    ),
    Picture(name="certificate", who="ana@example.org", path=f"{COURSE}/certificate", width=1000, height=960),
    Picture(name="desk", who="instructor@example.org", path="/author/", height=760),
    Picture(
        name="editor",
        who="instructor@example.org",
        path=f"/author{COURSE.removeprefix('/courses')}/write/curriculum/guiding-altered-states/grounding.md",
        width=1440,
    ),
)


def main() -> None:
    """Serve a fresh demonstration, and photograph it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        templates = SqliteTemplates(Path(folder))
        database = templates.get("demonstration", demonstration)
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=arguments)
        with served(url_of(database), Path(folder)) as address:
            for picture in PICTURES:
                _take(browser, address, picture)
        browser.close()
        templates.take_back()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        device_scale_factor=2 if picture.width < 500 else 1,
        reduced_motion="reduce",
    )
    seat = Seat(context)
    seat.sign_in(picture.who)
    seat.go(picture.path)
    for words in picture.click:
        seat.page.get_by_role("link", name=words).first.click()
    seat.page.wait_for_load_state("networkidle")
    seat.page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()
    print(f"docs/pictures/{picture.name}.png")


if __name__ == "__main__":
    main()
