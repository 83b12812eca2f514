"""Statements that were made once give what SQLAlchemy gives, and fail as it does."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Numeric, Text, bindparam, cast, literal, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError, StatementError

from tests.support.statements import counted
from trainer.storage.database import Database
from trainer.storage.people import Person
from trainer.storage.prepared import run

SOMEBODY = UUID("5d1c7f0e-3f53-4c9e-9c0b-1d1f3f6f0a01")
ADDED_SINCE = select(
    Person.id, Person.name, Person.is_active, Person.created_at, literal("100 % of 'it'").label("words")
).where(Person.email_key == bindparam("key"), Person.created_at > bindparam("since"))


def add_somebody(database: Database) -> None:
    with database.writing() as session:
        session.add(
            Person(
                id=SOMEBODY,
                name="Zoë 100 %",
                address="zoe@example.org",
                email_key="zoe@example.org",
                password_hash="",
                is_active=True,
                created_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
            )
        )
        session.commit()


def test_rows_are_those_that_sqlalchemy_gives(database: Database) -> None:
    add_somebody(database)
    given = {"key": "zoe@example.org", "since": datetime(2026, 3, 1, 9, tzinfo=UTC)}

    with database.reading() as session:
        rows = run(session, ADDED_SINCE, **given).all()
        none = run(session, ADDED_SINCE, key="zoe@example.org", since=datetime(2026, 3, 2, tzinfo=UTC)).one_or_none()
        expected = session.execute(ADDED_SINCE, given).all()

    assert [tuple(row) for row in rows] == [tuple(row) for row in expected]
    assert (rows[0].id, rows[0].is_active, rows[0].words) == (SOMEBODY, True, "100 % of 'it'")
    assert rows[0].created_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert none is None


def test_an_action_reads_what_it_has_just_written(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE person SET name = 'Zora'"))
        row = run(session, select(Person.name).where(Person.id == bindparam("id")).limit(1), id=uuid4()).one_or_none()
        names = {each.name for each in run(session, select(Person.name))}

    assert row is None
    assert names == {"Zora"}


def test_lists_of_any_length_and_numbers_with_a_fraction_are_left_to_sqlalchemy(database: Database) -> None:
    add_somebody(database)
    named = select(Person.name).where(Person.email_key.in_(bindparam("keys", expanding=True)))
    half = select(cast(literal(0.5, Numeric(4, 2)), Numeric(4, 2)).label("half"))

    with database.reading() as session:
        assert [row.name for row in run(session, named, keys=["zoe@example.org", "a", "b"])] == ["Zoë 100 %"]
        assert run(session, named, keys=[]).all() == []
        assert float(run(session, half).scalar_one()) == 0.5


def test_a_value_that_was_forgotten_is_missed(database: Database) -> None:
    with database.reading() as session, pytest.raises((KeyError, StatementError)):
        run(session, ADDED_SINCE, key="zoe@example.org")


def test_what_the_driver_refuses_is_said_in_the_words_of_sqlalchemy(database: Database) -> None:
    gone = select(cast(literal(1), Text).label("one")).select_from(text("no_such_table"))

    with database.reading() as session, pytest.raises((OperationalError, ProgrammingError), match="no_such_table"):
        run(session, gone)


def test_whoever_counts_statements_sees_each_once(database: Database) -> None:
    with counted(database) as statements, database.reading() as session:
        run(session, ADDED_SINCE, key="", since=datetime(2026, 3, 1, tzinfo=UTC)).all()
        run(session, ADDED_SINCE, key="", since=datetime(2026, 3, 1, tzinfo=UTC)).all()

    assert len(statements) == 2
