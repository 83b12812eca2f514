"""A database reaches the newest schema whole, or stays as it was."""

from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from tests.support.databases import Templates
from tests.support.next_migration import scripts_with
from tests.support.one_row_each import fill_every_table
from trainer.storage import migrating
from trainer.storage.database import Database
from trainer.storage.version import newest_version, version_of

FAILS_HALF_WAY = """op.create_table("left_over", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("lease") as batch:
        batch.add_column(sa.Column("left_over", sa.Text(), nullable=True))
    op.execute("DELETE FROM lease")
    raise RuntimeError("the power went out")"""

BREAKS_REFERENCES = 'op.execute("DELETE FROM session"); op.execute("DELETE FROM person")'


def what_it_holds(database: Database) -> dict[str, tuple[object, ...]]:
    """Every table with its columns, triggers with their words, and how many rows there are."""
    found: dict[str, tuple[object, ...]] = {}
    look = inspect(database.reader)
    with database.reader.connect() as connection:
        for table in look.get_table_names():
            columns = tuple(column["name"] for column in look.get_columns(table))
            count = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
            found[table] = (columns, count)
        triggers = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
            "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
        }
        found["triggers"] = tuple(connection.exec_driver_sql(triggers[database.reader.dialect.name]).scalars())
    return found


def test_a_new_database_agrees_with_the_models(database: Database) -> None:
    assert migrating.differences(database) == []


def test_an_empty_database_has_no_version(templates: Templates) -> None:
    database = templates.empty()
    assert version_of(database) is None
    migrating.upgrade(database)
    assert version_of(database) == newest_version()


def test_upgrading_the_newest_changes_nothing(templates: Templates) -> None:
    database = templates.get("one row in every table", fill_every_table)
    before = what_it_holds(database)
    migrating.upgrade(database)
    assert what_it_holds(database) == before


def test_a_failing_migration_leaves_nothing_behind(templates: Templates, tmp_path: Path) -> None:
    database = templates.get("one row in every table", fill_every_table)
    before = what_it_holds(database)
    with pytest.raises(RuntimeError, match="the power went out"):
        migrating.upgrade(database, scripts=scripts_with(tmp_path, FAILS_HALF_WAY))
    assert what_it_holds(database) == before
    assert version_of(database) == newest_version()


def test_a_first_upgrade_that_fails_leaves_the_database_empty(templates: Templates, tmp_path: Path) -> None:
    database = templates.empty()
    with pytest.raises(RuntimeError, match="the power went out"):
        migrating.upgrade(database, scripts=scripts_with(tmp_path, FAILS_HALF_WAY))
    assert inspect(database.reader).get_table_names() == []


def test_a_migration_that_would_break_references_is_undone(templates: Templates, tmp_path: Path) -> None:
    database = templates.get("one row in every table", fill_every_table)
    before = what_it_holds(database)
    with pytest.raises((ValueError, IntegrityError), match=r"would break \d+ references|violates foreign key"):
        migrating.upgrade(database, scripts=scripts_with(tmp_path, BREAKS_REFERENCES))
    assert what_it_holds(database) == before


def test_the_index_of_the_search_follows_a_table_that_a_migration_made_anew(
    templates: Templates, tmp_path: Path
) -> None:
    database = templates.get("one row in every table", fill_every_table)
    how = "always" if database.writer.dialect.name == "sqlite" else "never"
    add = 'batch.add_column(sa.Column("added_later", sa.Text(), nullable=True))'
    again = f'with op.batch_alter_table("passage", recreate="{how}") as batch:\n        {add}'
    migrating.upgrade(database, scripts=scripts_with(tmp_path, again))

    find = {
        "sqlite": "SELECT count(*) FROM passage_index WHERE passage_index MATCH 'troche'",
        "postgresql": "SELECT count(*) FROM passage WHERE vector @@ 'troche'::tsquery",
    }[database.writer.dialect.name]
    counts = []
    for change in (
        "UPDATE passage SET text = 'none'",
        "UPDATE passage SET text_stems = 'troche'",
        "DELETE FROM passage",
    ):
        with database.writer.begin() as connection:
            connection.exec_driver_sql(change)
            counts.append(connection.exec_driver_sql(find).scalar_one())
    assert counts == [0, 1, 0]
