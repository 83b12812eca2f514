"""What the code relies on, the database holds too."""

from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from tests.support.databases import Templates
from tests.support.one_row_each import fill_every_table
from trainer.storage.database import Database
from trainer.storage.schema import metadata


@pytest.fixture
def filled(templates: Templates) -> Database:
    return templates.get("one row in every table", fill_every_table)


def add_another(database: Database, name: str, instead: dict[str, object]) -> None:
    """Add a table's only row once more, with another id and with what is given instead."""
    table = metadata.tables[name]
    with database.writer.begin() as connection:
        row = connection.execute(table.select()).mappings().one()
        connection.execute(table.insert().values({**row, "id": uuid4(), **instead}))


@pytest.mark.parametrize("table", ["course", "cohort", "document", "enrolment", "text"])
def test_what_a_fact_refers_to_cannot_be_removed(filled: Database, table: str) -> None:
    with pytest.raises(IntegrityError), filled.writer.begin() as connection:
        connection.exec_driver_sql(f'DELETE FROM "{table}"')


def test_a_row_cannot_refer_to_what_does_not_exist(filled: Database) -> None:
    with pytest.raises(IntegrityError):
        add_another(filled, "document", {"course_id": uuid4()})


@pytest.mark.parametrize(
    "table",
    [
        "attempt",
        "answer",
        "submission",
        "score",
        "reading",
        "completion",
        "edition",
        "revision",
        "enrolment",
        "comment",
        "comment_reply",
        "entry",
        "accommodation",
        "excusal",
        "placement",
        "supervisor_note",
        "sign_off",
    ],
)
def test_two_rows_never_have_one_number(filled: Database, table: str) -> None:
    with pytest.raises(IntegrityError):
        add_another(filled, table, {})


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("reading", {"section": "another", "kind": "skimmed"}),
        ("revision", {"number": 2, "source": None}),
        ("revision", {"number": 2, "blob_digest": "digest"}),
        ("revision", {"number": 2, "change": "small"}),
        ("revision", {"number": 2, "origin": "mail"}),
        ("rules_in_force", {"number": 2, "cohort_id": None}),
        ("grant", {"number": 2, "attempts": 0}),
        ("placement", {"number": 2, "kind": "flew"}),
        ("placement", {"number": 2, "kind": "paused"}),
        ("grant", {"number": 2, "attempts": 11}),
        ("accommodation", {"number": 2, "time_factor": 99}),
        ("accommodation", {"number": 2, "attempts": 11}),
        ("accommodation", {"number": 2, "time_factor": 100, "attempts": 0, "closes_on": None}),
        ("comment", {"number": 2, "kind": "praise"}),
        ("comment", {"number": 2, "kind": "question"}),
        ("comment_reply", {"number": 2, "act": "praised"}),
        ("comment_reply", {"number": 2, "act": "answered"}),
        ("entry", {"number": 2, "minutes": 0}),
        ("entry", {"number": 2, "tier": "everybody"}),
        ("sign_off", {"number": 2, "decision": "signed"}),
        ("evaluation", {"occasion": "before"}),
        ("sign_off", {"number": 2, "decision": "withdrawn"}),
        ("sign_off", {"number": 2, "level": 4}),
        ("role", {"scope": "site", "name": "owner"}),
        ("outbox", {"message_id": "another", "state": "lost"}),
        ("outbox", {"message_id": "another", "person_id": None}),
    ],
)
def test_a_value_outside_its_list_is_refused(filled: Database, table: str, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        add_another(filled, table, wrong)


def test_constraints_have_names_so_that_a_migration_can_change_them() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
