"""Facts and what was published are added, never changed, on both databases and after every migration."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from tests.support.databases import Templates
from tests.support.next_migration import scripts_with
from tests.support.one_row_each import fill_every_table
from trainer.storage import migrating
from trainer.storage.append_only import append_only_tables
from trainer.storage.database import Database
from trainer.storage.passages_index import is_of_models

TABLES = append_only_tables()

GIVE_EACH_A_COLUMN = """how = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in {tables}:
        with op.batch_alter_table(table, recreate=how) as batch:
            batch.add_column(sa.Column("added_later", sa.Text(), nullable=True))"""


@pytest.fixture
def filled(templates: Templates) -> Database:
    return templates.get("one row in every table", fill_every_table)


def changes(engine: Engine, table: str) -> Iterator[str]:
    """Every way in SQL to change or remove a row that stands."""
    keys = inspect(engine).get_pk_constraint(table)["constrained_columns"]
    key = f'"{keys[0]}"'
    again = f'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE true ON CONFLICT'
    names = ", ".join(f'"{name}"' for name in keys)
    yield f'UPDATE "{table}" SET {key} = {key}'
    yield f'DELETE FROM "{table}"'
    yield f"{again} ({names}) DO UPDATE SET {key} = excluded.{key}"
    if engine.dialect.name == "sqlite":
        yield f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'
        yield f'REPLACE INTO "{table}" SELECT * FROM "{table}"'
        yield f'UPDATE OR REPLACE "{table}" SET {key} = {key}'
    else:
        yield f'TRUNCATE "{table}" CASCADE'


def rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]


def assert_refuses_every_change(database: Database, table: str) -> None:
    before = rows(database.reader, table)
    assert len(before) == 1
    for change in changes(database.reader, table):
        with pytest.raises(DBAPIError, match=rf"\b{table} is append-only"), database.writer.begin() as connection:
            connection.exec_driver_sql(change)
    assert rows(database.reader, table) == before


HAPPENED = (
    "accommodation",
    "account_change",
    "answer",
    "answer_to_mark",
    "appeal",
    "appeal_decision",
    "attempt",
    "audit_entry",
    "blob",
    "case_choice",
    "case_run",
    "certificate",
    "certificate_change",
    "check_answer",
    "client_code",
    "comment",
    "comment_reply",
    "completion",
    "correction",
    "edition",
    "edition_item",
    "encounter",
    "encounter_withdrawal",
    "entry",
    "erasure",
    "erasure_decision",
    "erasure_request",
    "evaluation",
    "excusal",
    "extension",
    "grant",
    "marking",
    "overruled_warning",
    "placement",
    "rating",
    "reading",
    "reasons_shown",
    "recall",
    "redaction",
    "redaction_item",
    "reflection_reply",
    "remark",
    "reminder",
    "request",
    "retention_rule",
    "review",
    "review_comment",
    "review_reminder",
    "review_settlement",
    "review_withdrawal",
    "revision",
    "rules_in_force",
    "score",
    "setting_change",
    "sign_off",
    "submission",
    "supervisor_note",
    "withdrawal",
)


def test_the_tables_that_hold_what_happened_are_append_only() -> None:
    assert TABLES == HAPPENED


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_neither_changed_nor_replaced_nor_removed(filled: Database, table: str) -> None:
    assert_refuses_every_change(filled, table)


@pytest.mark.parametrize("templates", ["postgresql"], indirect=True)
def test_emptying_the_table_of_people_does_not_empty_the_facts_about_them(filled: Database) -> None:
    with pytest.raises(DBAPIError, match="is append-only"), filled.writer.begin() as connection:
        connection.exec_driver_sql("TRUNCATE person CASCADE")


def test_a_filled_database_of_the_first_version_refuses_changes_after_every_migration(templates: Templates) -> None:
    database = templates.empty()
    migrating.upgrade(database, "0001")
    fill_every_table(database)
    first = set(inspect(database.reader).get_table_names())
    migrating.upgrade(database)
    for table in first.intersection(TABLES):
        assert_refuses_every_change(database, table)


def test_a_migration_that_recreates_the_tables_keeps_their_rows_and_their_triggers(
    filled: Database, tmp_path: Path
) -> None:
    present = (name for name in inspect(filled.reader).get_table_names() if is_of_models(name, "table", {}))
    tables = sorted(set(present) - {"alembic_version"})
    migrating.upgrade(filled, scripts=scripts_with(tmp_path, GIVE_EACH_A_COLUMN.format(tables=tables)))

    for table in TABLES:
        assert "added_later" in {column["name"] for column in inspect(filled.reader).get_columns(table)}
        assert_refuses_every_change(filled, table)
