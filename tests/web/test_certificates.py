"""Certificates in pages: one's own, a supervisor's, and the check that is open to anybody."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.certificates import certificates, complete, director, entered, issue, review_all
from tests.support.clinic import ADA, DORA, JONAS, MAREN, SVEN, actor_of, after, enrolment_of
from tests.support.statements import counted
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.actions import certifying
from trainer.actions.certificate_pdfs import make_next_pdf
from trainer.clock import Now
from trainer.curriculum.certificate import Size
from trainer.storage.certificates import Certificate
from trainer.storage.database import Database
from trainer.storage.people import SignInAttempt

OWN = "/courses/care/certificate"
TODAY = Now(datetime.now(UTC), datetime.now(UTC).date())
NO_SUCH = "2345-6789-ABCD-EFGH"
TYPED = {"name": "Maren Holm", "signed_by": "Dr Sven Dahl", "signed_as": "supervisor"}


@pytest.fixture
def finished(clinic: Database) -> Actor:
    """Maren, who completed the course when all of it was reviewed."""
    review_all(clinic)
    return complete(clinic, MAREN)


def text(answer: TestResponse) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def where(clinic: Database, trainee: Actor) -> str:
    return f"/supervise/enrolments/{enrolment_of(clinic, trainee)}/certificate"


def post(client: FlaskClient, url: str, **form: str) -> TestResponse:
    return client.post(url, data={"csrf_token": csrf_token(client), **form})


def test_before_the_course_is_complete_one_reads_what_is_left(signed_in: As) -> None:
    page = signed_in(MAREN).get(OWN)
    assert page.status_code == 200
    assert "What is left until your certificate" in text(page)
    assert "0 of 3 sections are finished." in text(page)
    assert signed_in(MAREN).get(f"{OWN}.pdf").status_code == 404


def test_when_the_course_is_complete_one_waits_for_the_supervisor(finished: Actor, signed_in: As) -> None:
    assert "Your supervisor issues the certificate; there is nothing left for you to do." in text(
        signed_in(MAREN).get(OWN)
    )


def test_content_that_was_not_reviewed_is_told_to_whom_it_concerns(clinic: Database, signed_in: As) -> None:
    trainee = complete(clinic, MAREN)
    assert "for 3 modules on the day when you completed them: Routes, Screening, Presence." in text(
        signed_in(MAREN).get(OWN)
    )
    page = signed_in(SVEN).get(where(clinic, trainee))
    assert "Routes: no clinician had signed it" in text(page)
    assert "Issue the certificate" not in text(page)
    assert "Issue the certificate" in text(signed_in(ADA).get(where(clinic, trainee)))


def test_a_supervisor_issues_a_certificate_which_its_holder_reads(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    client, url = signed_in(SVEN), where(clinic, finished)
    answers = [post(client, url, seen="0", **TYPED) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, url)] * 2

    [found] = certificates(clinic, finished)
    page = signed_in(MAREN).get(OWN)
    for words in ("Certificate of completion", "Maren Holm", "A course of care", "1 h", "Dr Sven Dahl , supervisor"):
        assert words in text(page)
    assert f"http://localhost/certificates/{found.serial}" in text(page)
    assert page.get_data(as_text=True).count("<h1") == 1
    assert "A PDF of it is being made" in text(page)


def test_every_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    answer = post(
        signed_in(SVEN), where(clinic, finished), seen="0", name="", signed_by="Dr <Dahl>", signed_as="x" * 121
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#issue-name"' in page
    assert 'href="#issue-signed_as"' in page
    assert 'value="Dr &lt;Dahl&gt;"' in page
    assert certificates(clinic, finished) == ()


def test_an_older_page_decides_nothing(clinic: Database, finished: Actor, signed_in: As) -> None:
    issue(clinic, actor_of(clinic, ADA), finished, TODAY)
    answer = post(signed_in(SVEN), where(clinic, finished), seen="0", **TYPED)
    assert answer.status_code == 409
    assert "Somebody decided about this person" in text(answer)


def test_name_reissue_and_revocation_lead_to_what_a_checker_reads(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    first = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    client, url, anybody = signed_in(SVEN), where(clinic, finished), signed_in()
    assert "Valid." in text(anybody.get(f"/certificates/{first.serial}"))

    post(client, f"{url}/{first.id}/name", seen="1", reason="She married.", **(TYPED | {"name": "Maren Lund"}))
    checked = text(anybody.get(f"/certificates/{first.serial}"))
    assert "Superseded on" in checked
    assert not re.search("Maren|Lund|married", checked)
    second = certificates(clinic, finished)[-1]
    assert "Maren Lund" in text(anybody.get(f"/certificates/{second.serial}"))
    assert first.serial not in text(anybody.get(f"/certificates/{second.serial}"))

    post(client, f"{url}/{second.id}/reissue", seen="3", reason="It was lost.", **(TYPED | {"name": "Maren Lund"}))
    third = certificates(clinic, finished)[-1]
    assert f'href="/certificates/{third.serial}"' in anybody.get(f"/certificates/{second.serial}").get_data(
        as_text=True
    )
    assert f"In place of {second.serial}" in text(anybody.get(f"/certificates/{third.serial}"))

    post(client, f"{url}/{third.id}/revoke", seen="5", reason="It was issued to the wrong person.")
    checked = text(anybody.get(f"/certificates/{third.serial}"))
    assert "Revoked on" in checked
    assert "It was issued to the wrong person." in checked
    own = text(signed_in(MAREN).get(OWN))
    assert "It was issued to the wrong person." in own
    assert "It was lost." not in own
    assert "It was lost." in text(client.get(url))


def test_a_decision_is_about_somebody_whom_one_supervises(clinic: Database, finished: Actor, signed_in: As) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    statuses = {
        post(signed_in(who), f"{where(clinic, finished)}/{found.id}/{act}", seen="1", reason="So.", **TYPED).status_code
        for who in (DORA, JONAS, MAREN)
        for act in ("name", "reissue", "revoke")
    }
    assert statuses == {403, 404}
    assert certificates(clinic, finished)[0].ended is None
    of_nobody = f"{where(clinic, finished)}/00000000-0000-0000-0000-000000000000/revoke"
    assert post(signed_in(SVEN), of_nobody, seen="1", reason="So.").status_code == 404


def test_the_certificate_of_one_enrolment_is_not_decided_on_under_another(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    jonas = actor_of(clinic, JONAS)
    answer = post(signed_in(SVEN), f"{where(clinic, jonas)}/{found.id}/revoke", seen="1", reason="So.")
    assert answer.status_code == 404
    assert certificates(clinic, finished)[0].ended is None


def test_the_pdf_is_for_its_holder_and_supervisors(clinic: Database, finished: Actor, signed_in: As) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    assert signed_in(MAREN).get(f"{OWN}.pdf").status_code == 503
    make_next_pdf(clinic, lambda _: {size: f"%PDF {size}".encode() for size in Size}, TODAY, "http://localhost")

    answer = signed_in(MAREN).get(f"{OWN}.pdf?size=letter")
    assert (answer.data, answer.mimetype) == (b"%PDF letter", "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert signed_in(SVEN).get(f"{where(clinic, finished)}.pdf?size=nonsense").data == b"%PDF a4"
    assert signed_in(DORA).get(f"{where(clinic, finished)}.pdf").status_code == 404
    certifying.revoke(
        clinic, actor_of(clinic, SVEN), found.enrolment_id, found.id, entered(seen=1, reason="So."), TODAY
    )
    assert signed_in(MAREN).get(f"{OWN}.pdf").status_code == 404


def test_anybody_checks_without_a_cookie_and_nothing_is_indexed(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    for url in ("/certificates/", f"/certificates/{found.serial}", f"/certificates/{NO_SUCH}"):
        answer = signed_in().get(url)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert 'content="noindex, nofollow, noarchive"' in answer.get_data(as_text=True)
        assert "csrf" not in answer.get_data(as_text=True)


def test_a_serial_is_found_however_it_is_typed(clinic: Database, finished: Actor, signed_in: As) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    typed = found.serial.replace("-", " ").lower()
    answer = signed_in().get("/certificates/", query_string={"serial": f" {typed} "}, follow_redirects=True)
    assert "Valid." in text(answer)


def test_no_more_is_told_than_stands_on_the_paper(clinic: Database, signed_in: As) -> None:
    trainee = complete(clinic, MAREN)
    found = issue(clinic, director(clinic), trainee, TODAY)
    page = signed_in().get(f"/certificates/{found.serial}").get_data(as_text=True)
    assert "Content not clinically reviewed" in page
    for secret in ("under way", "example.org", str(trainee.person_id), str(found.id), "Routes", "Evening"):
        assert secret not in page


def test_every_serial_that_is_none_gets_the_same_answer_for_the_same_work(clinic: Database, signed_in: As) -> None:
    told, work = set(), set()
    for serial in (NO_SUCH, "K7QX-2M4D-9HTR-WB3C", "none", "x" * 5000, "2345-6789-ABCD-EFGH'--", "Ⅷ", "-"):
        with counted(clinic) as statements:
            answer = signed_in().get("/certificates/" + serial)
        told.add((answer.status_code, re.sub(r' value="[^"]*"', "", answer.get_data(as_text=True))))
        work.add(tuple(statements.seen))
    assert [status for status, _ in told] == [404]
    assert "No certificate has this serial." in told.pop()[1]
    assert len(work) == 1


def test_guessing_comes_to_an_end_for_a_network_and_for_what_exists_too(
    clinic: Database, finished: Actor, signed_in: As
) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, TODAY)
    statuses = [signed_in().get(f"/certificates/{NO_SUCH}").status_code for _ in range(42)]
    assert statuses == [404] * 40 + [429] * 2
    waiting = signed_in().get(f"/certificates/{found.serial}")
    assert waiting.status_code == 429
    assert "Maren" not in text(waiting)
    elsewhere = signed_in().get(f"/certificates/{found.serial}", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200
    with clinic.reading() as session:
        assert len(session.scalars(select(SignInAttempt.key)).all()) == 40


def test_a_hostile_name_is_only_a_name(clinic: Database, finished: Actor, signed_in: As, app: Flask) -> None:
    name = "Zoë</p><script>alert(1)</script>\u202e{{ 7*7 }}"
    post(signed_in(SVEN), where(clinic, finished), seen="0", **(TYPED | {"name": name}))
    [found] = certificates(clinic, finished)
    assert found.name == "Zoë</p><script>alert(1)</script>{{ 7*7 }}"
    for page in (signed_in(MAREN).get(OWN), signed_in().get(f"/certificates/{found.serial}")):
        assert "<script>alert" not in page.get_data(as_text=True)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page.get_data(as_text=True)


def test_the_transcript_names_every_certificate(clinic: Database, finished: Actor, signed_in: As) -> None:
    found = issue(clinic, actor_of(clinic, SVEN), finished, after(days=5))
    client = signed_in(MAREN)
    table = client.get("/courses/care/transcript.json").get_json()["tables"]["certificates"]
    [row] = table["rows"]
    assert (row["serial"], row["printed_name"], row["status"], row["by"]) == (found.serial, "Maren", "valid", "Sven")
    for file in ("transcript", "transcript.csv"):
        assert found.serial in client.get(f"/courses/care/{file}").get_data(as_text=True)


def test_garbage_is_answered_plainly(clinic: Database, finished: Actor, signed_in: As) -> None:
    url = where(clinic, finished)
    answers = [
        post(signed_in(SVEN), url, seen="many", **TYPED),
        post(signed_in(SVEN), url, seen="-1", name="\x07\u0301", signed_by="\u202e"),
        post(signed_in(SVEN), url, seen="99999999999999999999"),
    ]
    assert {answer.status_code for answer in answers} <= {303, 409, 422}
    with clinic.reading() as session:
        assert len(session.scalars(select(Certificate.id)).all()) == 1
