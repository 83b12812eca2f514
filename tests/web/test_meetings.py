"""The pages of live meetings."""

import pytest

from tests.support.clinic import COURSE, EVENING, IDA, MAREN, SVEN, actor_of, enrolment_of
from tests.support.practicum import DRILLS, ask_for_practicum, cohort_id
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.storage.database import Database


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two drills."""
    return ask_for_practicum(clinic)


def test_a_meeting_is_planned_held_and_recorded_and_the_trainee_sees_it(
    asked: Database, signed_in: As, maren: Actor
) -> None:
    client, where = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(asked, EVENING)}/meetings"
    typed = {"csrf_token": csrf_token(client), "item": DRILLS, "title": "<b>Airway</b>", "minutes": "60", "seen": "0"}
    refused = client.post(where, data={**typed, "held_on": "soon"})
    assert refused.status_code == 422
    assert 'value="&lt;b&gt;Airway&lt;/b&gt;"' in refused.get_data(as_text=True)
    planned = client.post(where, data={**typed, "held_on": "2026-01-05"})
    here = planned.headers["Location"]
    ticked = {"csrf_token": csrf_token(client), "there": [str(enrolment_of(asked, maren))]}

    recorded = client.post(here, data=ticked, follow_redirects=True).get_data(as_text=True)
    assert "Recorded: 1 person was there." in recorded
    assert "recorded already" in client.post(here, data=ticked, follow_redirects=True).get_data(as_text=True)
    empty = client.post(here, data={"csrf_token": csrf_token(client)}, follow_redirects=True)
    assert "Nobody was ticked" in empty.get_data(as_text=True)
    page = signed_in(MAREN).get(f"/courses/{COURSE}/requirements").get_data(as_text=True)
    assert "&lt;b&gt;Airway&lt;/b&gt;" in page
    assert "<strong>Signed</strong> by Sven" in page


def test_garbage_and_people_of_other_cohorts_are_refused(asked: Database, signed_in: As) -> None:
    client, where = signed_in(SVEN), f"/supervise/cohorts/{cohort_id(asked, EVENING)}/meetings"
    token = csrf_token(client)
    typed = {"csrf_token": token, "item": DRILLS, "title": "Drill", "minutes": "60", "held_on": "2026-01-05"}
    here = client.post(where, data=typed).headers["Location"]
    ida = str(enrolment_of(asked, actor_of(asked, IDA)))
    for value in ("nonsense", ida, "00000000-0000-0000-0000-000000000000"):
        assert client.post(here, data={"csrf_token": token, "there": [value]}).status_code == 404
    gone = client.post(f"{here}/call-off", data={"csrf_token": token})
    assert gone.status_code == 303
    assert client.get(here).status_code == 404
