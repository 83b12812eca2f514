"""Writers of an SQLite database take turns by a file beside it."""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import select

from trainer.storage.database import Database, Unreachable, open_database
from trainer.storage.people import Lease
from trainer.storage.turns import turns_at


def hold(database: str, told: Connection) -> None:
    """Take a turn, and end it only when killed."""
    with turns_at(database)():
        told.send("taken")
        told.recv()


def test_the_turn_of_a_process_that_is_killed_goes_to_the_next(tmp_path: Path) -> None:
    database = str(tmp_path / "trainer.db")
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=hold, args=(database, there))
    process.start()
    assert here.recv() == "taken"

    process.kill()
    process.join()

    with turns_at(database)():
        pass


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
def test_a_writing_transaction_inside_another_is_a_mistake_that_is_told_at_once(database: Database) -> None:
    with database.writing() as outer:
        with pytest.raises(RuntimeError, match="inside another"), database.writing():
            pass
        outer.scalars(select(Lease.name)).all()
    with database.writing():
        pass


def test_a_folder_that_takes_no_files_is_told_like_a_database_that_does_not_answer(tmp_path: Path) -> None:
    (tmp_path / "trainer.db-turn").mkdir()
    database = open_database(f"sqlite:///{tmp_path / 'trainer.db'}")

    with pytest.raises(Unreachable, match="Is a directory"), database.writing():
        pass
    database.close()
