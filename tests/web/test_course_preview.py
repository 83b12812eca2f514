"""An author sees the whole course as a learner would meet it, and nothing of that is recorded."""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.care_course import ROUTES, SCREENING
from tests.support.clinic import COURSE, ILSE, after
from tests.support.drafts import MODULE, QUIZ, draft
from tests.support.publications import rows
from tests.support.statements import Statements
from tests.web.conftest import As, csrf_token
from trainer import clock
from trainer.curriculum.exercises.simulator import Simulator
from trainer.previewing.beside import carry_out
from trainer.previewing.shelf import Shelf, start_beside
from trainer.storage.database import Database

FORM = f"/author/{COURSE}/as-learner"
PLACES = re.compile(r' (?:href|src|action|data-[a-z-]+)="(/[^"]*)"')
OUTSIDE = re.compile(r"/(static/.*|account/.*|author/.*|)$")


@pytest.fixture
def ilse(app: Flask, signed_in: As, tmp_path: Path) -> FlaskClient:
    """The instructor's browser; a preview that she asks for is made while she waits."""
    app.extensions["trainer.previews"] = Shelf(tmp_path / "previews", start=carry_out)
    return signed_in(ILSE)


def today() -> date:
    """The day that it is where the course is held."""
    return clock.now(ZoneInfo("UTC")).today


def begin(client: FlaskClient, reader: str = "new", **more: object) -> str:
    """Choose a preview, and wait until it is made; gives the address of its first page."""
    form = {"csrf_token": csrf_token(client), "reader": reader, "day": today().isoformat(), **more}
    home = client.post(FORM, data=form).location
    assert client.get(home).status_code == 200
    return home


