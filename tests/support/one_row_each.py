"""Fills a database of whatever schema version with one row in every table."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)

from trainer.storage.database import Database
from trainer.storage.passages_index import is_of_models

# What a check constraint asks for; any other column takes whatever its type allows, or nothing.
_ASKED_FOR: dict[str, Any] = {
    "accommodation.attempts": 1,
    "accommodation.time_factor": 150,
    "account_change.kind": "name",
    "address_link.kind": "back",
    "appeal_decision.decision": "upheld",
    "bulk_import.body": "[]",
    "bulk_import.kind": "people",
    "bulk_import_item.act": "made",
    "certificate_change.kind": "revoked",
    "certificate_pdf.size": "a4",
    "comment.kind": "unclear",
    "comment_reply.act": "settled",
    "correction.policy": "both",
    "encounter.setting": "live",
    "erasure_decision.decision": "granted",
    "evaluation.occasion": "after",
    "grant.attempts": 1,
    "mail_choice.rhythm": "weekly",
    "marking.turn": "first",
    "outbox.state": "waiting",
    "passage.kind": "section",
    "placement.kind": "joined",
    "preference.line_width": "wide",
    "preference.motion": "reduced",
    "preference.text_size": "large",
    "preference.theme": "dark",
    "publication.change": "typo",
    "publication.state": "waiting",
    "rating.level": 1,
    "reading.kind": "opened",
    "recall.kind": "left",
    "remark.about": "entry",
    "redaction.kind": "words",
    "redaction.reason": "other",
    "reflection_draft.tier": "mentor",
    "review.decision": "returned",
    "review_reminder.kind": "soon",
    "revision.origin": "folder",
    "revision.source": b"# Routes",
    "role.name": "trainee",
    "sign_off.decision": "accepted",
}
_NOT_NULL_HERE = {"outbox.person_id", "overruled_warning.entry_id", "rules_in_force.cohort_id"}


def fill_every_table(database: Database) -> None:
    """Add one row to each table, reading what its columns are from the database itself."""
    schema = MetaData()
    schema.reflect(database.writer, only=lambda name, _: is_of_models(name, "table", {}))
    made: dict[Column[Any], Any] = {}
    with database.writer.begin() as connection:
        for table in schema.sorted_tables:
            if table.name != "alembic_version":
                row = {column.name: value_of(table, column, made) for column in table.columns if not column.computed}
                connection.execute(table.insert().values(row))
                made |= {table.columns[name]: value for name, value in row.items()}


def value_of(table: Table, column: Column[Any], made: dict[Column[Any], Any]) -> Any:
    """An example of what a column holds; what it refers to is among the rows made before."""
    name = f"{table.name}.{column.name}"
    if name in _ASKED_FOR:
        return _ASKED_FOR[name]
    if column.nullable and name not in _NOT_NULL_HERE:
        return None
    for key in column.foreign_keys:
        return made[key.column]
    match column.type:
        case Uuid():
            return uuid4()
        case CHAR():  # what a UUID is on SQLite
            return uuid4().hex
        case DateTime(timezone=is_zoned):
            at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
            return at if is_zoned else at.replace(tzinfo=None)
        case Date():
            return date(2026, 11, 2)
        case Boolean():
            return False
        case Integer() | BigInteger():
            return 1
        case LargeBinary():
            return b"bytes"
        case Text():
            return column.name
        case other:
            raise TypeError(f"{name} is of type {other!r}, of which tests/support/one_row_each.py knows no example")
