"""A document that a course asks for: for the trainee who uploads it, and for the supervisor who decides about it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.uploaded_documents import DocumentState, expiry_line
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.document_rows import DocumentRow, documents_of, enrolment_of_document
from trainer.storage.enrolments import enrolment_by_id, own_enrolment
from trainer.storage.people import Person

_MISSING = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document for whoever uploads it: every upload, the newest first. `seen` is the number of the last one."""

    course: str
    course_title: str
    id: str
    title: str
    expires: bool
    is_asked: bool
    rows: tuple[DocumentRow, ...]
    expiry: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedDocument:
    """An upload for a supervisor, with the other uploads for the same requirement; `may_decide` while it waits."""

    enrolment_id: UUID
    name: str
    course_title: str
    item: str
    title: str
    expires: bool
    row: DocumentRow
    others: tuple[DocumentRow, ...]
    may_decide: bool
    is_own: bool


def document_page(
    session: Session, database: Database, actor: Actor, course: str, document_id: str, now: Now
) -> DocumentPage:
    """One's own uploads of a document. Raises NotFound where nothing asks for it and nothing was uploaded."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound(_MISSING)
    item = f"{DocumentAsked.kind}:{document_id}"
    asked = _asked(database.library.rules(session, enrolment.rules_revision_id), item)
    rows = documents_of(session, enrolment.enrolment_id, now.today, item)
    if asked is None and not rows:
        raise NotFound(_MISSING)
    return DocumentPage(
        course=enrolment.course,
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        id=document_id,
        title=asked.title if asked else "A document that is asked for no more",
        expires=asked.expires if asked else False,
        is_asked=asked is not None,
        rows=tuple(reversed(rows)),
        expiry=expiry_of(rows, now) if asked and asked.expires else "",
        seen=rows[-1].number if rows else 0,
    )


def document_to_decide(session: Session, database: Database, actor: Actor, entry_id: UUID, now: Now) -> DecidedDocument:
    """An upload of somebody whom the actor supervises. Raises NotFound for any other."""
    enrolment_id = enrolment_of_document(session, entry_id)
    enrolment = enrolment_by_id(session, enrolment_id, now.today) if enrolment_id else None
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound(_MISSING)
    everything = documents_of(session, enrolment.enrolment_id, now.today)
    row = next((each for each in everything if each.id == entry_id), None)
    if row is None:
        raise NotFound(_MISSING)
    asked = _asked(database.library.rules(session, enrolment.rules_revision_id), row.item)
    is_own = enrolment.person_id == actor.person_id
    return DecidedDocument(
        enrolment_id=enrolment.enrolment_id,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        item=row.item,
        title=asked.title if asked else "A document that is asked for no more",
        expires=asked.expires if asked else False,
        row=row,
        others=tuple(each for each in reversed(everything) if each.item == row.item and each.id != row.id),
        may_decide=row.state is DocumentState.WAITING and not is_own,
        is_own=is_own,
    )


def expiry_of(rows: tuple[DocumentRow, ...], now: Now) -> str:
    """That what was accepted expires soon or has expired; empty where it does not, or the next one waits already."""
    if rows and rows[-1].state is DocumentState.WAITING:
        return ""
    counting = [row.valid_until for row in rows if row.state in (DocumentState.ACCEPTED, DocumentState.EXPIRED)]
    days = [day for day in counting if day]
    return expiry_line(max(days), now.today) if days else ""


def _asked(rules: Rules, item: str) -> DocumentAsked | None:
    found = (each for each in rules.requirements if isinstance(each, DocumentAsked) and each.item == item)
    return next(found, None)
