"""Adding a row once tells whether it was added, on every kind of database."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import select

from trainer.storage.adding import add_once
from trainer.storage.content import CourseRow, Rendering
from trainer.storage.database import Database

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def test_a_row_is_added_once_by_any_of_its_unique_columns(database: Database) -> None:
    first, second = uuid4(), uuid4()
    with database.writing() as session:
        assert add_once(session, CourseRow, id=first, slug="tiny", created_at=AT)
        assert not add_once(session, CourseRow, id=second, slug="tiny", created_at=AT)
        assert not add_once(session, CourseRow, id=first, slug="other", created_at=AT)
        session.commit()

    with database.reading() as session:
        assert session.execute(select(CourseRow.id, CourseRow.slug)).all() == [(first, "tiny")]


def test_a_row_without_an_id_is_added_once_too(database: Database) -> None:
    with database.writing() as session:
        assert add_once(session, Rendering, key="a", body="first")
        assert not add_once(session, Rendering, key="a", body="second")
        assert session.scalar(select(Rendering.body)) == "first"
