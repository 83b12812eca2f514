"""A document is uploaded, opened by those who may, and decided about."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.beyond_modules import ask_for_more
from tests.support.clinic import ADA, COURSE, DORA, IDA, ILSE, JONAS, MAREN, SVEN, enrolment_of
from tests.support.media_files import pdf
from tests.support.pictures import picture
from tests.web.conftest import As, csrf_token
from tests.web.uploading import sent
from trainer.access import Actor
from trainer.storage.database import Database
from trainer.storage.signing_off import Entry

URL: Final = f"/courses/{COURSE}/documents/licence"


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two documents."""
    return ask_for_more(clinic)


def send(client: FlaskClient, data: bytes | None = None, *, seen: str = "0", days: int = 300) -> TestResponse:
    until = datetime.now(UTC).date() + timedelta(days=days)
    file = ("../../Maren's licence.pdf", pdf() if data is None else data)
    return sent(client, file, to=URL, seen=seen, valid_until=until.isoformat())


def entry_of(database: Database) -> UUID:
    with database.reading() as session:
        found = select(Entry.id).where(Entry.item == "document:licence").order_by(Entry.number.desc()).limit(1)
        return session.scalars(found).one()


def decide(client: FlaskClient, entry: UUID, decision: str, words: str = "") -> TestResponse:
    form = {"csrf_token": csrf_token(client), "decision": decision, "words": words}
    return client.post(f"/supervise/documents/{entry}", data=form)


def test_it_is_uploaded_and_accepted(asked: Database, maren: Actor, signed_in: As) -> None:
    client, sven = signed_in(MAREN), signed_in(SVEN)
    assert send(client).status_code == 303
    assert "Waits for a supervisor" in client.get(URL).get_data(as_text=True)

    listed = sven.get(f"/supervise/enrolments/{enrolment_of(asked, maren)}/requirements").get_data(as_text=True)
    assert f"/supervise/documents/{entry_of(asked)}" in listed
    assert decide(sven, entry_of(asked), "accept").status_code == 303

    text = client.get(URL).get_data(as_text=True)
    assert "Accepted" in text
    assert "Sven accepted it on" in text


def test_the_file_is_shown_where_it_runs_nothing_and_kept_nowhere(asked: Database, signed_in: As) -> None:
    send(signed_in(MAREN))
    entry = entry_of(asked)

    for client, url in (
        (signed_in(MAREN), f"/courses/{COURSE}/documents/files/{entry}"),
        (signed_in(SVEN), f"/supervise/documents/{entry}/file"),
    ):
        answer = client.get(url)
        assert answer.get_data() == pdf()
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"] == 'inline; filename="licence-1.pdf"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_picture_is_shown_in_a_sandbox(asked: Database, signed_in: As) -> None:
    send(signed_in(MAREN), picture())

    answer = signed_in(SVEN).get(f"/supervise/documents/{entry_of(asked)}/file")

    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.parametrize(("who", "code"), [(DORA, 404), (ADA, 200), (SVEN, 200), (ILSE, 403), (JONAS, 403), (IDA, 403)])
def test_who_may_open_it(asked: Database, signed_in: As, who: str, code: int) -> None:
    send(signed_in(MAREN))
    entry = entry_of(asked)
    client = signed_in(who)

    assert client.get(f"/supervise/documents/{entry}").status_code == code
    assert client.get(f"/supervise/documents/{entry}/file").status_code == code
    assert client.get(f"/courses/{COURSE}/documents/files/{entry}").status_code in (403, 404)
    if code != 200:
        assert decide(client, entry, "accept").status_code == code


def test_what_cannot_be_taken_is_said_beside_its_field(asked: Database, signed_in: As) -> None:
    client = signed_in(MAREN)

    refused = send(client, b"MZ this is a program", days=-1)

    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "This is no PDF, PNG or JPEG." in text
    assert "This day has passed." in text
    assert "Nothing yet." in text


def test_a_file_of_ten_megabytes_is_taken_and_a_larger_request_is_not(asked: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    large = pdf(b"% " + b"x" * 9_900_000 + b"\n")

    assert send(client, large).status_code == 303
    assert send(client, pdf(b"% " + b"x" * 12_000_000 + b"\n"), seen="1").status_code == 413


def test_it_is_returned_with_words_and_its_owner_removes_the_file(asked: Database, signed_in: As) -> None:
    client, sven = signed_in(MAREN), signed_in(SVEN)
    send(client)
    entry = entry_of(asked)

    assert decide(sven, entry, "return").status_code == 422
    assert decide(sven, entry, "perhaps").status_code == 422
    assert decide(sven, entry, "return", "The second page is missing.").status_code == 303
    assert decide(sven, entry, "accept").status_code == 409
    assert "The second page is missing." in client.get(URL).get_data(as_text=True)

    form = {"csrf_token": csrf_token(client)}
    assert client.post(f"{URL}/files/{entry}/remove", data=form).status_code == 303
    assert "You removed the file." in client.get(URL).get_data(as_text=True)
    assert sven.get(f"/supervise/documents/{entry}/file").status_code == 404


@pytest.mark.parametrize("garbage", ["", "x", "-1", "9" * 40, "\x00"])
def test_garbage_in_the_form_is_a_plain_refusal(asked: Database, signed_in: As, garbage: str) -> None:
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "seen": garbage, "valid_until": garbage, "file": garbage}

    assert client.post(URL, data=form).status_code in (400, 422)
    assert client.post(URL, data=form, content_type="multipart/form-data").status_code in (400, 422)
