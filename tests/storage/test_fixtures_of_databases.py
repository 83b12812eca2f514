"""The databases that tests stand on: fresh for each test, built once, on both kinds."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from tests.support.databases import Templates, url_of
from trainer.storage.database import Database
from trainer.storage.people import Person
from trainer.storage.version import newest_version, version_of


def _add_a_person(database: Database) -> None:
    with database.writing() as session:
        session.add(Person(name="Ada", created_at=datetime(2026, 11, 2, 9, tzinfo=UTC)))
        session.commit()


def _people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_database_holds_the_newest_schema_and_the_platform_alone(database: Database) -> None:
    assert version_of(database) == newest_version()
    assert _people(database) == 1


def test_what_one_copy_holds_another_does_not(templates: Templates) -> None:
    first, second = templates.get("newest"), templates.get("newest")
    _add_a_person(first)
    assert (_people(first), _people(second)) == (2, 1)


def test_a_filled_template_is_filled_once(templates: Templates) -> None:
    fillings = []

    def fill(database: Database) -> None:
        fillings.append(1)
        _add_a_person(database)

    assert [_people(templates.get("one person", fill)) for _ in range(3)] == [2, 2, 2]
    assert fillings == [1]


def test_the_next_test_has_the_compiled_statements_and_nothing_else(templates: Templates) -> None:
    before = templates.get("newest")
    _add_a_person(before)
    templates.take_back()

    after = templates.get("newest")
    assert after.writer is before.writer
    assert after.library is not before.library
    assert _people(after) == 1


def test_a_database_of_which_another_process_knows_is_nobody_elses(templates: Templates) -> None:
    known = url_of(templates.get("newest"))
    templates.take_back()

    assert url_of(templates.get("newest")) != known
