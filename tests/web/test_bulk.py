"""Administrators bring a table, see what it will do, say yes, and take it back."""

import io
import re
from uuid import UUID

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.clinic import ADA, EVENING, ILSE, MAREN, SVEN
from tests.web.conftest import As, csrf_token
from tests.web.uploading import sent
from trainer.storage.bulk import BulkImport
from trainer.storage.database import Database
from trainer.storage.people import Invitation

IMPORTS = "/administer/imports/"
PEOPLE = f"Address;Name;Cohort\nnora@example.org;<b>Nora</b> Lind;{EVENING}\nmaren@example.org;;{EVENING}\n"


@pytest.fixture
def ada(signed_in: As) -> FlaskClient:
    return signed_in(ADA)


def bring(client: FlaskClient, content: bytes, subject: str = "people", name: str = "table.csv") -> TestResponse:
    return sent(client, (name, content), to=f"{IMPORTS}new/{subject}")


def post(client: FlaskClient, address: str, /, **form: str) -> TestResponse:
    return client.post(address, data={"csrf_token": csrf_token(client), **form})


def text_of(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def open_invitations(database: Database) -> int:
    with database.reading() as session:
        waiting = select(func.count()).select_from(Invitation).where(Invitation.accepted_at.is_(None))
        return session.scalar(waiting) or 0


def test_a_file_is_shown_carried_out_and_taken_back(ada: FlaskClient, clinic: Database) -> None:
    before = open_invitations(clinic)
    brought = bring(ada, PEOPLE.encode())
    address = brought.headers["Location"]
    assert brought.status_code == 303

    page = text_of(ada.get(address))
    assert "1 person invited by mail" in page
    assert "1 mail goes out" in page
    assert "&lt;b&gt;Nora&lt;/b&gt; Lind" in page
    assert "Is enrolled in Evening (care) already." in page
    assert open_invitations(clinic) == before

    for _ in range(2):
        assert post(ada, address, seen=seen_on(page)).status_code == 303
    assert open_invitations(clinic) == before + 1
    done = text_of(ada.get(address))
    assert "1 thing can be taken back" in done
    assert "nora@example.org" in done

    for _ in range(2):
        assert post(ada, f"{address}/undoing").status_code == 303
    back = text_of(ada.get(address))
    assert "1 thing was taken back" in back
    assert "Take it back" not in back
    assert "Taken back" in text_of(ada.get(IMPORTS))


def test_a_pasted_table_that_is_wrong_comes_back_with_every_fault(ada: FlaskClient, clinic: Database) -> None:
    pasted = "Address\tCohort\nnobody\tEvening\nnora@example.org\tEvning\n"

    page = text_of(post(ada, f"{IMPORTS}new/people", table=pasted), 422)

    assert "2 things are wrong, and nothing was changed." in page
    assert "<strong>Row 2, Address</strong>" in page
    assert "There is no cohort “Evning”. Write “Evening” if you mean that." in page
    assert "nobody\tEvening" in page
    with clinic.reading() as session:
        assert session.scalar(select(func.count()).select_from(BulkImport)) == 0


def test_nothing_at_all_is_answered_in_words(ada: FlaskClient) -> None:
    assert "Choose a file, or paste a table." in text_of(post(ada, f"{IMPORTS}new/people"), 422)
    assert "There is nothing in it." in text_of(bring(ada, b""), 422)
    assert text_of(bring(ada, b"PK\x03\x04 garbage"), 422)


def test_a_file_is_taken_up_to_two_megabytes_and_a_larger_request_is_refused(ada: FlaskClient) -> None:
    fitting = b"Address,Cohort\n" + b"\n" * 1_900_000 + f"nora@example.org,{EVENING}\n".encode()
    assert bring(ada, fitting).status_code == 303
    assert "This is larger than 2 MB." in text_of(bring(ada, b"Address\n" * 300_000), 422)
    assert bring(ada, b"x" * 5_000_000).status_code == 413


def test_nobody_else_makes_a_worker_read_so_much(signed_in: As) -> None:
    assert bring(signed_in(MAREN), b"x" * 200_000).status_code == 413
    assert bring(signed_in(MAREN), b"Address\n").status_code == 403


@pytest.mark.parametrize("subject", ["people", "cohorts"])
def test_the_examples_are_tables_that_are_read(ada: FlaskClient, subject: str) -> None:
    for extension in ("csv", "xlsx"):
        example = ada.get(f"{IMPORTS}new/{subject}/example.{extension}")
        brought = bring(ada, example.data, subject)
        page = text_of(ada.get(brought.headers["Location"])) if brought.status_code == 303 else text_of(brought, 422)
        # The course of the examples is that of the newest cohort here, `care`; everything in them can be done.
        assert "Row by row" in page
    assert ada.get(f"{IMPORTS}new/{subject}/example.ods").status_code == 404
    assert ada.get(f"{IMPORTS}new/rooms").status_code == 404


def test_a_workbook_is_read_with_the_note_about_its_sheets(ada: FlaskClient) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Course", "First day", "Last day", "Supervisors"])
    book.worksheets[0].append(["Spring", "care", "2027-02-01", "30.7.2027", f"{SVEN}, {ILSE}"])
    book.create_sheet("Notes")
    out = io.BytesIO()
    book.save(out)

    brought = bring(ada, out.getvalue(), "cohorts", "cohorts.xlsx")
    page = text_of(ada.get(brought.headers["Location"]))

    assert "Only the first sheet, “Sheet”, was read" in page
    assert "1 cohort made" in page
    assert "2 roles given" in page
    assert "Nobody is written to." in page


def test_a_yes_for_something_else_shows_what_is_there_now(ada: FlaskClient, clinic: Database) -> None:
    address = bring(ada, PEOPLE.encode()).headers["Location"]
    before = open_invitations(clinic)

    page = text_of(post(ada, address, seen="0" * 64), 409)

    assert "What is here has changed since this page was opened." in page
    assert seen_on(page)
    assert post(ada, address).status_code == 409
    assert post(ada, f"{address}/undoing").status_code == 409
    assert open_invitations(clinic) == before


def test_a_table_can_be_forgotten(ada: FlaskClient) -> None:
    address = bring(ada, PEOPLE.encode()).headers["Location"]

    assert post(ada, f"{address}/removal").status_code == 303
    assert post(ada, f"{address}/removal").status_code == 404

    assert ada.get(address).status_code == 404
    assert post(ada, address, seen="").status_code == 404
    assert ada.get(f"{IMPORTS}{UUID(int=7)}").status_code == 404


def test_a_long_table_is_shown_in_pages(ada: FlaskClient) -> None:
    lines = "".join(f"n{number}@example.org,{EVENING}\n" for number in range(401))
    address = bring(ada, f"Address,Cohort\n{lines}".encode()).headers["Location"]

    assert "Page 1 of 3" in text_of(ada.get(address))
    last = text_of(ada.get(f"{address}?page=99"))
    assert "Page 3 of 3" in last
    assert "n400@example.org" in last
    assert "401 mails go out" in last
    assert ada.get(f"{address}?page=x").status_code == 200
