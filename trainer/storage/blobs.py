"""Keeps the bytes of large files by their digest: in the database, or in a folder."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Protocol
from uuid import uuid4

from sqlalchemy import delete, func, select

from trainer.storage.adding import add_once
from trainer.storage.database import Database
from trainer.storage.uploads import BlobPart

PART: Final = 256 * 1024
"""Bytes of a row. A backup and a page hold some of them at once."""
_AT_ONCE: Final = 4  # parts that are read or written together: a megabyte
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Missing(Exception):
    """The bytes are not where they belong; the words name the digest."""


class Blobs(Protocol):
    """Where the bytes of large files are. A digest is 64 hexadecimal digits, of SHA-256."""

    def put(self, digest: str, chunks: Iterable[bytes]) -> None:
        """Keep the bytes; twice does nothing more. Raises ValueError where they are not those of the digest."""

    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` to before `end`, a megabyte at a time at most. Raises Missing."""

    def size(self, digest: str) -> int:
        """How many bytes are kept; 0 for none, fewer than there are where putting them was broken off."""

    def remove(self, digest: str) -> None:
        """Keep the bytes no longer; where there are none nothing happens."""


def blobs_of(database: Database) -> Blobs:
    """Where this installation keeps large files."""
    home = database.media or database
    inside = InDatabase(home)
    return InFolder(home.media_folder, inside) if home.media_folder else inside


class InDatabase:
    """Bytes in rows, so that one backup and one transaction log hold everything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, digest: str, chunks: Iterable[bytes]) -> None:
        """See `Blobs`. A megabyte in each transaction: nobody waits long for their own."""
        found = hashlib.sha256()
        parts = enumerate(_parts(chunks))
        while group := list(islice(parts, _AT_ONCE)):
            with self._database.writing() as session:
                for number, content in group:
                    found.update(content)
                    add_once(session, BlobPart, digest=digest, number=number, content=content)
                session.commit()
        if found.hexdigest() != digest:
            self.remove(digest)
            raise ValueError(f"these are not the bytes of {digest}")

    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        """See `Blobs`."""
        at = start
        while at < end:
            first = at // PART
            with self._database.reading() as session:
                where = (BlobPart.digest == digest, BlobPart.number >= first, BlobPart.number < first + _AT_ONCE)
                rows = session.execute(
                    select(BlobPart.number, BlobPart.content).where(*where).order_by(BlobPart.number)
                ).all()
            if [row.number for row in rows] != list(range(first, first + len(rows))) or not rows:
                raise Missing(digest)
            held = b"".join(row.content for row in rows)
            wanted = held[at - first * PART : end - first * PART]
            if not wanted:
                raise Missing(digest)
            yield wanted
            at += len(wanted)

    def size(self, digest: str) -> int:
        """See `Blobs`."""
        with self._database.reading() as session:
            size = select(func.sum(func.length(BlobPart.content))).where(BlobPart.digest == digest)
            return int(session.scalar(size) or 0)

    def remove(self, digest: str) -> None:
        """See `Blobs`."""
        with self._database.writing() as session:
            session.execute(delete(BlobPart).where(BlobPart.digest == digest))
            session.commit()


class InFolder:
    """Bytes in files, in folders by the first digits of their digests; `inside` has those from before."""

    def __init__(self, folder: Path, inside: Blobs | None = None) -> None:
        self._folder = folder
        self._inside = inside

    def put(self, digest: str, chunks: Iterable[bytes]) -> None:
        """See `Blobs`. The file has its name only when it is whole and on the disk."""
        place = self.place(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.parent / f"{digest}.{uuid4().hex}.part"
        try:
            found = hashlib.sha256()
            with fresh.open("xb") as file:
                for chunk in chunks:
                    found.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if found.hexdigest() != digest:
                raise ValueError(f"these are not the bytes of {digest}")
            fresh.rename(place)
            for folder in (place.parent, place.parent.parent):
                _settle(folder)
        finally:
            fresh.unlink(missing_ok=True)

    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        """See `Blobs`."""
        try:
            file = self.place(digest).open("rb")
        except FileNotFoundError:
            if self._inside is None:
                raise Missing(digest) from None
            yield from self._inside.read(digest, start, end)
            return
        with file:
            file.seek(start)
            while start < end:
                chunk = file.read(min(end - start, PART * _AT_ONCE))
                if not chunk:
                    raise Missing(digest)
                yield chunk
                start += len(chunk)

    def size(self, digest: str) -> int:
        """See `Blobs`."""
        try:
            return self.place(digest).stat().st_size
        except FileNotFoundError:
            return self._inside.size(digest) if self._inside else 0

    def remove(self, digest: str) -> None:
        """See `Blobs`."""
        self.place(digest).unlink(missing_ok=True)
        if self._inside:
            self._inside.remove(digest)

    def place(self, digest: str) -> Path:
        """The file of a digest. Raises ValueError for what is none."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest!r} is no digest")
        return self._folder / digest[:2] / digest[2:4] / digest


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in parts of one length, but for the last."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)


def _settle(folder: Path) -> None:
    """Have the disk keep what the folder lists."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
