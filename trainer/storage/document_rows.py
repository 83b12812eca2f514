"""Reads uploaded documents with what became of them, but for their bytes, which are asked for by themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.uploaded_documents import TYPES, DocumentState, document_state
from trainer.storage.people import Person, Words
from trainer.storage.signing_off import Entry, EntryFile, SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a supervisor decided about a document; `words` is empty where nothing was written."""

    sign_off_id: UUID
    decision: str
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One upload. `file_id` names its bytes, which `is_there` says are still kept."""

    id: UUID
    enrolment_id: UUID
    item: str
    number: int
    at: datetime
    valid_until: date | None
    file_id: UUID
    media_type: str
    size: int
    is_there: bool
    state: DocumentState
    decided: Decision | None

    @property
    def kind(self) -> str:
        """What kind of file it is, in capitals."""
        return TYPES.get(self.media_type, "file").upper()


def documents_of(session: Session, enrolment_id: UUID, today: date, item: str | None = None) -> tuple[DocumentRow, ...]:
    """Every upload for one requirement of somebody, or for all, the oldest first: one statement."""
    wanted = _uploads().where(Entry.enrolment_id == enrolment_id)
    rows = session.execute(wanted if item is None else wanted.where(Entry.item == item)).all()
    decided: dict[UUID, Row[Any]] = {}
    latest: dict[str, int] = {}
    for row in rows:  # in the order of entries, and of what was decided about each
        decided[row.id] = row
        latest[row.item] = row.number
    return tuple(_read(row, is_latest=row.number == latest[row.item], today=today) for row in decided.values())


def enrolment_of_document(session: Session, entry_id: UUID) -> UUID | None:
    """Whose document it is; None where there is none with this id."""
    found = select(Entry.enrolment_id).where(Entry.id == entry_id, Entry.item.startswith(f"{DocumentAsked.kind}:"))
    return session.scalars(found).one_or_none()


def _uploads() -> Select[*tuple[Any, ...]]:  # taken by name in _read
    taking_back = aliased(SignOff)
    return (
        select(
            Entry.id,
            Entry.enrolment_id,
            Entry.item,
            Entry.number,
            Entry.at,
            Entry.valid_until,
            EntryFile.id.label("file_id"),
            EntryFile.media_type,
            EntryFile.size,
            EntryFile.body.is_not(None).label("is_there"),
            SignOff.id.label("sign_off_id"),
            SignOff.decision,
            SignOff.at.label("decided_at"),
            SignOff.text_id,
            Person.name.label("decided_by"),
            Words.words,
            taking_back.id.label("withdrawal_id"),
        )
        .join(EntryFile, Entry.file_id == EntryFile.id)
        .outerjoin(SignOff, (SignOff.entry_id == Entry.id) & (SignOff.decision != "withdrawn"))
        .outerjoin(Person, SignOff.actor_id == Person.id)
        .outerjoin(Words, SignOff.text_id == Words.id)
        .outerjoin(taking_back, taking_back.withdraws_id == SignOff.id)
        .where(Entry.item.startswith(f"{DocumentAsked.kind}:"))
        .order_by(Entry.item, Entry.number, SignOff.number)
    )


def _read(row: Row[Any], *, is_latest: bool, today: date) -> DocumentRow:
    erased = "These words were erased." if row.text_id else ""
    return DocumentRow(
        id=row.id,
        enrolment_id=row.enrolment_id,
        item=row.item,
        number=row.number,
        at=row.at,
        valid_until=row.valid_until,
        file_id=row.file_id,
        media_type=row.media_type,
        size=row.size,
        is_there=bool(row.is_there),
        state=document_state(
            row.decision,
            is_withdrawn=row.withdrawal_id is not None,
            is_latest=is_latest,
            valid_until=row.valid_until,
            today=today,
        ),
        decided=Decision(
            sign_off_id=row.sign_off_id,
            decision=row.decision,
            by=row.decided_by,
            at=row.decided_at,
            words=row.words if row.words is not None else erased,
        )
        if row.decision
        else None,
    )
