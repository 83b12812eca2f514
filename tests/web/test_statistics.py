"""The statistics of a quiz in a browser, and their files."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from tests.support.clinic import COURSE, ILSE, after
from tests.support.trainees import join
from tests.web.conftest import As
from trainer.cli.statistics import statistics as command
from trainer.storage.database import Database

QUIZ = "quizzes/routes.yml"
PAGE = f"/author/{COURSE}/statistics/{QUIZ}"
NAMES = tuple(f"Xaver the {number}th" for number in range(11))


@pytest.fixture
def ilse(clinic: Database, signed_in: As) -> FlaskClient:
    """An instructor's browser, once eleven people have taken the quiz."""
    for number, name in enumerate(NAMES):
        trainee = join(clinic, name, after(), course=COURSE)
        for section in ("peak", "summary"):
            trainee.read("pharmacology/routes", after(), section)
        trainee.take("routes", after(hours=number), wrong=number % 8)
    return signed_in(ILSE)


def text(browser: FlaskClient, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def test_the_pages_show_figures_and_no_names(ilse: FlaskClient) -> None:
    page = text(ilse, PAGE)
    assert "11 attempts counted, the first of each person" in page
    assert "Questions that deserve a look first" in page
    assert "It is safety-critical" in page
    assert page.count("<svg") >= 2
    question = text(ilse, f"/author/{COURSE}/question-statistics/im-peak/{QUIZ}")
    assert "Within about twenty minutes" in question
    words = text(ilse, f"/author/{COURSE}/question-statistics/hours/{QUIZ}?attempts=all&versions=pooled")
    assert "answered in words or numbers, which are not shown" in words
    assert "trainer statistics FILE.csv --maximum signs=2</code>" in page
    assert "Xaver" not in page + question + words


def test_the_desk_leads_there(ilse: FlaskClient) -> None:
    assert f'href="{PAGE}"' in text(ilse, "/author/")


def test_the_table_of_marks_gives_the_same_figures_on_the_command_line(ilse: FlaskClient, tmp_path: Path) -> None:
    marks = ilse.get(f"/author/{COURSE}/statistics-marks/{QUIZ}")
    figures = list(
        csv.DictReader(io.StringIO(text(ilse, f"/author/{COURSE}/statistics-figures/{QUIZ}").lstrip("\ufeff")))
    )
    file = tmp_path / "marks.csv"
    file.write_bytes(marks.data)

    found = json.loads(CliRunner().invoke(command, [str(file), "--maximum", "signs=2"]).output)["questions"]

    assert marks.headers["Content-Disposition"] == 'attachment; filename="marks-care-routes.csv"'
    assert {row["Question"] for row in figures} == set(found)
    for row in figures:
        assert float(row["Facility"]) == found[row["Question"]]["facility"]
        assert float(row["Discrimination index %"]) == found[row["Question"]]["discrimination_index"]


def test_a_quiz_that_nobody_took_says_so(clinic: Database, signed_in: As) -> None:
    assert "No attempt yet" in text(signed_in(ILSE), PAGE)


def test_too_few_attempts_show_nothing(clinic: Database, signed_in: As) -> None:
    trainee = join(clinic, NAMES[0], after(), course=COURSE)
    for section in ("peak", "summary"):
        trainee.read("pharmacology/routes", after(), section)
    trainee.take("routes", after(), wrong=2)
    ilse = signed_in(ILSE)

    assert "Too few to tell." in text(ilse, PAGE)
    assert "<table" not in text(ilse, PAGE)
    question = text(ilse, f"/author/{COURSE}/question-statistics/im-peak/{QUIZ}")
    assert "Too few to tell." in question
    assert "<table" not in question
    assert ilse.get(f"/author/{COURSE}/statistics-marks/{QUIZ}").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        f"/author/{COURSE}/statistics/quizzes/none.yml",
        f"/author/{COURSE}/statistics/curriculum/course.yml",
        f"/author/nothing/statistics/{QUIZ}",
        f"/author/{COURSE}/question-statistics/none/{QUIZ}",
        f"/author/{COURSE}/question-statistics/im-peak@7/{QUIZ}",
        f"/author/{COURSE}/statistics-figures/quizzes/..%2Froutes.yml",
    ],
)
def test_what_there_is_not_is_not_found(clinic: Database, signed_in: As, url: str) -> None:
    assert signed_in(ILSE).get(url).status_code == 404


def test_garbage_in_the_address_is_passed_over(clinic: Database, signed_in: As) -> None:
    assert "No attempt yet" in text(signed_in(ILSE), f"{PAGE}?attempts=%3Cb%3E&versions=7&x=<b>")
