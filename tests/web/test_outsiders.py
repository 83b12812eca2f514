"""Who has nothing to do with a trainee finds nothing of theirs, whatever address they try with the right ids."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.addresses import Address, addresses
from tests.support.clinic import COURSE, PASSWORD
from tests.support.databases import Templates
from tests.support.record_of_one import NAME, OWNER, SECRET, THINGS, live
from tests.support.year import ADA, DORA, SVEN
from tests.web.conftest import browser_of, csrf_token
from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting
from trainer.settings import Settings
from trainer.storage.base import Base
from trainer.storage.database import Database
from trainer.web.app import create_app

ILSE: Final = "ilse@example.org"
ROSE: Final = "rose@example.org"
OF_ANOTHER_COHORT: Final = "trainee29@example.org"
OF_THE_SAME_COHORT: Final = "trainee1@example.org"
OUTSIDERS: Final = (DORA, OF_ANOTHER_COHORT, OF_THE_SAME_COHORT, ILSE, ROSE)

OF_AUTHORS: Final = {
    "given_up_id": "a draft",
    "publication_id": "a publication",
    "review_id": "a clinical review",
    "draft_id": "a reviewer's comment on a text",
    "import_id": "a list that an administrator uploaded; no gate but theirs leads to it",
}
"""Arguments that name things which are part of nobody's record, or which administrators alone open."""
TOLD_TO_AUTHORS: Final = "author_comments."
"""Where an instructor reads what readers told the authors of a course, which is meant for them."""
NOT_OPEN_TODAY: Final = {
    "comments.new_on_question": "its question is named by a code of the attempt",
    "ledger.new_in_place": "the entry is countersigned",
    "supervised_certificates.pdf_of": "no PDF has been made",
}
"""What nobody finds of the trainee's things as they stand."""
PLAIN: Final = {"course": COURSE, "slug": "routes", "competency": "consent", "about": "encounter"}
"""What fills the other arguments of addresses."""
FILLED_IN: Final = {
    "reason": "There is a reason.",
    "words": "There are words.",
    "seen": "0",
    "decision": "accepted",
    "level": "2",
    "attempts": "1",
    "item": "quiz:begin",
    "name": "Somebody Else",
    "signed_by": "Somebody Else",
    "minutes": "60",
    "title": "A meeting",
    "held_on": "2026-01-05",
    "kind": "unclear",
    "slug": "routes",
    "role": "trainee",
    "tier": "mentor",
}


@pytest.fixture
def lived(templates_of: Callable[[str], Templates]) -> Iterator[Database]:
    """A clinic in which one trainee has a thing of every kind in their record."""
    templates = templates_of("sqlite")
    yield templates.get("a record of one", _live)
    templates.take_back()


@pytest.fixture
def app(lived: Database) -> Flask:
    """The application on it."""
    return create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), lived)


def test_every_id_in_an_address_is_of_a_thing_that_is_there(app: Flask, lived: Database) -> None:
    unknown = {
        f"{address.what}: {name}"
        for address in addresses(app, {})
        for name in _ids(address)
        if name not in OF_AUTHORS and _thing(lived, address, name) is None
    }
    assert unknown == set()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_finds_nothing_and_changes_nothing(app: Flask, lived: Database, who: str) -> None:
    client = browser_of(app, lived, who)
    token, before = csrf_token(client), _everything(lived)

    tried = [each for each in _of_one(app, lived) if who != ILSE or not each.endpoint.startswith(TOLD_TO_AUTHORS)]
    answers = {address.what: _answer(client, address, token) for address in tried}

    opened = {what: status for what, (status, _) in answers.items() if status not in (403, 404)}
    told = {what for what, (_, words) in answers.items() if NAME in words or SECRET in words}
    assert (opened, told) == ({}, set())
    after = _everything(lived)
    assert {table for table in before if before[table] != after[table]} == set()


def test_whose_things_they_are_and_who_supervises_them_do_find_them(app: Flask, lived: Database) -> None:
    seen = set()
    for who in (OWNER, SVEN, ADA):
        client = browser_of(app, lived, who)
        for address in _of_one(app, lived):
            if address.method == "GET" and client.get(address.url()).status_code in (200, 303):
                seen.add(address.endpoint)
    wanted = {address.endpoint for address in _of_one(app, lived) if address.method == "GET"}
    assert wanted - seen == set(NOT_OPEN_TODAY)


def _live(database: Database) -> None:
    live(database)
    for address, name, role in ((ILSE, "Ilse Dorn", RoleName.INSTRUCTOR), (ROSE, "Rose Eck", RoleName.REVIEWER)):
        now = clock.now(ZoneInfo("UTC"))
        token = inviting.invite(database, PLATFORM, address, role, course=None, cohort=None, now=now)
        inviting.accept(database, token, name, PASSWORD, "a test", now)


def _of_one(app: Flask, database: Database) -> list[Address]:
    """Every address with an id of one of the trainee's things."""
    found = []
    for address in addresses(app, PLAIN):
        ids = {name: str(_thing(database, address, name)) for name in _ids(address) if name not in OF_AUTHORS}
        if ids:
            found.append(replace(address, values={**address.values, **ids}))
    return found


def _ids(address: Address) -> list[str]:
    return re.findall(r"<uuid:(\w+)>", address.rule)


def _thing(database: Database, address: Address, name: str) -> object:
    """The id of a thing of the trainee's, or None where none is known for the argument."""
    part = address.endpoint.partition(".")[0].removeprefix("supervised_")
    wanted = THINGS.get(f"{part} {name}", THINGS.get(name))
    if wanted is None:
        return None
    with database.reading() as session:
        return session.scalars(wanted).first()


def _answer(client: FlaskClient, address: Address, token: str) -> tuple[int, str]:
    sent = {**FILLED_IN, "csrf_token": token}
    answer = client.get(address.url()) if address.method == "GET" else client.post(address.url(), data=sent)
    return answer.status_code, answer.get_data().decode(errors="replace")


def _everything(database: Database) -> Mapping[str, list[str]]:
    """Every row of every table."""
    with database.reading() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
