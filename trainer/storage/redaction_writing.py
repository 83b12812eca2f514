"""Takes words, or a figure, out of every row that holds them."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from trainer.curriculum.anchoring import Quote
from trainer.curriculum.commenting import quote_as_text, quote_from_text
from trainer.curriculum.redacting import places_of, without
from trainer.curriculum.redacting_quotes import without_words
from trainer.storage.comments import Comment
from trainer.storage.content import Blob, Document, EditionItem, Rendering, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import DraftVersion, Publication
from trainer.storage.notes import Note
from trainer.storage.people import Words

_LONGEST_QUOTE: Final = 1000
_BATCH: Final = 200
_VIEW: Final = "edition:"


@dataclass(frozen=True, slots=True)
class Changed:
    """A text as it is without the words."""

    id: UUID
    source: bytes


def change_revisions(session: Session, changed: Iterable[Changed]) -> None:
    """Put texts in the place of those of revisions; the database asks for an item of a redaction for each."""
    for each in changed:
        session.execute(
            update(Revision)
            .where(Revision.id == each.id)
            .values(source=each.source, redactions=Revision.redactions + 1)
        )


def empty_blobs(session: Session, revisions: Collection[UUID]) -> None:
    """Keep no bytes of the pictures of revisions; the database asks for an item of a redaction for each."""
    digests = select(Revision.blob_digest).where(Revision.id.in_(revisions))
    session.execute(update(Blob).where(Blob.digest.in_(digests)).values(content=b""))
    session.execute(update(Revision).where(Revision.id.in_(revisions)).values(redactions=Revision.redactions + 1))


def change_versions(session: Session, changed: Iterable[Changed]) -> None:
    """Put texts in the place of those that authors saved."""
    for each in changed:
        session.execute(update(DraftVersion).where(DraftVersion.id == each.id).values(source=each.source))


def take_out_of_quotes(session: Session, course_id: UUID, words: str) -> int:
    """Take words out of what readers quoted in notes and comments; gives out of how many. Their own words stay."""
    return _notes(session, course_id, words) + _comments(session, course_id, words)


def take_out_of_publications(session: Session, course_id: UUID, words: str) -> None:
    """Take words out of what stopped publications, where an author's text may be quoted, and out of their notes."""
    rows = session.execute(
        select(Publication.id, Publication.note, Publication.told).where(Publication.course_id == course_id)
    ).all()
    for row in rows:
        note = without(row.note, places_of(row.note, words))
        told = json.dumps(_told(json.loads(row.told), words))
        if (note, told) != (row.note, row.told):
            session.execute(update(Publication).where(Publication.id == row.id).values(note=note, told=told))


def throw_pages_away(session: Session, revisions: Collection[UUID]) -> None:
    """Throw away what was made of editions that hold these revisions, and everything that is part of no edition."""
    if session.get_bind().dialect.name == "postgresql":
        # Whoever publishes elsewhere meanwhile would find a page there that is about to go.
        session.execute(text("LOCK TABLE rendering IN SHARE ROW EXCLUSIVE MODE"))
    touched = {
        str(each)
        for each in session.scalars(
            select(EditionItem.edition_id).where(EditionItem.revision_id.in_(revisions)).distinct()
        )
    }
    views = session.execute(select(Rendering.key, Rendering.body).where(Rendering.key.like(f"{_VIEW}%"))).all()
    gone = {row.key for row in views if row.key.split(":")[1] in touched}
    needed: set[str] = set()
    for row in views:
        if row.key not in gone:
            view = json.loads(row.body)
            needed.update(view["rendered"].values(), [view["pages"]])
    every = session.scalars(select(Rendering.key).where(Rendering.key.not_like(f"{_VIEW}%")))
    unused = sorted(gone | {key for key in every if key not in needed})
    for start in range(0, len(unused), _BATCH):
        session.execute(delete(Rendering).where(Rendering.key.in_(unused[start : start + _BATCH])))


def scrub(database: Database) -> None:
    """Leave no trace of what was removed in the file of an SQLite database: neither in its log, nor in its index."""
    if database.writer.dialect.name != "sqlite":
        return
    with database.writing() as session:
        session.execute(text("INSERT INTO passage_index(passage_index) VALUES ('rebuild')"))
        session.commit()
    with database.writer.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _notes(session: Session, course_id: UUID, words: str) -> int:
    rows = session.execute(
        select(Note.id, Note.before, Note.quote, Note.after)
        .join(Document, Document.id == Note.document_id)
        .where(Document.course_id == course_id)
    ).all()
    changed = 0
    for row in rows:
        before, quote, after = without_words((row.before, row.quote, row.after), words)
        if (before, quote, after) != (row.before, row.quote, row.after):
            quote = quote[:_LONGEST_QUOTE]
            session.execute(update(Note).where(Note.id == row.id).values(before=before, quote=quote, after=after))
            changed += 1
    return changed


def _comments(session: Session, course_id: UUID, words: str) -> int:
    rows = session.execute(
        select(Words.id, Words.words)
        .join(Comment, Comment.quote_id == Words.id)
        .join(Document, Document.id == Comment.document_id)
        .where(Document.course_id == course_id, Words.words.is_not(None))
    ).all()
    changed = 0
    for row in rows:
        quote = quote_from_text(row.words)
        pieces = quote.before, quote.words, quote.after
        made = without_words(pieces, words)
        if made != pieces:
            kept = quote_as_text(Quote(before=made[0], words=made[1], after=made[2]))
            session.execute(update(Words).where(Words.id == row.id).values(words=kept))
            changed += 1
    return changed


def _told(value: object, words: str) -> object:
    if isinstance(value, str):
        return without(value, places_of(value, words))
    return [_told(each, words) for each in value] if isinstance(value, list) else value
