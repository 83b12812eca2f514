"""Reads the texts of an edition, without figures and whatever else is no text."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.storage.content import Document, EditionItem, Revision


def texts_of(session: Session, edition_id: UUID) -> Mapping[str, bytes]:
    """Every text of an edition by path: one statement."""
    rows = session.execute(
        select(Document.path, Revision.source)
        .select_from(EditionItem)
        .join(Document, EditionItem.document_id == Document.id)
        .join(Revision, EditionItem.revision_id == Revision.id)
        .where(EditionItem.edition_id == edition_id, Revision.source.is_not(None))
    )
    return {row.path: row.source for row in rows}
