"""What the database refuses is told without the values, since logs hold no addresses and no answers."""

import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.people import Person

WRITTEN = {"words": "what Mara wrote"}
"""Values stand here, since a traceback shows the lines of the program that it passed."""

ON_POSTGRESQL = pytest.mark.parametrize("templates", ["postgresql"], indirect=True)


def person() -> Person:
    moment = datetime(2026, 9, 14, tzinfo=UTC)
    return Person(name="Mara Lindqvist", address="mara@example.org", email_key="mara@example.org", created_at=moment)


def logged(error: BaseException) -> str:
    """All that a log holds of an error, with the errors that led to it."""
    return logging.Formatter().formatException((type(error), error, error.__traceback__))


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    with database.writing() as session:
        add(session, person())
        with pytest.raises(IntegrityError) as error:
            add(session, person())

    told = logged(error.value)
    assert "Mara Lindqvist" not in told
    assert "mara@example.org" not in told
    assert "INSERT INTO person" in told
    assert "email_key" in told


def test_a_row_that_breaks_a_rule_is_not_repeated(database: Database) -> None:
    with pytest.raises(DBAPIError) as error, database.writing() as session:
        session.execute(
            text("INSERT INTO person (id, name, is_active, created_at) VALUES (:id, :name, NULL, :at)"),
            {"id": "6f9619ff-8b86-4011-b42d-00c04fc964ff", "name": "Mara Lindqvist", "at": "2026-09-14 09:00:00"},
        )

    told = logged(error.value)
    assert "Mara Lindqvist" not in told
    assert "is_active" in told


@ON_POSTGRESQL
def test_a_value_of_the_wrong_kind_is_not_repeated(database: Database) -> None:
    with pytest.raises(DBAPIError) as error, database.writing() as session:
        session.execute(text("SELECT CAST(:words AS uuid)"), WRITTEN)

    told = logged(error.value)
    assert "what Mara wrote" not in told
    assert "InvalidTextRepresentation" in told


@ON_POSTGRESQL
def test_a_page_tells_no_values_either(database: Database) -> None:
    with pytest.raises(DBAPIError) as error, database.reading() as session:
        session.execute(text("SELECT CAST(:words AS integer)"), WRITTEN)

    assert "what Mara wrote" not in logged(error.value)
