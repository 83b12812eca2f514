"""Erasing a kind of somebody's record removes its words from every byte, and leaves all others."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from tests.support.databases import Templates
from tests.support.own_texts import fill_with_own_texts, owned_columns, person_of, secret_of
from trainer.curriculum.retention import RecordKind
from trainer.ids import SYSTEM
from trainer.storage.copying import back_up
from trainer.storage.database import Database
from trainer.storage.erasing import erase_kinds, leave_no_trace
from trainer.storage.people import Words

AT: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COLUMNS: Final = {
    RecordKind.TRAINING: {
        "certificate.text_id",
        "certificate.signature_id",
        "certificate.nevertheless_id",
        "certificate_change.text_id",
    },
    RecordKind.SUPERVISION: {
        "accommodation.text_id",
        "appeal.text_id",
        "appeal_decision.text_id",
        "encounter.text_id",
        "encounter_withdrawal.text_id",
        "erasure_decision.text_id",
        "excusal.text_id",
        "grant.text_id",
        "marking.text_id",
        "placement.text_id",
        "remark.text_id",
        "sign_off.text_id",
        "supervisor_note.text_id",
        "withdrawal.text_id",
    },
    RecordKind.PRACTICUM: {"overruled_warning.text_id"},
    RecordKind.WRITTEN: {
        "answer.text_id",
        "check_answer.text_id",
        "recall.text_id",
        "comment.quote_id",
        "comment.text_id",
        "comment_reply.text_id",
        "entry.text_id",
        "reflection_reply.text_id",
    },
    RecordKind.UPLOADS: set(),
    RecordKind.EVALUATION: {"evaluation.text_id"},
    RecordKind.OWN: {"account_change.text_id"},
    RecordKind.TRACES: set(),
}


@pytest.fixture
def filled(templates: Templates) -> Database:
    """A database in which one person's record has a text of its own in every column."""
    return templates.get("own texts", fill_with_own_texts)


def test_every_column_is_of_one_kind() -> None:
    assert sorted(column for columns in COLUMNS.values() for column in columns) == list(owned_columns())


@pytest.mark.parametrize("kind", RecordKind)
def test_a_kind_is_erased_and_no_other(filled: Database, kind: RecordKind, tmp_path: Path) -> None:
    person_id = person_of(filled)
    assert found_in(filled, tmp_path / "before") == set(owned_columns())

    with filled.writing() as session:
        erase_kinds(session, person_id, {kind})
        session.commit()
    assert leave_no_trace(filled)

    assert found_in(filled, tmp_path / "after") == set(owned_columns()) - COLUMNS[kind]
    with filled.reading() as session:
        salts = session.execute(select(Words.words, Words.salt).where(Words.kind == "any")).all()
    assert all((row.words is None) == (row.salt is None) for row in salts)


def test_the_record_of_somebody_else_stays(filled: Database, tmp_path: Path) -> None:
    with filled.writing() as session:
        erase_kinds(session, SYSTEM, set(RecordKind))
        session.commit()
    assert found_in(filled, tmp_path / "after") == set(owned_columns())


def found_in(database: Database, backup: Path) -> set[str]:
    """The columns whose text stands in any byte: of the file and its log on SQLite, of a fresh backup on both."""
    for _ in back_up(database, backup, AT):
        pass
    with zipfile.ZipFile(io.BytesIO(backup.read_bytes())) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    if database.writer.dialect.name == "sqlite":
        file = Path(str(database.writer.url.database))
        everything += b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    return {column for column in owned_columns() if secret_of(column).encode() in everything}
