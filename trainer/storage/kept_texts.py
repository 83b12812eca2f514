"""Finds the texts that are kept of a document: its revisions, and the versions that authors saved."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.storage.content import Document, Edition, EditionItem, Revision
from trainer.storage.drafts import DraftVersion
from trainer.storage.people import Person

_NAME: Final = re.compile(r"([rv])([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text of a document. `edition_id` is the first edition that held it, None for a saved version.

    `name` tells it from the others in an address: 'r3' is revision 3, 'v12' the version that was saved as number 12.
    """

    name: str
    number: int
    source: bytes
    author: str
    at: datetime
    edition_id: UUID | None


def kept_text(session: Session, course_id: UUID, path: str, name: str) -> KeptText | None:
    """A text of the document at a path by its name; None where there is none, and for figures: one statement."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    number = int(found[2])
    return (
        _revision(session, course_id, path, number) if found[1] == "r" else _version(session, course_id, path, number)
    )


def _revision(session: Session, course_id: UUID, path: str, number: int) -> KeptText | None:
    row = session.execute(
        select(Revision.source, Revision.at, Person.name, EditionItem.edition_id)
        .join(Document, Document.id == Revision.document_id)
        .join(Person, Person.id == Revision.author_id)
        .join(EditionItem, EditionItem.revision_id == Revision.id)
        .join(Edition, Edition.id == EditionItem.edition_id)
        .where(Document.course_id == course_id, Document.path == path, Revision.number == number)
        .order_by(Edition.number)
        .limit(1)
    ).one_or_none()
    if row is None or row.source is None:
        return None
    return KeptText(
        name=f"r{number}", number=number, source=row.source, author=row.name, at=row.at, edition_id=row.edition_id
    )


def _version(session: Session, course_id: UUID, path: str, number: int) -> KeptText | None:
    row = session.execute(
        select(DraftVersion.source, DraftVersion.at, Person.name)
        .join(Person, Person.id == DraftVersion.author_id)
        .where(DraftVersion.course_id == course_id, DraftVersion.path == path, DraftVersion.version == number)
    ).one_or_none()
    if row is None:
        return None
    return KeptText(name=f"v{number}", number=number, source=row.source, author=row.name, at=row.at, edition_id=None)
