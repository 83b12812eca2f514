"""Large files are whole or not there at all, in the database and in a folder, through backups and moves."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from trainer.curriculum.media_pointers import Pointer, write_pointer
from trainer.storage import blob_check
from trainer.storage.adding import add_once
from trainer.storage.backup_file import BackupReader
from trainer.storage.blob_check import damaged
from trainer.storage.blobs import PART, Blobs, InDatabase, InFolder, Missing, blobs_of
from trainer.storage.content import Blob
from trainer.storage.copying import back_up
from trainer.storage.database import Database

FILM = bytes(range(256)) * 2600  # 665,600 bytes: three parts, the last one shorter
DIGEST = hashlib.sha256(FILM).hexdigest()
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def chunks(size: int = 10_000) -> Iterator[bytes]:
    """The film as it comes over a network."""
    return (FILM[start : start + size] for start in range(0, len(FILM), size))


def named(database: Database) -> None:
    """Put the film where it belongs, and give it its name."""
    blobs_of(database).put(DIGEST, chunks())
    pointer = write_pointer(Pointer(digest=DIGEST, media_type="video/mp4", size=len(FILM), width=1, height=1))
    with database.writing() as session:
        add_once(session, Blob, digest=DIGEST, content=pointer)
        session.commit()


@pytest.fixture(params=["database", "folder"])
def home(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Database:
    """A database that keeps large files itself, or in a folder."""
    return database if request.param == "database" else replace(database, media_folder=tmp_path / "media")


@pytest.mark.parametrize(
    ("start", "end"), [(0, len(FILM)), (0, 1), (PART - 1, PART + 1), (PART, 2 * PART), (600_000, len(FILM)), (5, 5)]
)
def test_any_stretch_of_a_file_is_read(home: Database, start: int, end: int) -> None:
    blobs = blobs_of(home)
    blobs.put(DIGEST, chunks())
    assert blobs.size(DIGEST) == len(FILM)
    pieces = list(blobs.read(DIGEST, start, end))
    assert b"".join(pieces) == FILM[start:end]
    assert all(len(piece) <= 4 * PART for piece in pieces)


def test_putting_a_file_twice_changes_nothing(home: Database) -> None:
    for size in (10_000, 333_333):
        blobs_of(home).put(DIGEST, chunks(size))
    assert b"".join(blobs_of(home).read(DIGEST, 0, len(FILM))) == FILM


def test_other_bytes_than_the_digest_names_are_not_kept(home: Database, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="these are not the bytes"):
        blobs_of(home).put(DIGEST, [FILM, b"more"])
    assert blobs_of(home).size(DIGEST) == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_was_broken_off_is_not_whole_and_is_completed_by_the_next(home: Database) -> None:
    def broken() -> Iterator[bytes]:
        yield FILM[: 2 * PART]
        raise OSError("the line was cut")

    with pytest.raises(OSError, match="cut"):
        blobs_of(home).put(DIGEST, broken())
    assert blobs_of(home).size(DIGEST) < len(FILM)

    blobs_of(home).put(DIGEST, chunks())
    assert b"".join(blobs_of(home).read(DIGEST, 0, len(FILM))) == FILM


def test_what_is_not_there_is_said_to_be_missing(home: Database) -> None:
    with pytest.raises(Missing, match=DIGEST):
        list(blobs_of(home).read(DIGEST, 0, 1))
    blobs_of(home).put(DIGEST, chunks())
    with pytest.raises(Missing):
        list(blobs_of(home).read(DIGEST, 0, len(FILM) + 1))
    blobs_of(home).remove(DIGEST)
    blobs_of(home).remove(DIGEST)
    assert blobs_of(home).size(DIGEST) == 0


def test_no_digest_leads_out_of_the_folder(tmp_path: Path) -> None:
    blobs: Blobs = InFolder(tmp_path)
    for digest in ("../../etc/passwd", "", "0" * 63, "G" * 64):
        with pytest.raises(ValueError, match="is no digest"):
            blobs.size(digest)


def test_files_are_read_from_the_database_until_they_are_moved(database: Database, tmp_path: Path) -> None:
    named(database)
    home = replace(database, media_folder=tmp_path)
    assert b"".join(blobs_of(home).read(DIGEST, 0, len(FILM))) == FILM

    for _ in range(2):
        moved = [was_elsewhere for _, was_elsewhere in blob_check.move(home, into_database=False)]
    assert moved == [False]
    assert (InDatabase(database).size(DIGEST), InFolder(tmp_path).size(DIGEST)) == (0, len(FILM))
    assert list(damaged(home)) == []

    assert [was_elsewhere for _, was_elsewhere in blob_check.move(home, into_database=True)] == [True]
    assert (InDatabase(database).size(DIGEST), InFolder(tmp_path).size(DIGEST)) == (len(FILM), 0)


def test_a_backup_holds_large_files_wherever_they_are(home: Database, tmp_path: Path) -> None:
    named(home)
    file = tmp_path / "backup.zip"
    list(back_up(home, file, AT))
    with BackupReader(file) as backup:
        entry = next(entry for entry in backup.manifest.tables if entry.name == "blob_part")
        rows = list(backup.rows(entry))
    assert [(row["digest"], row["number"]) for row in rows] == [(DIGEST, 0), (DIGEST, 1), (DIGEST, 2)]
    assert [row["content"] for row in rows] == [FILM[:PART], FILM[PART : 2 * PART], FILM[2 * PART :]]


def test_a_check_names_what_is_lost_or_altered(home: Database) -> None:
    named(home)
    with home.writing() as session:
        add_once(session, Blob, digest="a" * 64, content=b"not these bytes")
        session.commit()
    altered = f"blob: the file {'a' * 64} has other bytes than it had; restore a backup, or upload it again"
    assert list(damaged(home)) == [altered]

    blobs_of(home).remove(DIGEST)

    lost = f"blob: the file {DIGEST} is missing, or a part of it; restore a backup, or upload it again"
    assert list(damaged(home)) == sorted([altered, lost])


def test_a_check_finds_a_part_that_was_altered(database: Database) -> None:
    named(database)
    with database.writing() as session:
        session.execute(text("DELETE FROM blob_part WHERE number = 1"))
        session.commit()
    assert [line.partition(" is ")[2].partition(",")[0] for line in damaged(database)] == ["missing"]
