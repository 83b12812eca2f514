"""What transactions promise: nothing is lost between processes, and a reading session changes nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.support.databases import Templates, url_of
from tests.support.one_row_each import fill_every_table
from trainer.storage.adding import lock_enrolment
from trainer.storage.database import Database, open_database
from trainer.storage.learning import Enrolment
from trainer.storage.people import Lease

UPDATES = 150
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def count_up(url: str) -> None:
    """Read an enrolment's number and write one more, again and again."""
    database = open_database(url)
    for _ in range(UPDATES):
        with database.writing() as session:
            lock_enrolment(session, session.scalars(select(Enrolment.id)).one())
            number = session.scalars(select(Enrolment.number)).one()
            session.execute(update(Enrolment).values(number=number + 1))
            session.commit()
    database.close()


def test_two_processes_that_read_and_then_write_lose_nothing(templates: Templates) -> None:
    database = templates.get("one row in every table", fill_every_table)
    processes = [get_context("spawn").Process(target=count_up, args=(url_of(database),)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    with database.reading() as session:
        assert session.scalars(select(Enrolment.number)).one() == 1 + 2 * UPDATES


def test_what_an_action_does_not_commit_is_undone(database: Database) -> None:
    with database.writing() as session:
        session.add(Lease(name="sweep", holder="one", until=AT))
        session.flush()

    with database.reading() as session:
        assert session.scalars(select(Lease.name)).all() == []


def test_a_reading_session_cannot_write(database: Database) -> None:
    row = insert(Lease).values(name="sweep", holder="one", until=AT)
    with database.reading() as session, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        session.execute(row)
    with database.reading() as session, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        session.execute(text("DELETE FROM person"))


def test_a_reader_is_not_held_up_by_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.add(Lease(name="sweep", holder="one", until=AT))
        writer.flush()
        with database.reading() as reader:
            assert reader.scalars(select(Lease.name)).all() == []
        writer.commit()

    with database.reading() as reader:
        assert reader.scalars(select(Lease.name)).all() == ["sweep"]


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
def test_sqlite_begins_a_writing_transaction_before_the_first_read(database: Database) -> None:
    another = sqlite3.connect(str(database.writer.url.database), timeout=0, isolation_level=None)
    with database.writing() as first, closing(another):
        first.scalars(select(Lease.name)).all()
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            another.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
    ],
)
def test_every_connection_to_sqlite_is_set_up_alike(database: Database, pragma: str, value: object) -> None:
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
