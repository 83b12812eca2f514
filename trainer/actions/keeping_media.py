"""Keeps the bytes of files that are no texts, before anything names them."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO, Final

from sqlalchemy import select

from trainer.actions.removed_again import require_not_removed
from trainer.curriculum.documents import is_text
from trainer.curriculum.figures import PATH as FIGURE_PATH
from trainer.curriculum.media import examine_bytes, is_kept_whole, is_large
from trainer.curriculum.media_pointers import Pointer, read_pointer, write_pointer
from trainer.problem import Problem
from trainer.storage.adding import add_once
from trainer.storage.blobs import Blobs, blobs_of
from trainer.storage.content import Blob
from trainer.storage.database import Database
from trainer.storage.redaction_rows import removed_files
from trainer.yaml_text import Report

_PIECE: Final = 1 << 20


def keep_whole(database: Database, pointer: Pointer, data: bytes) -> None:
    """Keep a small file, in one piece; twice does nothing more. Raises Invalid for one that was removed for good."""
    require_not_removed(database, pointer.digest)
    with database.writing() as session:
        add_once(session, Blob, digest=pointer.digest, content=data)
        session.commit()


def keep_in_parts(database: Database, pointer: Pointer, file: BinaryIO) -> None:
    """Keep a large file where this installation keeps them, and only then its name; raises as `keep_whole` does."""
    require_not_removed(database, pointer.digest)
    keep_file(blobs_of(database), pointer, _pieces(file))
    keep_whole(database, pointer, write_pointer(pointer))


def with_pointers(database: Database, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a course, of which large media are kept and stand as pointers; what is wrong is left as it is.

    A pointer whose bytes `keep_file` has put where they belong is known from now on.
    """
    kept, unnamed = dict(files), dict[str, Pointer]()
    for path in filter(is_large, files):
        pointer = read_pointer(files[path])
        if pointer:
            unnamed[pointer.digest] = pointer
        elif pointer := examine_bytes(path, files[path], Report(path)):
            keep_in_parts(database, pointer, BytesIO(files[path]))
            kept[path] = write_pointer(pointer)
    _name(database, unnamed)
    return kept


def without_removed(database: Database, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files without the large ones that were removed for good, whose bytes are not kept again."""
    with database.reading() as session:
        removed = removed_files(session)
    pointers = {path: read_pointer(files[path]) for path in filter(is_large, files)}
    gone = {path for path, pointer in pointers.items() if pointer and pointer.digest in removed}
    return {path: content for path, content in files.items() if path not in gone}


def keep_file(blobs: Blobs, pointer: Pointer, pieces: Iterable[bytes]) -> None:
    """Put the bytes of a large file where they belong; twice does nothing more."""
    if blobs.size(pointer.digest) != pointer.size:
        blobs.put(pointer.digest, pieces)


def _name(database: Database, pointers: Mapping[str, Pointer]) -> None:
    """Give their names to large files that are whole and have none yet."""
    if not pointers:
        return
    with database.reading() as session:
        known = set(session.scalars(select(Blob.digest).where(Blob.digest.in_(pointers))))
    for digest in pointers.keys() - known:
        if blobs_of(database).size(digest) == pointers[digest].size:
            keep_whole(database, pointers[digest], write_pointer(pointers[digest]))


def lacking_bytes(database: Database, files: Mapping[str, bytes], paths: Iterable[str]) -> tuple[Problem, ...]:
    """A problem for each pointer among some files whose bytes are not kept, or whose lines say something else."""
    pointers = {path: pointer for path in paths if not is_text(path) and (pointer := read_pointer(files[path]))}
    if not pointers:
        return ()
    with database.reading() as session:
        wanted = {pointer.digest for pointer in pointers.values()}
        rows = session.execute(select(Blob.digest, Blob.content).where(Blob.digest.in_(wanted)))
        held = {row.digest: row.content for row in rows}
    message = "the bytes of this file are not here; upload it again"
    return tuple(
        Problem(path, 1, message) for path, pointer in pointers.items() if not _agrees(path, pointer, held, database)
    )


def _agrees(path: str, pointer: Pointer, held: Mapping[str, bytes], database: Database) -> bool:
    content = held.get(pointer.digest)
    if not content:
        return False
    if FIGURE_PATH.fullmatch(path) or is_kept_whole(path):
        return len(content) == pointer.size
    return read_pointer(content) == pointer and blobs_of(database).size(pointer.digest) == pointer.size


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