def page(client: FlaskClient, address: str) -> str:
    """A page of a preview."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return unescape(answer.get_data(as_text=True))


def module(home: str, key: str = ROUTES) -> str:
    """Where a module stands in a preview."""
    return f"{home}modules/{key}"


def send(client: FlaskClient, address: str, **fields: str) -> str:
    """Send a form of a preview; gives where it leads."""
    answer = client.post(address, data={"csrf_token": csrf_token(client), **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def test_an_author_meets_a_draft_as_a_new_trainee_would(clinic: Database, ilse: FlaskClient) -> None:
    draft(clinic, after(days=1), new="\nWords of the draft.\n")

    home = begin(ilse, draft=[MODULE])

    assert "Hello, A trainee" in page(ilse, home)
    assert "Before you begin" in page(ilse, home)
    assert "Words of the draft." in page(ilse, module(home))
    assert "Preview as a new trainee on" in page(ilse, home).replace("</strong>", "")
    assert "Nothing is recorded." in page(ilse, module(home))


def test_a_draft_that_was_not_chosen_is_not_met(clinic: Database, ilse: FlaskClient) -> None:
    draft(clinic, after(days=1), new="\nWords of the draft.\n")

    assert "Words of the draft." not in page(ilse, module(begin(ilse)))


def test_reading_and_answering_in_a_preview_leaves_every_table_as_it_was(clinic: Database, ilse: FlaskClient) -> None:
    home = begin(ilse)
    before = rows(clinic)

    for section in ("peak", "onset", "summary"):
        send(ilse, f"{module(home)}/sections/{section}/finish")
    attempt = send(ilse, f"{home}quizzes/routes/attempts")
    send(ilse, f"{attempt}/submit")
    result = page(ilse, f"{attempt}/result")
    send(ilse, f"{module(home)}/sections/peak/mark")

    assert "Not passed" in result
    assert "3 of 3 sections read" in page(ilse, module(home))
    assert rows(clinic) == before


def test_every_address_of_a_page_leads_on_in_the_preview_or_plainly_out_of_it(ilse: FlaskClient) -> None:
    home = begin(ilse, "free")
    inside = home.removesuffix(f"courses/{COURSE}/")
    attempt = send(ilse, f"{home}quizzes/routes/attempts")
    seen: set[str] = set()
    waiting = [home, attempt]

    while waiting and len(seen) < 60:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith(inside):
            continue
        seen.add(address)
        answer = ilse.get(address)
        assert answer.status_code in (200, 303), address
        if answer.mimetype == "text/html":
            text = answer.get_data(as_text=True)
            found = PLACES.findall(text)
            waiting += [each for each in found if f' href="{each}"' in text]
            assert [each for each in found if not each.startswith(inside) and not OUTSIDE.match(each)] == []

    assert len(seen) > 20


def test_a_trainee_on_the_way_has_done_what_was_ticked(ilse: FlaskClient) -> None:
    home = begin(ilse, "along", read=[ROUTES], passed=["routes"])

    assert "You have passed" in page(ilse, f"{home}quizzes/routes")
    assert ilse.get(module(home, SCREENING)).status_code == 200
    assert ilse.get(module(begin(ilse), SCREENING)).status_code == 403


def test_what_does_not_open_before_other_things_is_not_done_and_named(ilse: FlaskClient) -> None:
    home = begin(ilse, "along", read=[SCREENING])

    assert "Not done, since it opens after others: Screening." in page(ilse, home)


def test_everything_can_be_open_and_nothing_done(ilse: FlaskClient) -> None:
    home = begin(ilse, "free")

    assert ilse.get(module(home, SCREENING)).status_code == 200
    assert "0 of" in page(ilse, home)


def test_staff_read_everything_and_have_no_progress(ilse: FlaskClient) -> None:
    home = begin(ilse, "staff")

    assert ilse.get(module(home, SCREENING)).status_code == 200
    assert ilse.get(f"{home}progress").status_code == 404


def test_a_day_after_the_end_of_the_cohort_finds_it_overdue(ilse: FlaskClient) -> None:
    ends, later = today() + timedelta(days=3), today() + timedelta(days=10)

    before, after_it = begin(ilse, ends_on=ends.isoformat()), begin(
        ilse, day=later.isoformat(), ends_on=ends.isoformat()
    )  # fmt: skip

    assert "overdue" not in page(ilse, before)
    assert "overdue" in page(ilse, after_it)


def test_a_draft_with_errors_tells_them_instead(clinic: Database, ilse: FlaskClient) -> None:
    draft(clinic, after(days=1), new="\nNobody [@nobody] wrote it.\n")
    home = ilse.post(
        FORM, data={"csrf_token": csrf_token(ilse), "day": "2026-11-23", "reader": "new", "draft": MODULE}
    ).location
    ilse.get(home)

    answer = ilse.get(home)

    assert answer.status_code == 422
    assert "the bibliography has no 'nobody'" in unescape(answer.get_data(as_text=True))


def test_a_draft_that_is_saved_meanwhile_is_in_the_next_page(clinic: Database, ilse: FlaskClient) -> None:
    draft(clinic, after(days=1), new="\nFirst words.\n")
    home = begin(ilse, draft=[MODULE])
    draft(clinic, after(days=2), new="\nSecond words.\n")

    waiting = page(ilse, module(home))

    assert "The preview is being made" in waiting
    assert "Second words." in page(ilse, module(home))


def test_a_form_that_was_sent_to_a_preview_that_is_made_anew_leads_to_its_first_page(
    clinic: Database, ilse: FlaskClient
) -> None:
    draft(clinic, after(days=1), QUIZ, new="# A remark.\n")
    home = begin(ilse, draft=[QUIZ])
    attempt = send(ilse, f"{home}quizzes/routes/attempts")
    draft(clinic, after(days=2), QUIZ, new="# Another.\n")

    assert send(ilse, f"{attempt}/submit") == home
    assert ilse.get(attempt).status_code == 404


def test_it_begins_anew_when_that_is_asked(ilse: FlaskClient) -> None:
    home = begin(ilse)
    send(ilse, f"{module(home)}/sections/peak/finish")

    again = send(ilse, f"{home.partition('/courses/')[0]}/again")

    assert again == home
    assert "The preview is being made" in page(ilse, home)
    assert "Before you begin" in page(ilse, home)


def test_a_page_of_a_preview_asks_the_platform_for_four_things(
    clinic: Database, ilse: FlaskClient, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    home = begin(ilse)

    with count_statements(clinic) as statements:
        page(ilse, module(home))

    assert len(statements) == 4  # who it is, the course, its newest edition, the versions of its drafts


def test_a_figure_is_served_from_the_preview(ilse: FlaskClient) -> None:
    home = begin(ilse)
    figure = next(place for place in PLACES.findall(page(ilse, module(home))) if "/media/" in place)

    answer = ilse.get(figure)

    assert figure.startswith(home.partition("courses/")[0])
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_curves_in_a_text_are_drawn_in_the_preview(clinic: Database, ilse: FlaskClient) -> None:
    draft(clinic, after(days=1), new=f"\n```simulator\n{Simulator.sample}```\n")
    home = begin(ilse, draft=[MODULE])
    picture = next(place for place in PLACES.findall(page(ilse, module(home))) if "/simulator/chart.svg" in place)

    answer = ilse.get(picture)

    assert picture.startswith(home.partition("courses/")[0])
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_nothing_but_learners_pages_of_this_course_is_there(ilse: FlaskClient) -> None:
    inside = begin(ilse).partition("courses/")[0]
    elsewhere = ["account/sign-out", "author/", "supervise/", "sign-in", "static/site.css", "offline.js"]
    elsewhere += ["courses/harbour/", "courses/../author/", "courses/care/nothing"]

    assert {path: ilse.get(inside + path).status_code for path in elsewhere} == dict.fromkeys(elsewhere, 404)


def test_an_address_that_names_no_choice_is_none(ilse: FlaskClient) -> None:
    for choice in ("none", "%00", "é", "A" * 5000, "eNqLVkpUitUB"):
        assert ilse.get(f"{FORM}/{choice}/courses/care/").status_code in (400, 404)
        assert ilse.get(f"{FORM}?choice={choice}").status_code in (200, 400)


def test_what_cannot_be_meant_is_said_beside_the_form_and_the_rest_stays(ilse: FlaskClient) -> None:
    for fields, words in (
        ({"day": ""}, "Say which day"),
        ({"day": "tomorrow"}, "Say which day"),
        ({"day": "9999-12-31"}, "Say which day"),
        ({"day": "2026-11-23", "ends_on": "later"}, "This is not a day"),
    ):
        form = {"csrf_token": csrf_token(ilse), "reader": "along", "read": ROUTES, **fields}
        answer = ilse.post(FORM, data=form)

        shown = unescape(answer.get_data(as_text=True))
        assert answer.status_code == 422
        assert words in shown
        assert re.search(rf'name="read" value="{ROUTES}" checked', shown)
        assert re.search(r'name="reader" value="along" checked', shown)


def test_the_choice_can_be_changed_from_the_preview(ilse: FlaskClient) -> None:
    shown = page(ilse, begin(ilse, "along", read=[ROUTES]))
    change = next(place for place in PLACES.findall(shown) if "choice=" in place)

    assert re.search(rf'name="read" value="{ROUTES}" checked', page(ilse, change))


def test_a_mistake_of_ours_is_said_and_not_tried_for_ever(app: Flask, signed_in: As, tmp_path: Path) -> None:
    asked: list[Mapping[str, str]] = []

    def failing(one: Mapping[str, str]) -> None:
        asked.append(one)
        carry_out({**one, "database_url": "sqlite:////nowhere/at/all.db"})

    app.extensions["trainer.previews"] = Shelf(tmp_path / "previews", start=failing)
    client = signed_in(ILSE)
    home = begin(client)

    answer = client.get(home)

    assert (answer.status_code, len(asked)) == (422, 1)
    assert "It is our fault" in answer.get_data(as_text=True)


def test_a_process_beside_makes_it(app: Flask, signed_in: As, tmp_path: Path) -> None:
    app.extensions["trainer.previews"] = Shelf(tmp_path / "previews", start=start_beside)
    client = signed_in(ILSE)
    home = begin(client)

    for _ in range(300):
        if "Hello, A trainee" in page(client, home):
            break
        time.sleep(0.2)

    assert "Before you begin" in page(client, home)
    assert [path.suffix for path in (tmp_path / "previews").iterdir() if path.suffix in (".lock", ".making")] == []
