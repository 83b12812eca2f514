"""What the page of requirements shows of uploaded documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.requirements.requirement import Requirement
from trainer.queries.document_pages import expiry_of
from trainer.queries.requirement_seen import Seen, SignatureRow
from trainer.storage.document_rows import DocumentRow, documents_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart:
    """The uploads for one requirement, the newest first, and a line where what was accepted expires soon.

    `signatures` are what was decided about each upload, by its id; withdrawals stand by themselves on the page.
    """

    rows: tuple[DocumentRow, ...]
    signatures: Mapping[UUID, tuple[SignatureRow, ...]]
    expiry: str


def document_parts(session: Session, seen: Seen, asked: Sequence[Requirement]) -> Mapping[str, object]:
    """What is shown of each document, by item: one statement."""
    rows = documents_of(session, seen.enrolment.enrolment_id, seen.now.today)
    return {each.item: _part(tuple(row for row in rows if row.item == each.item), each, seen) for each in asked}


def _part(rows: tuple[DocumentRow, ...], asked: Requirement, seen: Seen) -> DocumentPart:
    expires = isinstance(asked, DocumentAsked) and asked.expires
    signed = [each for each in seen.signatures_of(asked.item) if each.withdraws_id is None]
    return DocumentPart(
        rows=tuple(reversed(rows)),
        signatures={row.id: tuple(each for each in signed if each.entry_id == row.id) for row in rows},
        expiry=expiry_of(rows, seen.now) if expires else "",
    )
