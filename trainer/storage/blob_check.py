"""Finds files whose bytes are lost or are not those of their digest, and moves large ones."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, LargeBinary, func, select
from sqlalchemy.orm import Session

from trainer.curriculum.media_pointers import Pointer, read_pointer
from trainer.storage.blobs import PART, Blobs, InDatabase, InFolder, Missing, blobs_of
from trainer.storage.content import Blob
from trainer.storage.database import Database
from trainer.storage.uploads import BlobPart

_POINTER = 300  # bytes: more than any pointer has


def damaged(database: Database) -> Iterator[str]:
    """A sentence for each file whose bytes are missing, too few or others; one that was redacted is passed over."""
    with database.reading() as session:
        digests = session.scalars(select(Blob.digest).where(func.length(Blob.content) > 0).order_by(Blob.digest)).all()
    for digest in digests:
        with database.reading() as session:
            content = session.scalars(select(Blob.content).where(Blob.digest == digest)).one()
        why = _why_damaged(blobs_of(database), digest, content)
        if why:
            yield f"blob: the file {digest} {why}; restore a backup, or upload it again"


def _why_damaged(blobs: Blobs, digest: str, content: bytes) -> str | None:
    pointer = read_pointer(content)
    found = hashlib.sha256()
    try:
        for piece in blobs.read(digest, 0, pointer.size) if pointer else (content,):
            found.update(piece)
    except Missing:
        return "is missing, or a part of it"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if found.hexdigest() == digest else "has other bytes than it had"


def large_files(session: Session | Connection) -> tuple[Pointer, ...]:
    """What is known of every large file that has a name."""
    beginning = func.substr(Blob.content, 1, _POINTER, type_=LargeBinary())
    rows = session.execute(select(beginning).where(func.length(Blob.content) < _POINTER).order_by(Blob.digest))
    return tuple(pointer for (content,) in rows if (pointer := read_pointer(content)))


def parts_in_folder(database: Database, connection: Connection) -> Iterator[tuple[str, int, bytes]]:
    """The rows that large files of the folder would be in the database, for a backup; those that are rows are not."""
    if database.media_folder is None:
        return
    folder = InFolder(database.media_folder)
    size = select(BlobPart.digest, func.sum(func.length(BlobPart.content)).label("size")).group_by(BlobPart.digest)
    rows = {row.digest: row.size for row in connection.execute(size)}
    for pointer in large_files(connection):
        if pointer.digest in rows or folder.size(pointer.digest) != pointer.size:
            continue
        for number, start in enumerate(range(0, pointer.size, PART)):
            end = min(start + PART, pointer.size)
            yield pointer.digest, number, b"".join(folder.read(pointer.digest, start, end))


def move(database: Database, *, into_database: bool) -> Iterator[tuple[Pointer, bool]]:
    """Move every large file between the folder and the database, each whole before it is taken away where it was.

    Gives each with whether it was moved: it may be there already. Raises Missing for one that is nowhere.
    """
    if database.media_folder is None:
        raise ValueError("there is no folder to move files to or from")
    inside, folder = InDatabase(database), InFolder(database.media_folder)
    source, target = (folder, inside) if into_database else (inside, folder)
    with database.reading() as session:
        pointers = large_files(session)
    for pointer in pointers:
        digest = pointer.digest
        is_there = target.size(digest) == pointer.size
        if not is_there:
            target.put(digest, source.read(digest, 0, pointer.size))
        was_elsewhere = source.size(digest) > 0
        if was_elsewhere:
            source.remove(digest)
        yield pointer, was_elsewhere
