"""Reads what was removed from published texts, and tells workers to forget it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import ScalarSelect

from trainer.curriculum.redacting_again import RemovedWords
from trainer.curriculum.redaction_reason import Reason
from trainer.storage.content import Blob, Document, Revision
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.storage.people import Person, Words
from trainer.storage.redactions import Redaction, RedactionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionRow:
    """What was removed, by whom and why; `words` is the reason in a sentence, '' where that was erased."""

    number: int
    at: datetime
    by: str
    is_picture: bool
    reason: Reason
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedText:
    """A revision that lost something, by which redaction, and at how many places."""

    redaction: int
    path: str
    revision: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What must not come back into a course: words, and files by their digests. `last` numbers the last redaction."""

    words: tuple[RemovedWords, ...] = ()
    files: frozenset[str] = frozenset()
    last: int = 0


_LAST: Select[tuple[int]] = select(func.coalesce(func.max(Redaction.number), 0))


def last_redaction() -> ScalarSelect[int]:
    """The number of the last redaction, 0 for none, to be asked for along with something else."""
    return _LAST.scalar_subquery()


def number_of_last(session: Session) -> int:
    """The number of the last redaction, 0 for none."""
    return session.scalar(_LAST) or 0


def catch_up(database: Database) -> None:
    """Forget what was read before words were removed last, where no request tells so."""
    with database.reading() as session:
        last = number_of_last(session)
    database.library.learn(last)


def removed_from(session: Session, library: Library, revision_ids: Collection[UUID]) -> tuple[RedactionRow, ...]:
    """What was removed from revisions; workers remember where there was nothing, and ask only for the rest."""
    ids = [
        each for each in revision_ids if library.keep(session, "redactions", str(each), partial(_count, session, each))
    ]
    if not ids:
        return ()
    items = select(RedactionItem.redaction_id).where(RedactionItem.revision_id.in_(ids))
    return tuple(_row(row) for row in session.execute(_ROWS.where(Redaction.id.in_(items)).order_by(Redaction.number)))


def _count(session: Session, revision_id: UUID) -> int:
    return session.scalar(select(Revision.redactions).where(Revision.id == revision_id)) or 0


def removed(session: Session, course_id: UUID | None) -> Removed:
    """What must not come back into a course, which may be a new one: three statements."""
    words = removed_words(session, course_id) if course_id else ()
    return Removed(words=words, files=removed_files(session), last=number_of_last(session))


def removed_files(session: Session) -> frozenset[str]:
    """The digests of files that must not come back into any course: one statement."""
    return frozenset(session.scalars(select(Blob.digest).where(func.length(Blob.content) == 0)))


def removed_words(session: Session, course_id: UUID) -> tuple[RemovedWords, ...]:
    """The words that must not come back into a course: one statement."""
    found = session.execute(
        select(Redaction.length, Redaction.digest, Redaction.at, Words.salt)
        .join(Words, Words.id == Redaction.text_id)
        .where(Redaction.course_id == course_id, Redaction.kind == "words", Words.salt.is_not(None))
    )
    return tuple(RemovedWords(length=row.length, salt=row.salt, digest=row.digest, at=row.at) for row in found)


def redactions_of(session: Session, course_id: UUID) -> tuple[RedactionRow, ...]:
    """What was removed from a course, the newest first: one statement."""
    found = session.execute(_ROWS.where(Redaction.course_id == course_id).order_by(Redaction.number.desc()))
    return tuple(_row(row) for row in found)


def redacted_texts(session: Session, course_id: UUID) -> Mapping[int, tuple[RedactedText, ...]]:
    """The revisions of a course that lost something, by the number of the redaction: one statement."""
    found = session.execute(
        select(Redaction.number, Document.path, Revision.number.label("revision"), RedactionItem.places)
        .join(RedactionItem, RedactionItem.redaction_id == Redaction.id)
        .join(Revision, Revision.id == RedactionItem.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.course_id == course_id)
        .order_by(Document.path, Revision.number)
    )
    gathered: dict[int, list[RedactedText]] = defaultdict(list)
    for row in found:
        each = RedactedText(redaction=row.number, path=row.path, revision=row.revision, places=row.places)
        gathered[row.number].append(each)
    return {number: tuple(texts) for number, texts in gathered.items()}


def redactions_at(session: Session, course_id: UUID, path: str) -> Mapping[int, tuple[RedactionRow, ...]]:
    """What was removed from the document at a path, by the number of the revision: one statement."""
    found = session.execute(
        _ROWS.add_columns(Revision.number.label("revision"))
        .join(RedactionItem, RedactionItem.redaction_id == Redaction.id)
        .join(Revision, Revision.id == RedactionItem.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.course_id == course_id, Document.path == path)
        .order_by(Redaction.number)
    )
    gathered: dict[int, list[RedactionRow]] = defaultdict(list)
    for row in found:
        gathered[row.revision].append(_row(row))
    return {revision: tuple(rows) for revision, rows in gathered.items()}


_ROWS: Final[Select[*tuple[Any, ...]]] = (
    select(Redaction.number, Redaction.at, Redaction.kind, Redaction.reason, Words.words, Person.name)
    .join(Person, Person.id == Redaction.actor_id)
    .join(Words, Words.id == Redaction.text_id)
)


def _row(row: Row[Any]) -> RedactionRow:
    return RedactionRow(
        number=row.number,
        at=row.at,
        by=row.name,
        is_picture=row.kind == "figure",
        reason=Reason(row.reason),
        words=row.words or "",
    )
