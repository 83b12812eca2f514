"""`trainer people erase` and `trainer records retention`: what goes is said first, and then goes."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Ran, Trainer
from tests.support.busy_trainee import make_busy
from tests.support.clinic import ADA, MAREN, actor_of, clinic
from tests.support.databases import Templates, url_of
from trainer.storage.database import Database
from trainer.storage.people import Person

Run = Callable[..., Ran]


@pytest.fixture
def busy(templates: Templates) -> Database:
    """The clinic, where Maren has done everything."""
    database = clinic(templates)
    make_busy(database)
    return database


@pytest.fixture
def site(trainer: Trainer, busy: Database) -> Run:
    """The command line on that database, without a mail server unless one is named."""

    def run(*words: object, **settings: str) -> Ran:
        return trainer(*words, DATABASE_URL=url_of(busy), **settings)

    return run


def test_somebody_who_asked_by_letter_is_erased_once_it_was_said_what_goes(site: Run, busy: Database) -> None:
    maren = actor_of(busy, MAREN)
    shown = site("people", "erase", MAREN, "--dry-run")
    assert "Goes: written answers and reflections" in shown.out
    assert "Stays until" in shown.out
    assert address_of(busy, maren.person_id) == MAREN

    done = site("people", "erase", MAREN)
    assert done.out.splitlines()[-1] == "Erased."
    assert address_of(busy, maren.person_id) is None
    again = site("people", "erase", MAREN)
    assert (again.status, "Nobody here has the address" in again.err) == (1, True)


def test_where_there_is_mail_it_goes_first(site: Run, busy: Database) -> None:
    maren = actor_of(busy, MAREN)
    mail = {"SMTP_URL": "smtp://127.0.0.1:1", "MAIL_FROM": "a@example.org", "BASE_URL": "http://localhost"}
    done = site("people", "erase", MAREN, **mail)
    assert "waits in the outbox" in done.out
    assert address_of(busy, maren.person_id) == MAREN


def test_an_administrator_keeps_the_role_and_the_record(site: Run) -> None:
    refused = site("people", "erase", ADA)
    assert (refused.status, "take that role away first" in refused.err) == (1, True)


def test_nothing_is_past_its_time_in_a_young_clinic(site: Run) -> None:
    assert site("records", "retention", "--dry-run").out == "Nothing is past its time.\n"
    assert site("records", "retention").out == "Nothing is past its time.\n"


def address_of(database: Database, person_id: object) -> str | None:
    with database.reading() as session:
        return session.get_one(Person, person_id).address
