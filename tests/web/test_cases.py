"""Branching cases in a browser: played by forms alone, whatever is sent."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.support.branching_cases import SLUG
from tests.support.clinic import ADA, COURSE, ILSE, JONAS, MAREN, NILS, SVEN
from tests.support.players import Player, player_of
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.storage.database import Database

CASES = f"/courses/{COURSE}/cases"
START = f"{CASES}/{SLUG}"
MAP = f"/author/{COURSE}/cases/{SLUG}"


@pytest.fixture
def player(clinic: Database, maren: Actor) -> Player:
    """Maren, in whose course the case is published."""
    return player_of(clinic, maren)


def text(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def begin(client: FlaskClient, **more: str) -> str:
    """Begin a run; its address."""
    answer = client.post(f"{START}/runs", data={"csrf_token": csrf_token(client), **more})
    assert answer.status_code == 303
    return answer.headers["Location"]


def choose(client: FlaskClient, run: str, seen: int, code: str) -> tuple[int, str]:
    answer = client.post(
        f"{run.partition('?')[0]}/choices", data={"csrf_token": csrf_token(client), "seen": str(seen), "choice": code}
    )
    return answer.status_code, answer.headers.get("Location", "")


def code_of(page: str, words: str) -> str:
    found = re.search(rf'name="choice" value="([0-9a-f]{{12}})" required><span>{words}', page)
    assert found is not None
    return found[1]


def test_a_case_is_played_to_its_end_by_forms_alone(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    assert "Pressure climbs" in text(client, CASES)
    assert "Tells of a medical emergency." in text(client, START)
    run = begin(client)
    scene = text(client, run)
    assert "I am fine, can we <em>just</em> start?" in scene
    assert "In the room you would have about 60 seconds." in scene
    status, onward = choose(client, run, 0, code_of(scene, "Ask her to sit"))
    assert (status, onward) == (303, f"{run}#now")
    outcome = text(client, run)
    assert "She sits down." in outcome
    assert "Upper blood pressure 140 mmHg, down 8" in outcome
    assert "closes her eyes" not in outcome
    scene = text(client, f"{run}?seen=1")
    choose(client, run, 1, code_of(scene, "Watch"))
    assert "What mattered was" not in text(client, run)
    end = text(client, f"{run}?seen=2")
    assert "What mattered was the first reading" in end
    assert "Ended well" in end
    assert "Play it again" in end
    assert "Ended well" in text(client, START)


def test_no_page_before_the_end_holds_a_name_of_the_author(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client)
    page = text(client, run)
    for name in ("start-now", "reassure", "arrival", "harm", "critical", "usual", "monitoring"):
        assert name not in page, name


def test_a_critical_error_is_said_plainly_and_kindly(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client)
    choose(client, run, 0, code_of(text(client, run), "Start at once"))
    assert "A critical error" in text(client, run)
    end = text(client, f"{run}?seen=1")
    assert "Ended by a critical error" in end
    assert "tired, kind or in a hurry, not careless" in end


def test_an_older_page_is_answered_with_where_the_run_stands(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client)
    scene = text(client, run)
    first, other = code_of(scene, "Ask her to sit"), code_of(scene, "Tell her")
    assert choose(client, run, 0, first)[0] == choose(client, run, 0, first)[0] == 303
    assert "had gone on already" not in text(client, run)
    assert choose(client, run, 0, other)[0] == 303
    assert "had gone on already" in text(client, run)


def test_choosing_nothing_is_asked_for_in_words(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client)
    for code in ("", "nothing", "a" * 5000):
        answer = client.post(f"{run}/choices", data={"csrf_token": csrf_token(client), "seen": "0", "choice": code})
        assert answer.status_code == 422
        assert "Choose what you do first." in answer.get_data(as_text=True)
    for seen in ("", "-1", "99", "x", "9" * 40):
        answer = client.post(f"{run}/choices", data={"csrf_token": csrf_token(client), "seen": seen, "choice": "a"})
        assert answer.status_code == 303
    assert "had gone on already" in text(client, run)
    assert text(client, f"{run}?seen=x&clock=maybe") == text(client, run)


def test_time_pressure_can_be_switched_off_before_and_during_a_run(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client, clock="off")
    assert run.endswith("?clock=off")
    page = text(client, run)
    assert "data-case-seconds" not in page
    assert "Time pressure is off." in page
    assert 'name="clock" value="off"' in page
    assert "data-case-seconds" in text(client, run.partition("?")[0])


def test_runs_are_ones_own_and_cases_their_courses(player: Player, signed_in: As) -> None:
    client = signed_in(MAREN)
    run = begin(client)
    for other in (JONAS, ILSE, SVEN, ADA):
        assert signed_in(other).get(run).status_code == 404
    assert client.get(f"/case-runs/{uuid4()}").status_code == 404
    assert client.get(f"{CASES}/nothing").status_code == 404
    assert signed_in(NILS).get(START).status_code == 404
    assert [signed_in(each).get(START).status_code for each in (JONAS, ILSE, SVEN)] == [200, 200, 200]
    assert [signed_in(each).get(f"{START}/look").status_code for each in (MAREN, ILSE, SVEN)] == [404, 200, 200]
    assert [signed_in(each).get(MAP).status_code for each in (MAREN, ILSE, SVEN, NILS)] == [403, 200, 403, 404]


def test_staff_try_a_case_and_nothing_is_recorded(player: Player, signed_in: As) -> None:
    client = signed_in(ILSE)
    assert "you can try the case, and nothing is recorded" in text(client, START)
    assert "She sits down." in text(client, f"{START}/look?path=&choice=1")
    assert "The prescriber gives the dose" in text(client, f"{START}/look?path=1&seen=1")
    assert "What mattered was" in text(client, f"{START}/look?path=1.1&seen=2")
    assert client.get(f"{START}/look?path=1.7").status_code == 404


def test_authors_see_a_case_as_a_map_with_its_list(player: Player, signed_in: As) -> None:
    client = signed_in(ILSE)
    page = text(client, MAP)
    assert 'role="img"' in page
    assert page.count('class="node') == 6
    assert "if Hurry is at least 2: " in page
    assert "Ending in harm" in page
    assert "She sits down." in text(client, f"{MAP}/try?choice=1")
    desk = text(client, "/author/?kind=case")
    assert START in desk
    assert MAP in desk


def test_a_course_without_cases_says_so(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    assert "No cases yet" in text(client, CASES)
    assert CASES not in text(client, f"/courses/{COURSE}/")


def test_a_supervisor_reads_of_runs_on_the_page_of_a_person(player: Player, signed_in: As) -> None:
    player.choose(player.begin(), "start-now")
    enrolment = player.row(player.begin()).enrolment_id
    page = text(signed_in(SVEN), f"/supervise/enrolments/{enrolment}")
    assert "1 ended by a critical error" in page
    assert "1 run, one open" in page
