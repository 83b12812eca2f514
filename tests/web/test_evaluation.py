"""Evaluating a course in a browser without any script."""

import pytest
from flask.testing import FlaskClient

from tests.support.care_course import care_course
from tests.support.certificates import complete
from tests.support.clinic import COURSE, ILSE, MAREN, SVEN, after, publish
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

FORM = f"/courses/{COURSE}/evaluation"
RESULTS = f"/courses/{COURSE}/evaluations"
ANSWERS = {
    "pharmacology/routes#compare": "yes",
    "pharmacology/screening#compare": "partly",
    "sessions/presence#compare": "no",
    "current": "yes",
    "bias": "no",
    "access": "yes",
}


@pytest.fixture
def maren(clinic: Database, signed_in: As) -> FlaskClient:
    """Maren's browser, once she has completed a course that asks what people think of it."""
    files = care_course()
    files["curriculum/course.yml"] += b"evaluation: offered\n"
    publish(clinic, files, after(days=2))
    complete(clinic, MAREN)
    return signed_in(MAREN)


def test_what_was_left_out_is_listed_with_all_that_was_typed_kept(maren: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(maren), "current": "yes", "change": "<b>Ask</b> twice"}
    answer = maren.post(f"{FORM}/after", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count('href="#') >= 5
    assert "&lt;b&gt;Ask&lt;/b&gt; twice</textarea>" in page
    assert 'name="current" value="yes" required checked' in page


def test_the_answers_are_kept_once_and_the_page_says_what_comes(maren: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(maren), **ANSWERS}
    assert maren.post(f"{FORM}/after", data=form).status_code == 303
    assert maren.post(f"{FORM}/after", data=form).status_code == 303
    assert "Sixty days after you completed the course" in maren.get(FORM).get_data(as_text=True)
    assert maren.post(f"{FORM}/later", data=form).status_code == 403
    assert maren.post(f"{FORM}/never", data=form).status_code == 404


@pytest.mark.parametrize("who", [ILSE, SVEN])
def test_staff_see_that_there_are_too_few(maren: FlaskClient, signed_in: As, who: str) -> None:
    maren.post(f"{FORM}/after", data={"csrf_token": csrf_token(maren), **ANSWERS, "change": "I ask twice"})
    page = signed_in(who).get(RESULTS).get_data(as_text=True)
    assert "Fewer than 5 people have answered so far." in page
    assert "I ask twice" not in page
    assert maren.get(RESULTS).status_code == 403
