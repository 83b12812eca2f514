"""Easing quizzes for somebody, in a browser without JavaScript."""

import re

import pytest
from flask.testing import FlaskClient

from tests.support.clinic import MAREN, SVEN, actor_of, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

EASED = {
    "quiz": "routes",
    "time": "150",
    "attempts": "1",
    "closes_on": "",
    "seen": "0",
    "reason": "<b>Slow</b> reader.",
}


@pytest.fixture
def base(clinic: Database) -> str:
    return f"/supervise/enrolments/{enrolment_of(clinic, actor_of(clinic, MAREN))}"


def send(client: FlaskClient, url: str, form: dict[str, str]) -> tuple[int, str]:
    answer = client.post(url, data={"csrf_token": csrf_token(client), **form})
    if answer.status_code == 303:
        return 303, client.get(answer.headers["Location"]).get_data(as_text=True)
    return answer.status_code, answer.get_data(as_text=True)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_is_given_told_and_taken_back(signed_in: As, base: str) -> None:
    sven, maren = signed_in(SVEN), signed_in(MAREN)

    status, page = send(sven, f"{base}/accommodations", EASED)

    assert (status, "Half as much time again, 1 further attempt." in page) == (303, True)
    assert "&lt;b&gt;Slow&lt;/b&gt; reader." in page
    own = words(maren.get("/courses/care/quizzes/routes").get_data(as_text=True))
    eased = "For you alone The rules above count this in. Half as much time again, 1 further attempt. Given by Sven on"
    assert eased in own
    told = [maren.get(f"/courses/care/{where}").get_data(as_text=True) for where in ("transcript", "quizzes/routes")]
    assert ["reader." in each for each in told] == [False, False]
    timeline = words(sven.get(f"{base}/timeline").get_data(as_text=True))
    assert "An accommodation at “Routes”: Half as much time again, 1 further attempt." in timeline

    [withdrawal] = set(re.findall(r'action="([^"]+/withdrawal)"', page))
    status, page = send(sven, withdrawal, {"reason": "A mistake."})

    assert (status, "Taken back by Sven on" in words(page)) == (303, True)
    assert "For you alone" not in maren.get("/courses/care/quizzes/routes").get_data(as_text=True)


def test_what_was_typed_comes_back_with_what_to_change(signed_in: As, base: str) -> None:
    sven = signed_in(SVEN)
    cases: list[tuple[dict[str, str], str]] = [
        ({"reason": ""}, "Write in a sentence why; it is kept with the record."),
        ({"time": "100", "attempts": "0"}, "Choose at least one: more time, further attempts or a later day."),
        ({"time": "x"}, "Choose one of the times."),
        ({"attempts": "eleven"}, "Give at most 10 attempts."),
        ({"closes_on": "tomorrow"}, "Write the day as 2027-02-28."),
        ({"closes_on": "9999-12-31"}, "Choose a day from today on, within two years."),
        ({"quiz": "../begin"}, "Choose a quiz of this course."),
    ]
    for wrong, sentence in cases:
        status, page = send(sven, f"{base}/accommodations", EASED | wrong)
        assert (status, sentence in page) == (422, True), wrong
    assert "Maren has no accommodation." in page
