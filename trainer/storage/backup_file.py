"""The file of a backup: every row of every table as lines of text, which any database can take back."""

# A zip file, so that it can be opened without this program. `tables/<name>.jsonl` holds a row in each line, as a list
# in the order of the columns that `manifest.json` names. The manifest is written last: a file cut short has none.

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"

KINDS: Final[Mapping[str, type]] = {
    "uuid": UUID,
    "moment": datetime,
    "date": date,
    "bytes": bytes,
    "flag": bool,
    "number": int,
    "text": str,
}
"""What a column can hold, by the word that names it in a manifest."""


class BadBackup(ValueError):
    """The file is no backup, or not whole; the words say which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table of a backup: its columns as (name, kind), the number of its rows, the SHA-256 of its lines."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: the schema it was made with, when, and its tables in the order of their references."""

    schema: str
    made_at: datetime
    tables: tuple[TableEntry, ...]


class BackupWriter:
    """Writes a backup table by table. Used as a context; the manifest is written when it ends well."""

    def __init__(self, path: Path, schema: str, made_at: datetime) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._schema, self._made_at = schema, made_at
        self._entries: list[TableEntry] = []

    def __enter__(self) -> "BackupWriter":
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Write the manifest, unless something went wrong."""
        if kind is None:
            self._zip.writestr(_MANIFEST, _manifest_text(self._schema, self._made_at, self._entries))
        self._zip.close()
        with self._path.open("rb") as file:
            os.fsync(file.fileno())

    def table(self, name: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]]) -> int:
        """Write a table; gives the number of its rows."""
        digest, number = hashlib.sha256(), 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as file:
            for row in rows:
                line = (json.dumps([_written(value) for value in row], ensure_ascii=False) + "\n").encode()
                digest.update(line)
                file.write(line)
                number += 1
        self._entries.append(TableEntry(name=name, columns=tuple(columns), rows=number, digest=digest.hexdigest()))
        return number


class BackupReader:
    """Reads a backup. Used as a context. Raises BadBackup."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest = _manifest(self._zip.read(_MANIFEST))
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
            raise BadBackup(f"{path} is not a whole backup of this program") from error

    def __enter__(self) -> "BackupReader":
        """Begin."""
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Close the file."""
        self._zip.close()

    def rows(self, entry: TableEntry) -> Iterator[dict[str, object]]:
        """The rows of a table by column. Raises BadBackup at the end where they are not those that were written."""
        digest, number = hashlib.sha256(), 0
        try:
            with self._zip.open(f"tables/{entry.name}.jsonl") as file:
                for line in file:
                    digest.update(line)
                    number += 1
                    values = zip(entry.columns, json.loads(line), strict=True)
                    yield {name: _read(KINDS[kind], value) for (name, kind), value in values}
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise BadBackup(f"the table {entry.name} of the backup cannot be read") from error
        if (number, digest.hexdigest()) != (entry.rows, entry.digest):
            raise BadBackup(f"the table {entry.name} of the backup is not as it was written")


def _written(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            raise TypeError(f"a backup cannot hold {type(value).__name__}")


def _read(kind: type, value: object) -> object:
    if value is None or kind in (bool, int, str):
        return value
    text = str(value)
    if kind is UUID:
        return UUID(text)
    if kind is bytes:
        return base64.b64decode(text, validate=True)
    return datetime.fromisoformat(text) if kind is datetime else date.fromisoformat(text)


def _manifest_text(schema: str, made_at: datetime, entries: Iterable[TableEntry]) -> str:
    tables = [
        {"name": each.name, "columns": each.columns, "rows": each.rows, "sha256": each.digest} for each in entries
    ]
    return json.dumps({"format": FORMAT, "schema": schema, "made_at": made_at.isoformat(), "tables": tables}, indent=1)


def _manifest(written: bytes) -> Manifest:
    found = json.loads(written)
    if found["format"] != FORMAT:
        raise BadBackup(f"the backup has format {found['format']}, this program reads format {FORMAT}")
    return Manifest(
        schema=found["schema"],
        made_at=datetime.fromisoformat(found["made_at"]),
        tables=tuple(
            TableEntry(
                name=each["name"],
                columns=tuple((name, kind) for name, kind in each["columns"]),
                rows=each["rows"],
                digest=each["sha256"],
            )
            for each in found["tables"]
        ),
    )
