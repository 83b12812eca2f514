"""Garbage in forms: what nobody's page would send is answered by a plain page, and nothing is written."""

from typing import Final
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.addresses import Address, addresses, things_of
from tests.support.attempts import RIGHT_ROUTES, Taken, taken
from tests.support.clinic import MAREN, SVEN, actor_of, enrolment_of
from tests.support.publications import facts
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

FIELDS: Final = (
    "address",
    "attempts",
    "check",
    "go",
    "grants_made",
    "here",
    "name",
    "next",
    "number",
    "password",
    "reason",
)
GARBAGE: Final = {
    "a NUL byte": b"%00",
    "a lone surrogate": b"%ED%A0%80",
    "half an escape": b"%C3%A",
    "a huge number": b"9" * 400,
    "a negative number": b"-1",
    "no number": b"NaN",
    "a script": b"%3Cscript%3Ealert(1)%3C/script%3E",
    "a line of SQL": b"'%20OR%201=1;--",
    "a place on another site": b"//evil.example",
    "three thousand signs": b"x" * 3000,
}
FORM: Final = "application/x-www-form-urlencoded"
BODIES: Final = {
    "no form at all": (b"", ""),
    "ten thousand fields": (b"&".join(b"a%d=" % number for number in range(10_000)), FORM),
    "a form in pieces": (b"&&&===&=&%&%%", FORM),
    "JSON": (b'{"number": {"a": [1]}}', "application/json"),
    "broken JSON": (b'{"number": ', "application/json"),
    "XML": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "application/xml"),
    "bytes that are no UTF-8": (b"number=\xff\xfe\xc3", FORM),
    "another alphabet": ("number=1".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "parts without a boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "parts cut off": (b'--x\r\nContent-Disposition: form-data; name="number"', "multipart/form-data; boundary=x"),
    "a type that is none": (b"number=1", "\\;;;"),
}
LARGE: Final = {"POST documents.upload": 12_000_000}
"""What is too much where more is taken than elsewhere; authors send whole texts."""
BUTTONS: Final = {"POST quizzes.submit", "POST own_data.archive", "POST ledger.give_code"}
"""Buttons that write a fact and take no field: whatever else is sent, they do what they say."""


@pytest.fixture
def doors(app: Flask, clinic: Database) -> tuple[Address, ...]:
    """Every address that takes a form, about Maren's things."""
    return tuple(door for door in addresses(app, things_of(clinic, MAREN)) if door.method == "POST")


def visitor(signed_in: As, door: Address) -> tuple[FlaskClient, dict[str, str]]:
    """A browser for which the address is open, and the header that stands for its form's token."""
    audience = door.endpoint.partition(".")[0]
    client = signed_in({"visitors": None, "supervise": SVEN}.get(audience, MAREN))
    return client, {"X-CSRFToken": csrf_token(client)}


def post(signed_in: As, door: Address, body: bytes, content_type: str = FORM) -> int:
    """The status with which a form of one's own making is answered."""
    client, token = visitor(signed_in, door)
    return client.post(door.url(), data=body, content_type=content_type, headers=token).status_code


def attempt_of_maren(doors: tuple[Address, ...], clinic: Database) -> Taken:
    """The open attempt that the addresses are about."""
    [attempt_id] = {door.values["attempt_id"] for door in doors if "attempt_id" in door.values}
    return taken(clinic, actor_of(clinic, MAREN), UUID(attempt_id))


