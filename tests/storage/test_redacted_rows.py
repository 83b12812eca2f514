"""The database lets a redaction change the text of the revisions that it names, once, and nothing else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.support.databases import Templates
from tests.support.one_row_each import fill_every_table
from trainer.storage.append_only import missing_triggers
from trainer.storage.content import Blob, Revision
from trainer.storage.database import Database
from trainer.storage.redactions import Redaction, RedactionItem

REDACTED = {"source": b"# \xe2\x80\xb9removed\xe2\x80\xba", "redactions": 2}
"""The row has one item of a redaction already, and was changed once for it."""
OTHERWISE: Mapping[str, object] = {
    "number": 7,
    "fingerprint": "another",
    "note": "another",
    "changed_sections": "[]",
    "origin": "browser",
    "change": "typo",
    "id": uuid4(),
}


@pytest.fixture
def filled(templates: Templates) -> Database:
    return templates.get("one row in every table", fill_every_table)


def redact(database: Database, revision_id: UUID | None = None) -> None:
    """Add a redaction with an item for a revision, or for the one that is there."""
    with database.writing() as session:
        old = session.scalars(select(Redaction)).first()
        assert old
        session.execute(insert(Redaction).values({**values(old), "id": (new := uuid4()), "number": old.number + 1}))
        revision_id = revision_id or session.scalars(select(Revision.id)).first()
        item = {"redaction_id": new, "revision_id": revision_id, "places": 1, "fingerprint": "new"}
        session.execute(insert(RedactionItem).values(item))
        session.commit()


def another_revision(database: Database) -> UUID:
    with database.writing() as session:
        old = session.scalars(select(Revision)).one()
        changed = {"id": uuid4(), "number": old.number + 1, "redactions": 0}
        session.execute(insert(Revision).values({**values(old), **changed}))
        session.commit()
        return changed["id"]  # type: ignore[return-value]  # the dictionary holds numbers too


def values(row: Any) -> dict[str, object]:  # a row of any table
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def change(database: Database, **changed: object) -> None:
    with database.writing() as session:
        session.execute(update(Revision).where(Revision.number == 1).values(**changed))
        session.commit()


def source(database: Database) -> bytes | None:
    with database.reading() as session:
        return session.scalar(select(Revision.source).where(Revision.number == 1))


def test_a_redaction_changes_the_text_of_its_revision_once(filled: Database) -> None:
    redact(filled)
    change(filled, **REDACTED)
    assert source(filled) == REDACTED["source"]
    for again in (REDACTED, {"source": b"again", "redactions": 3}, {"source": b"again"}):
        with pytest.raises(DBAPIError, match="revision is append-only"):
            change(filled, **again)


def test_without_a_redaction_no_text_is_changed(filled: Database) -> None:
    with pytest.raises(DBAPIError, match="revision is append-only"):
        change(filled, **REDACTED)


@pytest.mark.parametrize("column", sorted(OTHERWISE))
def test_a_redaction_changes_no_other_column(filled: Database, column: str) -> None:
    redact(filled)
    with pytest.raises(DBAPIError, match="revision is append-only"):
        change(filled, **REDACTED, **{column: OTHERWISE[column]})


def test_a_redaction_of_another_revision_changes_none_but_that(filled: Database) -> None:
    redact(filled, another_revision(filled))
    with pytest.raises(DBAPIError, match="revision is append-only"):
        change(filled, **REDACTED)


def test_a_redaction_counts_only_once_it_is_written_down(filled: Database) -> None:
    redact(filled)
    with pytest.raises(DBAPIError, match="revision is append-only"):
        change(filled, **{**REDACTED, "redactions": 1})


@pytest.fixture
def pictured(filled: Database) -> Database:
    """A revision whose picture was redacted."""
    with filled.writing() as session:
        old = session.scalars(select(Revision)).one()
        digest = session.scalars(select(Blob.digest)).one()
        changed = {"id": uuid4(), "number": 2, "redactions": 0, "source": None, "blob_digest": digest}
        session.execute(insert(Revision).values({**values(old), **changed}))
        session.commit()
    return filled


def empty(database: Database, content: bytes = b"") -> None:
    with database.writing() as session:
        session.execute(update(Blob).values(content=content))
        session.commit()


def test_a_picture_is_emptied_by_a_redaction_and_by_nothing_else(pictured: Database) -> None:
    with pytest.raises(DBAPIError, match="blob is append-only"):
        empty(pictured)
    with pictured.reading() as session:
        picture = session.scalar(select(Revision.id).where(Revision.number == 2))
    redact(pictured, picture)
    with pytest.raises(DBAPIError, match="blob is append-only"):
        empty(pictured, b"another picture")
    empty(pictured)
    with pictured.reading() as session:
        assert session.scalars(select(Blob.content)).one() == b""


LOOSE = {
    "sqlite": (
        "DROP TRIGGER revision_refuses_update",
        "CREATE TRIGGER revision_refuses_update BEFORE UPDATE ON revision WHEN NOT (NEW.redactions > 0) "
        "BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change_of_revision() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF; RAISE EXCEPTION 'no'; END $$",
    ),
}


def test_a_trigger_that_lets_more_through_is_not_taken_for_ours(filled: Database) -> None:
    with filled.writer.begin() as connection:
        assert list(missing_triggers(connection)) == []
        for statement in LOOSE[connection.dialect.name]:
            connection.execute(text(statement))
        missing = {table for _, table in missing_triggers(connection)}
    assert missing == {"revision"}
