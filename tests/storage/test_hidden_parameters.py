"""What the database refuses is told without the values, since logs hold no addresses and no answers."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.people import Person


def person() -> Person:
    moment = datetime(2026, 9, 14, tzinfo=UTC)
    return Person(name="Mara Lindqvist", address="mara@example.org", email_key="mara@example.org", created_at=moment)


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    with database.writing() as session:
        add(session, person())
        with pytest.raises(IntegrityError) as error:
            add(session, person())
    assert "Mara Lindqvist" not in str(error.value)
    assert "INSERT INTO person" in str(error.value)
