"""The lists of grave errors in a browser: of a cohort, of one person, of oneself."""

import csv
import io
import re
from html import unescape

import pytest

from tests.support.attempts import RIGHT_ROUTES, Given, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, DORA, JONAS, MAREN, SVEN, after, enrolment_of
from tests.support.cohorts import cohort_id
from tests.web.conftest import As
from trainer.access import Actor
from trainer.actions import reading
from trainer.storage.database import Database

MISSED: dict[str, Given] = {**RIGHT_ROUTES, "im-peak": "at-once"}
OWN = f"/courses/{COURSE}/to-put-right"
PULSE = "Is the pulse taken?"


@pytest.fixture
def missed(clinic: Database, maren: Actor) -> Database:
    """Maren missed a safety-critical question."""
    finish(clinic, maren, "routes", MISSED, after())
    return clinic


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_cohorts_page_leads_to_its_grave_errors_and_these_to_the_people(
    missed: Database, maren: Actor, signed_in: As
) -> None:
    browser, url = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(missed)}"

    cohort = browser.get(url).get_data(as_text=True)
    page = browser.get(f"{url}/errors").get_data(as_text=True)

    assert cohort.index(f'href="{url}/errors"') < cohort.index('id="needs"')
    person = f"/supervise/enrolments/{enrolment_of(missed, maren)}#errors"
    assert f'href="{person}" aria-label="See what was wrong: Maren"' in cohort
    assert f'<a href="{person}">Maren</a>' in page
    assert f'href="/courses/{COURSE}/modules/{ROUTES}#section-peak"' in page
    assert "1 of 2 people : 1 at safety-critical questions, 0 though they were sure." in plain(page)


def test_a_cohort_without_grave_errors_says_so(clinic: Database, signed_in: As) -> None:
    page = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(clinic)}/errors").get_data(as_text=True)

    assert "Nobody has a grave error to put right." in page


def test_the_list_as_a_file_has_a_row_for_each_person_and_question(missed: Database, signed_in: As) -> None:
    answer = signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id(missed)}/errors.csv")

    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
    assert [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] == [
        {
            "Objective": "Compare the routes",
            "Module": "Routes",
            "Person": "Maren",
            "Note": "",
            "Safety-critical": "yes",
            "Was sure": "no",
            "Quiz": "Routes",
            "Question": "When does the concentration peak after an intramuscular injection?",
            "Attempt": "1",
            "On": after().today.isoformat(),
            "Times": "1",
            "Read again": "Peak",
        }
    ]
    assert re.fullmatch(
        r'attachment; filename="errors-care-evening-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"]
    )


def test_a_person_page_begins_with_what_is_to_be_put_right(missed: Database, maren: Actor, signed_in: As) -> None:
    page = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(missed, maren)}").get_data(as_text=True)

    assert page.index('id="errors"') < page.index('id="items"')
    errors = plain(page.partition('id="errors"')[2].partition("</section>")[0])
    assert "Safety-critical When does the concentration peak" in errors
    assert "put right on" not in errors

    finish(missed, maren, "routes", RIGHT_ROUTES, after(days=2))
    page = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(missed, maren)}").get_data(as_text=True)
    errors = plain(page.partition('id="errors"')[2].partition("</section>")[0])
    day = after(days=2).today
    assert "None is open" in errors
    assert f"put right on {day.day} {day:%B %Y}" in errors


def test_ones_own_list_tells_no_question_before_its_reasons_are_shown(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    wrong: dict[str, Given] = {"pulse": "never", "mood": "always", "sleep": "always", "diet": "always"}
    finish(clinic, maren, "screening", wrong, after(hours=1))

    page = signed_in(MAREN).get(OWN).get_data(as_text=True)

    assert PULSE not in page
    assert "Is the mood asked for?" not in page
    assert "Reason" not in page
    assert "Compare the routes" in page
    assert "The reasons of “Screening” are shown when you have passed, or when no attempt is left." in page


def test_ones_own_list_is_reached_from_the_result_and_is_nobody_elses(
    missed: Database, maren: Actor, signed_in: As
) -> None:
    browser = signed_in(MAREN)
    own = browser.get(OWN).get_data(as_text=True)
    attempt = re.search(r"/attempts/[0-9a-f-]+/result", own)

    assert attempt
    assert f'href="{OWN}"' in browser.get(attempt[0]).get_data(as_text=True)
    assert f'href="{OWN}"' in browser.get(f"/courses/{COURSE}/progress").get_data(as_text=True)
    assert "Nothing is to be put right." in signed_in(JONAS).get(OWN).get_data(as_text=True)
    assert signed_in(DORA).get(f"/supervise/cohorts/{cohort_id(missed)}/errors").status_code == 404
