"""Garbage in addresses: whatever stands in a path or query, the answer is a plain page and nothing is written."""

from typing import Final
from urllib.parse import unquote

import pytest
from flask import Flask

from tests.support.addresses import Address, addresses, things_of
from tests.support.clinic import ADA, DAY, IDA, MAREN
from tests.support.publications import facts
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

# As it is sent, in a path or query.
GARBAGE: Final = {
    "a NUL byte": "rou%00tes",
    "a lone surrogate": "%ED%A0%80",
    "bytes that are no UTF-8": "%FF%FE%C3",
    "half an escape": "%C3%A",
    "a huge number": "9" * 400,
    "a number that Python does not read": "9" * 5000,
    "a negative number": "-1",
    "digits that are not ASCII": "%D9%A3",
    "an id of nothing": "00000000-0000-0000-0000-000000000000",
    "a way out of the folder": "..%2F..%2F..%2Fetc%2Fpasswd",
    "a script": "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "a line of SQL": "'%20OR%201=1;--",
    "a new line and a header": "x%0D%0ASet-Cookie:%20a=b",
    "five thousand signs": "x" * 5000,
}
READ_BY_PAGES: Final = ("question", "again", "next", "order", "v")
METHODS: Final = {"GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW"}
CLOSED: Final = {303}
"""A stranger is sent to the page to sign in, whatever the address."""


@pytest.fixture
def doors(app: Flask, clinic: Database) -> tuple[Address, ...]:
    """Every address of the application, about Maren's things."""
    return addresses(app, things_of(clinic, MAREN))


@pytest.mark.parametrize("who", [MAREN, ADA])
def test_garbage_in_a_path_gives_a_plain_page_and_writes_nothing(
    who: str, doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    client, before = signed_in(who), facts(clinic)
    token = {"X-CSRFToken": csrf_token(client)}
    found = {}
    for door in doors:
        for name in door.values:
            for kind, garbage in GARBAGE.items():
                answer = client.open(door.url(**{name: garbage}), method=door.method, headers=token)
                found[door.what, name, kind] = answer.status_code

    assert {where: status for where, status in found.items() if not 400 <= status < 500} == {}
    assert facts(clinic) == before


def test_garbage_in_a_query_changes_no_answer_and_writes_nothing(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    client = signed_in(MAREN)
    plain = {door.what: client.get(door.url()).status_code for door in doors if door.method == "GET"}
    before, found = facts(clinic), {}
    for door in doors:
        if door.method == "GET":
            for kind, garbage in GARBAGE.items():
                query = "&".join(f"{name}={garbage}&{name}=again" for name in READ_BY_PAGES)
                answer = client.get(f"{door.url()}?{query}&{garbage}")
                found[door.what, kind] = (answer.status_code, plain[door.what])

    refused = {(what, kind) for what, kind in found if kind == "a NUL byte"}
    assert {where: found[where] for where in refused if found[where][0] != 400} == {}
    assert {where: found[where] for where in found.keys() - refused if len(set(found[where])) > 1} == {}
    assert facts(clinic) == before


def test_a_stranger_is_asked_to_sign_in_before_garbage_is_looked_at(
    doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    client, before = signed_in(), facts(clinic)
    token = {"X-CSRFToken": csrf_token(client)}
    found = {}
    for door in doors:
        for kind, garbage in GARBAGE.items():
            path = door.url(**dict.fromkeys(door.values, garbage))
            found[door.what, kind] = client.open(f"{path}?next={garbage}", method=door.method, headers=token)

    wrong = {where: answer.status for where, answer in found.items() if answer.status_code >= 500}
    assert wrong == {}
    assert {answer.headers.get("Set-Cookie", "").partition("=")[0] for answer in found.values()} <= {"", "trainer"}
    assert facts(clinic) == before


def test_a_wrong_method_is_refused_in_words(
    app: Flask, doors: tuple[Address, ...], clinic: Database, signed_in: As
) -> None:
    client, before, rules = signed_in(MAREN), facts(clinic), app.url_map.bind("localhost")
    token = {"X-CSRFToken": csrf_token(client)}
    allowed: dict[str, set[str]] = {}
    for door in doors:
        allowed.setdefault(door.url(), set()).add(door.method)
    found = {
        (method, url): client.open(url, method=method, headers=token)
        for url, methods in allowed.items()
        for method in METHODS - methods
        if not rules.test(unquote(url), method)  # another address that is spelt alike
    }

    assert {(*where, answer.status_code) for where, answer in found.items() if answer.status_code != 405} == set()
    assert all("This is not done that way" in answer.get_data(as_text=True) for answer in found.values())
    assert facts(clinic) == before


def test_somebody_elses_things_are_not_there(app: Flask, clinic: Database, signed_in: As) -> None:
    hers = addresses(app, things_of(clinic, IDA, cohort=DAY))
    client, before = signed_in(MAREN), facts(clinic)
    token = {"X-CSRFToken": csrf_token(client)}
    found = {
        door.url(): client.open(door.url(), method=door.method, headers=token).status_code
        for door in hers
        if {"attempt_id", "enrolment_id", "cohort_id", "ended"} & door.values.keys()
    }

    # Where her role ends, the gate answers before anything is looked for.
    assert found == {url: 403 if url.startswith("/supervise/") else 404 for url in found}
    assert set(found.values()) == {403, 404}
    assert facts(clinic) == before


def test_another_course_is_not_there(app: Flask, clinic: Database, signed_in: As) -> None:
    elsewhere = addresses(app, {**things_of(clinic, MAREN), "course": "harbour"})
    client, before = signed_in(MAREN), facts(clinic)
    token = {"X-CSRFToken": csrf_token(client)}
    found = {
        door.what: client.open(door.url(), method=door.method, headers=token).status_code
        for door in elsewhere
        if "course" in door.values
    }
    for_staff = {door.what for door in elsewhere if door.rule.startswith(("/author/", "/review/"))}
    for_staff |= {"GET evaluations.results", "GET marking.agreement"}

    expected = {what: 403 if what in for_staff else 404 for what in found}
    assert {what: status for what, status in found.items() if status != expected[what]} == {}
    assert len(found) > 12
    assert facts(clinic) == before
