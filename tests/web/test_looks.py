"""Every look of staff at somebody's record is in the audit log, found by who looked and at whose record."""

import csv
import io
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clinic import ADA, DORA, EVENING, MAREN, SVEN, actor_of, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.storage.content import AuditEntry, Cohort
from trainer.storage.database import Database

LOG = "/administer/audit"


@pytest.fixture
def of_maren(clinic: Database) -> str:
    """Where supervisors see Maren."""
    return f"/supervise/enrolments/{enrolment_of(clinic, actor_of(clinic, MAREN))}"


def looks(database: Database) -> list[tuple[str, bool, bool]]:
    """Each look: the page, whether it is Sven's, and whether it is at Maren's record."""
    sven, maren = actor_of(database, SVEN).person_id, actor_of(database, MAREN).person_id
    with database.reading() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.event.startswith("look:")).order_by(AuditEntry.at)
        ).all()
    return [(each.event, each.actor_id == sven, each.person_id == maren) for each in entries]


def lines(client: FlaskClient, **asked: str) -> list[dict[str, str]]:
    answer = client.get(f"{LOG}.csv", query_string=asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_a_supervisor_who_opens_a_person_leaves_an_entry_each_time(
    clinic: Database, signed_in: As, of_maren: str
) -> None:
    sven = signed_in(SVEN)
    assert sven.get(of_maren).status_code == 200
    assert sven.get(f"{of_maren}/transcript.csv").status_code == 200
    assert looks(clinic) == [
        ("look:supervise.person", True, True),
        ("look:supervised_transcripts.csv_of", True, True),
    ]


def test_a_form_that_is_refused_and_shows_the_record_again_is_a_look(
    clinic: Database, signed_in: As, of_maren: str
) -> None:
    sven = signed_in(SVEN)
    answer = sven.post(f"{of_maren}/pause", data={"csrf_token": csrf_token(sven), "reason": "", "seen": "1"})
    assert answer.status_code == 422
    assert looks(clinic) == [("look:person.pause", True, True)]


def test_a_cohort_is_noted_as_a_cohort(clinic: Database, signed_in: As) -> None:
    with clinic.reading() as session:
        cohort_id = session.scalars(select(Cohort.id).where(Cohort.name == EVENING)).one()
    assert signed_in(SVEN).get(f"/supervise/cohorts/{cohort_id}").status_code == 200
    assert looks(clinic) == [("look:supervise.cohort", True, False)]


def test_what_was_refused_or_is_ones_own_leaves_none(clinic: Database, signed_in: As, of_maren: str) -> None:
    assert signed_in(DORA).get(of_maren).status_code == 404
    assert signed_in(SVEN).get(f"/supervise/enrolments/{uuid4()}").status_code == 404
    assert signed_in(MAREN).get("/courses/care/progress").status_code == 200
    assert looks(clinic) == []


def test_an_administrator_finds_looks_by_who_looked_and_at_whom(signed_in: As, of_maren: str) -> None:
    signed_in(SVEN).get(of_maren)
    ada = signed_in(ADA)
    page = ada.get(LOG, query_string={"about": MAREN, "matter": "look"}).get_data(as_text=True)
    assert "looked at supervise person" in page
    [line] = lines(ada, about=MAREN, by=SVEN, matter="look")
    assert (line["event"], line["subject"]) == ("look:supervise.person", f"enrolment:{of_maren[-36:]}")
    assert lines(ada, about=MAREN, by=DORA) == []
    assert lines(ada, about=MAREN, last="2020-01-01") == []


def test_that_the_log_was_taken_is_in_the_log(signed_in: As) -> None:
    ada = signed_in(ADA)
    lines(ada)
    assert [line["event"] for line in lines(ada, matter="look")] == ["look:audit_log.as_csv"] * 2


@pytest.mark.parametrize("who", [MAREN, SVEN])
def test_nobody_else_reads_the_log(signed_in: As, who: str) -> None:
    client = signed_in(who)
    assert client.get(LOG).status_code == 403
    assert client.get(f"{LOG}.csv").status_code == 403
