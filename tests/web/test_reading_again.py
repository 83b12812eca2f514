"""Looking at what was opened before writes nothing, whatever page of the course it is."""

from flask import Flask

from tests.support.addresses import addresses, things_of
from tests.support.clinic import MAREN
from tests.support.publications import rows
from tests.support.statements import Statements, counted
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

MODULE = "/courses/care/modules/pharmacology/routes"


def writes(statements: Statements) -> list[str]:
    """The statements that are anything but a question."""
    return [statement for statement in statements.seen if not statement.lstrip().upper().startswith(("SELECT", "WITH"))]


def test_the_first_view_opens_a_section_and_the_second_writes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    with counted(clinic) as first:
        assert client.get(MODULE).status_code == 200
    with counted(clinic) as second:
        assert client.get(MODULE).status_code == 200

    assert any("INSERT INTO reading" in statement for statement in writes(first))
    assert writes(second) == []


def test_a_section_that_comes_into_view_again_adds_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    script = {"X-CSRFToken": csrf_token(client), "Accept": "application/json"}
    assert client.post(f"{MODULE}/sections/onset/open", headers=script).status_code == 204
    before = rows(clinic)
    with counted(clinic) as again:
        assert client.post(f"{MODULE}/sections/onset/open", headers=script).status_code == 204

    [statement] = writes(again)
    assert statement.startswith("INSERT INTO reading")
    assert "ON CONFLICT DO NOTHING" in statement
    assert rows(clinic) == before


def test_no_page_writes_when_it_is_looked_at_again(app: Flask, clinic: Database, signed_in: As) -> None:
    doors = [door for door in addresses(app, things_of(clinic, MAREN)) if door.method == "GET"]
    client = signed_in(MAREN)
    for door in doors:
        client.get(door.url())
    written = {}
    for door in doors:
        with counted(clinic) as statements:
            client.get(door.url())
        written[door.what] = writes(statements)

    # A serial of no certificate is counted, against guessing.
    assert [what for what, statements in written.items() if statements] == ["GET certificate_checks.check"]
    assert len(written) > 20
