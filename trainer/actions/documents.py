"""Trainees upload documents such as a licence, and remove the bytes of those that are needed no more."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.actions.receiving_documents import ReceivedDocument, receive_document
from trainer.actions.telling import tell_supervisors
from trainer.clock import Now
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.uploaded_documents import why_not_until
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.document_rows import DocumentRow, documents_of
from trainer.storage.enrolments import EnrolmentRow, own_enrolment
from trainer.storage.signing_off import Entry, EntryFile

MOST_UPLOADS: Final = 50
"""For one requirement: more than renewals of a lifetime, fewer than would fill a disk."""
_MISSING: Final = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form carries: the file, the last day that stands on it, and the number of the last upload it saw."""

    file: BinaryIO | None
    valid_until: date | None
    seen: int


def upload(database: Database, actor: Actor, course: str, document_id: str, sent: Sent, now: Now) -> None:
    """Put a document before a supervisor; it takes the place of one that nobody has looked at yet.

    The same file with the same day twice is one. Raises Invalid with what is wrong; Stale where another page uploaded
    one since; NotFound.
    """
    with database.reading() as session:
        asked = _asked(session, database, actor, course, document_id, now)
    valid_until = sent.valid_until if asked.expires else None
    received = _checked(asked, sent, now)
    with database.writing() as session:
        enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
        before = documents_of(session, enrolment.enrolment_id, now.today, asked.item)
        if before and _is_same(session, before[-1], received, valid_until):
            return
        if (before[-1].number if before else 0) != sent.seen:
            raise Stale("Another document was uploaded after this page was opened. Look at it before you upload one.")
        if len(before) >= MOST_UPLOADS:
            raise Invalid([("file", "There are too many uploads here already. Write to whoever invited you.")])
        _add(session, enrolment, asked.item, before, received, valid_until, now)
        tell_supervisors(session, enrolment, now)
        audit(session, actor, "record:document:uploaded", f"enrolment:{enrolment.enrolment_id} {asked.item}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def remove_file(database: Database, actor: Actor, course: str, entry_id: UUID, now: Now) -> None:
    """Remove the bytes of one's own document; that it was uploaded, and what was decided about it, stays.

    Removing what is removed does nothing. Raises NotAllowed while it waits or counts; NotFound.
    """
    with database.writing() as session:
        enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
        found = next(
            (row for row in documents_of(session, enrolment.enrolment_id, now.today) if row.id == entry_id), None
        )
        if found is None:
            raise NotFound(_MISSING)
        if found.state.counts:
            raise NotAllowed(
                "This document is still needed: it waits for a supervisor, or your requirement rests on it."
            )
        if not found.is_there:
            return
        session.execute(update(EntryFile).where(EntryFile.id == found.file_id).values(body=None))
        audit(session, actor, "record:document:file-removed", f"entry:{entry_id}", now)
        session.commit()


def _asked(
    session: Session, database: Database, actor: Actor, course: str, document_id: str, now: Now
) -> DocumentAsked:
    enrolment = own_enrolment(session, actor.person_id, course, now.today)
    if enrolment is None:
        raise NotFound(_MISSING)
    for each in database.library.rules(session, enrolment.rules_revision_id).requirements:
        if isinstance(each, DocumentAsked) and each.id == document_id:
            return each
    raise NotFound(_MISSING)


def _checked(asked: DocumentAsked, sent: Sent, now: Now) -> ReceivedDocument:
    """The file as it is kept. Raises Invalid with everything that is wrong at once."""
    problems: list[tuple[str, str]] = []
    received = None
    if sent.file is None:
        problems.append(("file", "Choose a file: a PDF, or a picture of the document."))
    else:
        try:
            received = receive_document(sent.file)
        except Invalid as error:
            problems += error.problems
    why_not = why_not_until(sent.valid_until, now.today) if asked.expires else ""
    if why_not:
        problems.append(("valid_until", why_not))
    if problems or received is None:
        raise Invalid(problems)
    return received


def _is_same(session: Session, last: DocumentRow, received: ReceivedDocument, valid_until: date | None) -> bool:
    """Whether a form was sent twice: the same again while nothing has been decided."""
    if last.decided is not None or last.valid_until != valid_until:
        return False
    digest = session.scalars(select(EntryFile.digest).where(EntryFile.id == last.file_id)).one()
    return digest == received.digest


def _add(
    session: Session,
    enrolment: EnrolmentRow,
    item: str,
    before: tuple[DocumentRow, ...],
    received: ReceivedDocument,
    valid_until: date | None,
    now: Now,
) -> None:
    file = EntryFile(
        id=uuid4(),
        person_id=enrolment.person_id,
        digest=received.digest,
        media_type=received.media_type,
        size=len(received.body),
        body=received.body,
    )
    add(session, file)
    entry = Entry(
        person_id=enrolment.person_id,
        actor_id=enrolment.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        item=item,
        number=before[-1].number + 1 if before else 1,
        replaces_id=before[-1].id if before else None,
        valid_until=valid_until,
        file_id=file.id,
    )
    add(session, entry)
