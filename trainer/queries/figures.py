"""The bytes of figures, recordings and handouts, for those who may see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.media import is_large
from trainer.curriculum.media_pointers import read_pointer
from trainer.errors import NotFound
from trainer.storage.blobs import blobs_of
from trainer.storage.content import Blob, Document, Revision
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.uploads import Upload

_NONE = "There is no such picture."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFile:
    """A file that somebody may see: how it is called in its course, how many bytes it has.

    `content` are the bytes of a small one; those of a large one are read piece by piece.
    """

    digest: str
    name: str
    size: int
    content: bytes | None


def served_file(session: Session, actor: Actor, digest: str, extension: str) -> ServedFile:
    """A file by its digest and what it is.

    Raises NotFound unless the actor reads a course that holds, or held, it, or authors one into which it was uploaded.
    """
    published = session.execute(
        select(Document.course_id, Document.path)
        .join(Revision, Revision.document_id == Document.id)
        .where(Revision.blob_digest == digest)
    ).all()
    path = next((row.path for row in published if _is_of(row.path, extension)), None)
    if path is None or not _may_read(session, actor, {row.course_id for row in published}):
        path = _uploaded(session, actor, digest, extension)
    content = _content(session, digest)
    pointer = read_pointer(content)
    return ServedFile(
        digest=digest,
        name=path.rpartition("/")[2],
        size=pointer.size if pointer else len(content),
        content=None if pointer else content,
    )


def piece_of(database: Database, file: ServedFile, start: int, end: int) -> bytes:
    """The bytes of a file from `start` to before `end`. Raises storage.blobs.Missing where they are lost."""
    if file.content is not None:
        return file.content[start:end]
    return b"".join(blobs_of(database).read(file.digest, start, end))


def _content(session: Session, digest: str) -> bytes:
    """A file's bytes, or its pointer's: the one place where they are read to be shown."""
    return session.scalars(select(Blob.content).where(Blob.digest == digest)).one()


def _may_read(session: Session, actor: Actor, courses: Collection[UUID]) -> bool:
    if any(actor.may_read(course_id) for course_id in courses):
        return True
    own = select(Enrolment.id).where(Enrolment.person_id == actor.person_id, Enrolment.course_id.in_(courses))
    return actor.has(Permission.LEARN) and session.scalar(own.limit(1)) is not None


def _uploaded(session: Session, actor: Actor, digest: str, extension: str) -> str:
    """Where a file stands that is no reader's yet. Raises NotFound for all but authors of its course."""
    rows = (
        session.execute(select(Upload.course_id, Upload.path).where(Upload.digest == digest)) if _writes(actor) else ()
    )
    for row in rows:
        if actor.may(Permission.AUTHOR, course_id=row.course_id) and _is_of(row.path, extension):
            return str(row.path)
    raise NotFound(_NONE)


def _writes(actor: Actor) -> bool:
    return actor.has(Permission.AUTHOR)


def _is_of(path: str, extension: str) -> bool:
    return path.rpartition(".")[2].replace("jpeg", "jpg") == extension


def with_small_files(session: Session, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a course with the bytes of uploaded figures and captions in the place of their pointers."""
    pointers = {path: each for path, content in files.items() if not is_large(path) and (each := read_pointer(content))}
    digests = {pointer.digest for pointer in pointers.values()}
    rows = session.execute(select(Blob.digest, Blob.content).where(Blob.digest.in_(digests))) if digests else ()
    held = {row.digest: row.content for row in rows}
    return {**files, **{path: held[each.digest] for path, each in pointers.items() if each.digest in held}}
