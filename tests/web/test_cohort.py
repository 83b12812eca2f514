"""A cohort on the screen and in files: the same people, in the same order, with the same cells."""

import csv
import io
import re
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import update

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, SVEN, after, enrolment_of
from tests.support.cohorts import cohort_id
from tests.support.practicum import ask_for_practicum
from tests.support.workbooks import sheets_of
from tests.web.conftest import As
from trainer import clock
from trainer.access import Actor
from trainer.actions import reading, taking_quizzes
from trainer.storage.database import Database
from trainer.storage.people import Person

_ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def busy(clinic: Database, maren: Actor, jonas: Actor) -> Database:
    """Three people of whom one is at a quiz, one took the pre-test, and one has done nothing."""
    ask_for_practicum(clinic)
    now = clock.now(ZoneInfo("UTC"))
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, jonas, COURSE, ROUTES, section, now)
    finish(clinic, jonas, "routes", RIGHT_ROUTES, now)
    begin(clinic, jonas, "presence", now)
    finish(clinic, maren, "begin", {}, now)
    return clinic


def rows_of(page: str) -> list[list[str]]:
    """The rows of the table: person, done, last active, then what each cell says."""
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [[_text(name), *(_text(cell) for cell in _CELL.findall(cells))] for name, cells in _ROW.findall(table)]


def _text(html: str) -> str:
    label = _LABEL.search(html)
    return unescape(label[1] if label else _TAG.sub("", html)).strip()


def csv_rows(browser: FlaskClient, url: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(browser.get(url).get_data().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("query", ["", "?sort=-name", "?area=pharmacology&sort=help", "?state=quiz-open", "?q=ma"])
def test_screen_csv_and_spreadsheet_hold_the_same_cells(busy: Database, signed_in: As, query: str) -> None:
    browser, url = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(busy)}"

    page = browser.get(url + query).get_data(as_text=True)
    head, *rows = csv_rows(browser, f"{url}.csv{query}")
    sheets = sheets_of(browser.get(f"{url}.xlsx{query}").get_data())

    shown = rows_of(page)
    assert len(shown) == len(rows) > 0
    titles = [re.sub(r"^[PS]\d ", "", heading) for heading in head[5:-1]]
    for on_screen, (name, note, done, of, _, *cells, _) in zip(shown, rows, strict=True):
        assert on_screen[:2] == [f"{name} {note}".strip(), f"{done} of {of}"]
        told = zip(on_screen[3:], titles, strict=True)
        assert [words.removeprefix(f"{title}: ") for words, title in told] == cells
    assert sheets["Standing"] == [head, *rows]


def test_the_spreadsheet_has_what_is_needed_and_the_weeks_too(busy: Database, signed_in: As) -> None:
    sheets = sheets_of(signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(busy)}.xlsx").get_data())

    assert list(sheets) == ["Standing", "Needs you today", "The last eight weeks"]
    assert [row[:2] for row in sheets["Needs you today"]] == [["Person", "What"]]
    assert len(sheets["The last eight weeks"]) == 9
    assert sheets["The last eight weeks"][-1][1:] == ["2", "2"]


def test_the_pdf_holds_every_cell_of_the_spreadsheet(busy: Database, signed_in: As) -> None:
    browser, url = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(busy)}"

    answer = browser.get(f"{url}.pdf")

    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    file = PdfReader(io.BytesIO(answer.get_data()))
    on_paper = "".join("".join(page.extract_text() for page in file.pages).split())
    cells = [cell for rows in sheets_of(browser.get(f"{url}.xlsx").get_data()).values() for row in rows for cell in row]
    assert [cell for cell in cells if "".join(cell.split()) not in on_paper] == []
    assert file.metadata is not None
    assert file.metadata.title == "Evening"


def test_a_name_that_could_be_a_formula_is_one_in_no_file(busy: Database, maren: Actor, signed_in: As) -> None:
    with busy.writing() as session:
        session.execute(update(Person).where(Person.id == maren.person_id).values(name='=HYPERLINK("x")<b>'))
        session.commit()
    browser, url = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(busy)}"

    assert "=HYPERLINK(&#34;x&#34;)&lt;b&gt;" in browser.get(url).get_data(as_text=True)
    assert csv_rows(browser, f"{url}.csv")[1][0] == '\'=HYPERLINK("x")<b>'
    assert sheets_of(browser.get(f"{url}.xlsx").get_data())["Standing"][1][0] == '=HYPERLINK("x")<b>'


def test_a_file_is_named_after_course_cohort_and_day(busy: Database, signed_in: As) -> None:
    answer = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(busy)}.csv")

    today = clock.now(ZoneInfo("UTC")).today.isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cohort-care-evening-{today}.csv"'


def test_the_files_that_the_page_offers_hold_what_it_shows(busy: Database, signed_in: As) -> None:
    browser, url = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(busy)}"

    page = unescape(browser.get(f"{url}?sort=done&state=done&q=jon").get_data(as_text=True))

    assert f'href="{url}.csv?sort=done&state=done&q=jon"' in page
    assert f'href="{url}.xlsx?sort=done&state=done&q=jon"' in page
    assert 'aria-sort="ascending"' in page


def test_who_needs_somebody_stands_first_with_the_one_thing_to_do(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, maren, "routes", {}, after(days=2))
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))

    page = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(clinic)}").get_data(as_text=True)

    needs = page.partition('id="needs"')[2].partition("</section>")[0]
    person = f"/supervise/enrolments/{enrolment_of(clinic, maren)}"
    assert [_text(title) for title in re.findall(r"<h3>(.*?)</h3>", needs, re.DOTALL)] == [
        "Missed a safety-critical question (1)",
        "Ask for another attempt (1)",
        "Silent (2)",
    ]
    assert "Asks for another attempt at “Routes”, not passed after 2 attempts." in needs
    assert f'<a href="{person}#quiz-routes" aria-label="Open another attempt: Maren">' in needs
    assert page.index('id="needs"') < page.index('id="standing"')


def test_words_that_find_nobody_say_so_and_are_squeezed_by_nobody(busy: Database, signed_in: As) -> None:
    answer = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(busy)}?q=<script>")

    page = answer.get_data(as_text=True)
    assert "Nobody fits" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "no-transform" in answer.headers["Cache-Control"]


def test_each_reason_is_read_by_keyboard_and_needs_no_script(busy: Database, signed_in: As) -> None:
    page = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(busy)}").get_data(as_text=True)

    assert '<td class="state state-quiz-open" tabindex="0">' in page
    assert '<td class="state state-done"><svg class="icon" role="img" aria-label="done">' in page
    assert "What is open (1)" in page
