"""Opens the file of a document, for its owner or for who supervises them."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.uploaded_documents import TYPES
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.signing_off import Entry, EntryFile

_MISSING: Final = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file as it is sent: its name says which document it is, and nothing of its owner."""

    name: str
    extension: str
    media_type: str
    body: bytes


def open_own_file(database: Database, actor: Actor, entry_id: UUID) -> OpenedFile:
    """The file of one's own document. Raises NotFound for another's, and where it was removed."""
    with database.reading() as session:
        found = _found(session, entry_id)
        if found.person_id != actor.person_id:
            raise NotFound(_MISSING)
        return _opened(session, found)


def open_supervised_file(database: Database, actor: Actor, entry_id: UUID, now: Now) -> OpenedFile:
    """The file of somebody whom the actor supervises; that they opened it stands in the audit log.

    Raises NotFound for anybody else's, and where it was removed.
    """
    with database.writing() as session:
        found = _found(session, entry_id)
        if not actor.may(Permission.SUPERVISE, course_id=found.course_id, cohort_id=found.cohort_id):
            raise NotFound(_MISSING)
        opened = _opened(session, found)
        audit(session, actor, "record:document:opened", f"entry:{entry_id}", now)
        session.commit()
    return opened


def _found(session: Session, entry_id: UUID) -> Row[*tuple[Any, ...]]:  # seven columns, taken by name
    row = session.execute(
        select(
            Entry.id,
            Entry.item,
            Entry.number,
            Entry.file_id,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
        )
        .join(Enrolment, Entry.enrolment_id == Enrolment.id)
        .where(Entry.id == entry_id, Entry.item.startswith(f"{DocumentAsked.kind}:"))
    ).one_or_none()
    if row is None:
        raise NotFound(_MISSING)
    return row


def _opened(session: Session, found: Row[*tuple[Any, ...]]) -> OpenedFile:
    file = session.execute(
        select(EntryFile.media_type, EntryFile.body).where(EntryFile.id == found.file_id)
    ).one_or_none()
    if file is None or file.body is None or file.media_type not in TYPES:
        raise NotFound("This file was removed by its owner.")
    extension = TYPES[file.media_type]
    name = f"{found.item.partition(':')[2]}-{found.number}.{extension}"
    return OpenedFile(name=name, extension=extension, media_type=file.media_type, body=file.body)