def test_garbage_in_every_field_is_refused_or_harmless(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    before = facts(clinic)
    found = {}
    for door in doors:
        if door.what not in BUTTONS:
            for kind, garbage in GARBAGE.items():
                body = b"&".join(field.encode() + b"=" + garbage for field in FIELDS * 2)
                found[door.what, kind] = post(signed_in, door, body)

    assert {where: status for where, status in found.items() if not 200 <= status < 500} == {}
    assert {status for (_, kind), status in found.items() if kind == "a NUL byte"} == {400}
    assert facts(clinic) == before


def test_a_body_of_the_wrong_kind_is_refused_or_harmless(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    before = facts(clinic)
    found = {
        (door.what, kind): post(signed_in, door, body, content_type)
        for door in doors
        if door.what not in BUTTONS
        for kind, (body, content_type) in BODIES.items()
    }

    assert {where: status for where, status in found.items() if not 200 <= status < 500} == {}
    assert facts(clinic) == before


def test_a_body_that_is_too_large_is_refused_everywhere(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    before = facts(clinic)
    found = {}
    for door in doors:
        part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
        large = b"x" * LARGE.get(door.what, 1_100_000 if door.rule.startswith("/author/") else 70_000)
        file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + large
        found[door.what] = (
            post(signed_in, door, b"reason=" + large),
            post(signed_in, door, part * 1001 + b"--x--\r\n", "multipart/form-data; boundary=x"),
            post(signed_in, door, file + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        )

    assert found == dict.fromkeys(found, (413, 413, 413))
    assert facts(clinic) == before


def test_garbage_for_an_answer_is_refused_for_every_type_of_question(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    attempt, client = attempt_of_maren(doors, clinic), signed_in(MAREN)
    token, before = {"X-CSRFToken": csrf_token(client)}, facts(clinic)
    found = {}
    for question, right in RIGHT_ROUTES.items():
        url = f"/attempts/{attempt.id}/answers/{attempt.code(question)}"
        for kind, garbage in GARBAGE.items():
            body = b"&".join(name.encode() + b"=" + garbage for name in attempt.form(question, right))
            found[question, kind] = client.post(url, data=body, content_type=FORM, headers=token).status_code

    refused = {where: 400 if where[1] == "a NUL byte" else 422 for where in found}
    # A negative number is an answer, if a wrong one.
    assert found == {**refused, ("hours", "a negative number"): 303}
    assert facts(clinic) == {**before, "answer": before["answer"] + 1}


def test_answers_of_another_question_or_given_twice_are_not_taken(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    attempt, client = attempt_of_maren(doors, clinic), signed_in(MAREN)
    token, before = csrf_token(client), facts(clinic)
    url = f"/attempts/{attempt.id}/answers/{attempt.code('im-peak')}"
    [[slot, [right]]] = attempt.form("im-peak", "within-20").items()
    [foreign] = attempt.form("transfer", "false").values()
    forms = {
        "both options of one": {slot: [right, *attempt.form("im-peak", "at-once")[slot]]},
        "one option three times": {slot: [right] * 3},
        "an option of another question": {slot: foreign},
        "the author's own key": {slot: ["within-20"]},
        "a place": {slot: ["0"]},
    }
    found = {
        kind: client.post(url, data={"csrf_token": token, "number": "0", **form}).status_code
        for kind, form in forms.items()
    }

    assert found == dict.fromkeys(forms, 422)
    assert facts(clinic) == before


def test_a_number_that_no_page_ever_saw_overwrites_nothing(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    attempt, client = attempt_of_maren(doors, clinic), signed_in(MAREN)
    url = f"/attempts/{attempt.id}/answers/{attempt.code('im-peak')}"
    right, wrong = attempt.form("im-peak", "within-20"), attempt.form("im-peak", "at-once")
    token = csrf_token(client)
    assert client.post(url, data={"csrf_token": token, "number": "0", **right}).status_code == 303
    before = facts(clinic)
    seen = ("", "0", "5", "9" * 400, "-1", "1.0", "\u0661", ["7", "1"])
    found = [client.post(url, data={"csrf_token": token, "number": number, **wrong}).status_code for number in seen]

    assert found == [409] * len(seen)
    assert facts(clinic) == before


def test_a_grant_with_garbage_in_one_field_is_not_given(clinic: Database, signed_in: As) -> None:
    client, before = signed_in(SVEN), facts(clinic)
    url = f"/supervise/enrolments/{enrolment_of(clinic, actor_of(clinic, MAREN))}/quizzes/routes/grants"
    whole = {"csrf_token": csrf_token(client), "attempts": "1", "grants_made": "0", "reason": "She was ill."}
    wrong = {
        "attempts": ("", "0", "-1", "11", "1e3", "9" * 400, "\u0661", "1\0"),
        "reason": ("", "  \n", "x" * 2001, "She\0was ill."),
        "grants_made": ("1\0",),
    }
    found = {
        (field, value[:12]): client.post(url, data={**whole, field: value}).status_code
        for field, values in wrong.items()
        for value in values
    }

    assert found == {where: 400 if "\0" in where[1] else 422 for where in found}
    assert facts(clinic) == before
