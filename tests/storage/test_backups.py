"""Backups: whole, of one moment, and taken back by either kind of database."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests.support import clinic as small_clinic
from tests.support.databases import Templates, url_of
from trainer.storage.backup_file import BackupReader, BadBackup
from trainer.storage.copying import Step, back_up, kept_tables
from trainer.storage.database import Database, open_database
from trainer.storage.migrating import upgrade
from trainer.storage.people import Person
from trainer.storage.replacing import InUse, Occupied, replace
from trainer.storage.version import version_of

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, templates_of: Callable[[str], Templates]) -> Iterator[Templates]:
    """Databases of either kind to restore into, whatever kind the backup came from."""
    templates = templates_of(request.param)
    yield templates
    templates.take_back()


def test_either_kind_of_database_takes_back_what_either_had(
    clinic: Database, elsewhere: Templates, tmp_path: Path
) -> None:
    file = backed_up(clinic, tmp_path)
    other = elsewhere.empty()

    rows, kept = restored(url_of(other), file)

    assert kept is None
    assert rows == sum(len(each) for each in everything(clinic).values())
    assert everything(reopened(other)) == everything(clinic)


def test_what_was_restored_refuses_changes_of_facts_as_before(
    clinic: Database, elsewhere: Templates, tmp_path: Path
) -> None:
    other = elsewhere.empty()
    restored(url_of(other), backed_up(clinic, tmp_path))

    with pytest.raises(DBAPIError, match="append-only"), reopened(other).writing() as session:
        session.execute(text("DELETE FROM audit_entry"))


def test_a_backup_is_of_one_moment_while_others_write(clinic: Database, tmp_path: Path) -> None:
    people = len(everything(clinic)["person"])
    steps = back_up(clinic, tmp_path / "copy", AT)
    next(steps)
    with clinic.writing() as session:
        session.execute(insert(Person).values(name="Late", created_at=AT))
        session.commit()

    rows = dict(steps)

    assert rows["person"] == people


def test_a_database_with_records_is_kept_unless_told_otherwise(clinic: Database, tmp_path: Path) -> None:
    file = backed_up(clinic, tmp_path)
    before = everything(clinic)

    with pytest.raises(Occupied):
        restored(url_of(clinic), file)

    assert everything(clinic) == before


def test_told_to_a_restore_undoes_what_came_after_the_backup(clinic: Database, tmp_path: Path) -> None:
    file, before = backed_up(clinic, tmp_path), everything(clinic)
    with clinic.writing() as session:
        session.execute(insert(Person).values(name="Late", created_at=AT))
        session.commit()
    clinic.close()

    _rows, kept = restored(url_of(clinic), file, overwrite=True)

    assert everything(reopened(clinic)) == before
    if clinic.writer.dialect.name == "sqlite":
        assert kept is not None
        old = open_database(f"sqlite:///{kept}")
        assert "Late" in [row[1] for row in everything(old)["person"]]
        old.close()


def test_a_new_database_that_nobody_has_used_takes_a_backup(
    clinic: Database, templates: Templates, tmp_path: Path
) -> None:
    unused = templates.get("newest")

    restored(url_of(unused), backed_up(clinic, tmp_path))

    assert everything(reopened(unused)) == everything(clinic)


def test_a_backup_of_an_older_schema_is_brought_up_to_this_one(
    clinic: Database, templates: Templates, tmp_path: Path
) -> None:
    first = templates.empty()
    upgrade(first, "0001")
    older = {name: {each["name"] for each in inspect(first.reader).get_columns(name)} for name in names(first)}
    file = backed_up(clinic, tmp_path)
    as_if_made_with(file, "0001", older)
    other = templates.empty()

    restored(url_of(other), file)

    assert version_of(reopened(other)) == version_of(clinic)
    assert everything(reopened(other)) == everything(clinic)


@pytest.mark.parametrize("harm", ["cut short", "a row changed", "a row gone", "no zip at all", "another format"])
def test_a_harmed_backup_changes_nothing(clinic: Database, templates: Templates, tmp_path: Path, harm: str) -> None:
    file = backed_up(clinic, tmp_path)
    spoil(file, harm)
    other = templates.empty()

    with pytest.raises(BadBackup):
        restored(url_of(other), file)

    assert names(reopened(other)) == []


def test_a_postgresql_database_that_others_are_using_is_left_alone(
    templates_of: Callable[[str], Templates], tmp_path: Path
) -> None:
    templates = templates_of("postgresql")
    used = small_clinic.clinic(templates)
    file, before = backed_up(used, tmp_path), everything(used)
    with used.writing() as session:
        session.execute(text("LOCK TABLE person IN ACCESS SHARE MODE"))
        with pytest.raises(InUse, match="stop 'trainer serve'"):
            restored(url_of(used), file, overwrite=True)

    assert everything(used) == before
    templates.take_back()


def backed_up(database: Database, folder: Path) -> Path:
    """A backup of a database."""
    for _ in back_up(database, folder / "copy", AT):
        pass
    return folder / "copy"


def restored(url: str, file: Path, *, overwrite: bool = False) -> tuple[int, Path | None]:
    """Put a backup into a database."""

    def count(steps: Iterable[Step]) -> int:
        return sum(rows for _, rows in steps)

    with BackupReader(file) as backup:
        return replace(url, backup, AT, count, overwrite=overwrite)


def reopened(database: Database) -> Database:
    """The database by its address anew, since the file may be another one now."""
    database.close()
    return database


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that a backup holds."""
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in kept_tables()
        }


def names(database: Database) -> list[str]:
    """The tables of a database."""
    return inspect(database.reader).get_table_names()


def as_if_made_with(file: Path, schema: str, columns: Mapping[str, set[str]]) -> None:
    """Leave out what a program with another schema would not have written."""
    parts = parts_of(file)
    manifest = json.loads(parts["manifest.json"])
    manifest["schema"] = schema
    manifest["tables"] = [each for each in manifest["tables"] if each["name"] in columns]
    for table in manifest["tables"]:
        path = f"tables/{table['name']}.jsonl"
        kept = [place for place, (name, _) in enumerate(table["columns"]) if name in columns[table["name"]]]
        rows = [json.loads(line) for line in parts[path].splitlines()]
        parts[path] = b"".join(json.dumps([row[place] for place in kept]).encode() + b"\n" for row in rows)
        table["columns"] = [table["columns"][place] for place in kept]
        table["sha256"] = hashlib.sha256(parts[path]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()
    write_parts(file, parts)


def parts_of(file: Path) -> dict[str, bytes]:
    """The files within a backup."""
    with zipfile.ZipFile(file) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def write_parts(file: Path, parts: Mapping[str, bytes]) -> None:
    """Write a backup with these files."""
    with zipfile.ZipFile(file, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)


def spoil(file: Path, harm: str) -> None:
    """Harm a backup."""
    if harm == "cut short":
        file.write_bytes(file.read_bytes()[:-400])
        return
    if harm == "no zip at all":
        file.write_bytes(b"not a backup")
        return
    parts = parts_of(file)
    person = "tables/person.jsonl"
    match harm:
        case "a row changed":
            parts[person] = parts[person].replace(b"Maren", b"Marie")
        case "a row gone":
            parts[person] = parts[person].partition(b"\n")[2]
        case "another format":
            parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), "format": 99}).encode()
    write_parts(file, parts)
