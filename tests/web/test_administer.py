"""Administrators see people, cohorts, the outbox and the platform, and change what is theirs to change."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.clinic import ADA, DORA, EVENING, GRETA, MAREN, SVEN, actor_of
from tests.web.conftest import As, csrf_token
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.people import Invitation, Outbox

PAGES = ("", "people", "cohorts", "outbox")


@pytest.fixture
def ada(signed_in: As) -> FlaskClient:
    """Ada's browser."""
    return signed_in(ADA)


def post(client: FlaskClient, address: str, /, **form: str) -> TestResponse:
    return client.post(f"/administer/{address}", data={"csrf_token": csrf_token(client), **form})


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(f"/administer/{address}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def count(database: Database, table: type[Invitation | Cohort]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", [MAREN, SVEN])
def test_nobody_else_gets_in(signed_in: As, who: str, page: str) -> None:
    assert signed_in(who).get(f"/administer/{page}").status_code == 403


def test_the_overview_counts_and_names_versions(ada: FlaskClient) -> None:
    page = text_of(ada, "")
    assert ">8</a>, and 1 who can sign in no more" in page
    assert "Edition 1" in page
    assert "Nothing is being swept" in page  # no server runs in this test


def test_people_are_found_by_words_and_by_role(ada: FlaskClient) -> None:
    assert "2 people." in text_of(ada, "people?role=supervisor")
    found = text_of(ada, "people?words=GRET")
    assert "1 person." in found
    assert GRETA in found
    assert "Cannot sign in" in found
    assert "Nobody" in text_of(ada, "people?words=%25")


def test_somebody_is_invited_once_a_form_is_right(ada: FlaskClient, clinic: Database) -> None:
    before = count(clinic, Invitation)
    wrong = post(ada, "people", address="nobody", role="trainee", cohort=EVENING)
    assert wrong.status_code == 422
    assert "&#39;nobody&#39; is not an e-mail address." in wrong.get_data(as_text=True)
    assert post(ada, "people", address="new@example.org", role="owner").status_code == 422
    assert post(ada, "people", address="new@example.org", role="trainee").status_code == 422
    assert count(clinic, Invitation) == before
    assert post(ada, "people", address="new@example.org", role="trainee", cohort=EVENING).status_code == 303
    assert count(clinic, Invitation) == before + 1
    assert "new@example.org" in text_of(ada, "people")


def test_a_role_is_given_and_taken_away(ada: FlaskClient, clinic: Database) -> None:
    dora = f"people/{actor_of(clinic, DORA).person_id}"
    assert post(ada, f"{dora}/roles", role="reviewer", course="care").status_code == 303
    assert "<strong>Reviewer</strong> of care" in text_of(ada, dora)
    taken = text_of(ada, dora).partition("<strong>Reviewer</strong>")[2].partition('action="')[2].partition('"')[0]
    assert post(ada, taken.removeprefix("/administer/")).status_code == 303
    assert "<strong>Reviewer</strong>" not in text_of(ada, dora)


def test_no_page_shows_a_link_or_a_password(ada: FlaskClient, clinic: Database) -> None:
    maren = f"people/{actor_of(clinic, MAREN).person_id}"
    assert post(ada, f"{maren}/reset").status_code == 303
    with clinic.reading() as session:
        tokens = [token for token in session.scalars(select(Outbox.token)) if token]
    assert tokens
    shown = "".join(text_of(ada, page) for page in (*PAGES, maren, "audit"))
    assert [token for token in tokens if token in shown] == []
    assert "argon2" not in shown


def test_a_cohort_is_added_and_wrong_days_are_said_all_at_once(ada: FlaskClient, clinic: Database) -> None:
    before = count(clinic, Cohort)
    wrong = post(ada, "cohorts", name="Spring", course="care", starts="soon", ends="")
    assert wrong.status_code == 422
    assert wrong.get_data(as_text=True).count("Give a day such as 2026-09-14.") >= 2
    backwards = post(ada, "cohorts", name="Spring", course="care", starts="2027-03-01", ends="2027-02-01")
    assert "The cohort ends before it starts" in backwards.get_data(as_text=True)
    assert count(clinic, Cohort) == before
    assert post(ada, "cohorts", name="Spring", course="care", starts="2027-02-01", ends="2027-06-01").status_code == 303
    assert "Spring" in text_of(ada, "cohorts")


def test_a_person_who_is_not_there_is_not_found(ada: FlaskClient) -> None:
    missing = "people/00000000-0000-0000-0000-000000000000"
    assert ada.get(f"/administer/{missing}").status_code == 404
    assert post(ada, f"{missing}/closing").status_code == 404
