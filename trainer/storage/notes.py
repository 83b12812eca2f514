"""What trainees note and mark for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from trainer.storage.base import Base
from trainer.storage.comment_rows import UNSEEN_ANSWERS
from trainer.storage.comments import Comment
from trainer.storage.content import Document, Edition, EditionItem
from trainer.storage.prepared import run
from trainer.storage.recall_rows import DUE


class Note(Base):
    """A trainee's own note on a passage, or without words a highlight, as the text read when it was made.

    Words of a person, for their eyes alone: `quote`, `before`, `after` and `words` go when the person is erased.
    `number` counts how often the words were saved, so that no tab overwrites what another has saved.
    """

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_enrolment_id_document_id", "enrolment_id", "document_id"),
        CheckConstraint("length(words) <= 5000 AND length(quote) <= 1000", name="length"),
        CheckConstraint("words <> '' OR quote <> ''", name="holds_something"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    section: Mapped[str]
    quote: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    words: Mapped[str]
    number: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class SectionMark(Base):
    """A section to which a trainee wants to come back; it goes when they take the mark away."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("enrolment_id", "document_id", "section"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    section: Mapped[str]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note, the path of its module, and the number of the edition in which it was made."""

    id: UUID
    document_id: UUID
    path: str
    revision_id: UUID
    edition: int
    section: str
    quote: str
    before: str
    after: str
    words: str
    number: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """A marked section, and the path of its module."""

    document_id: UUID
    path: str
    section: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ToComeBack:
    """Marked sections, how many answers the person has not seen, and which questions are due in their daily review."""

    marks: tuple[MarkRow, ...]
    answers: int
    due: tuple[tuple[UUID, str], ...]


Kept = tuple[tuple[NoteRow, ...], tuple[MarkRow, ...]]


def kept_in_module(session: Session, enrolment_id: UUID, person_id: UUID, document_id: UUID) -> tuple[Kept, bool]:
    """The notes and marks of an enrolment in one module, the oldest first: one statement.

    It also tells whether the person ever told the authors something about the module.
    """
    rows = run(session, _IN_MODULE, enrolment_id=enrolment_id, person_id=person_id, document_id=document_id).all()
    return _sorted(rows), any(row.what == _COMMENT for row in rows)


def kept_in_course(session: Session, enrolment_id: UUID) -> Kept:
    """All notes and marks of an enrolment, the oldest first: one statement."""
    return _sorted(run(session, _IN_COURSE, enrolment_id=enrolment_id).all())


def marks_in_course(session: Session, enrolment_id: UUID, person_id: UUID, course_id: UUID, today: date) -> ToComeBack:
    """What an enrolment wants to come back to, the newest mark first: one statement."""
    given = {"enrolment_id": enrolment_id, "person_id": person_id, "course_id": course_id, "today": today}
    rows = run(session, _TO_COME_BACK, **given).all()
    marks = [_mark(row) for row in rows if row.what == _MARK]
    marks.sort(key=lambda mark: mark.section)
    marks.sort(key=lambda mark: mark.created_at, reverse=True)
    return ToComeBack(
        marks=tuple(marks),
        answers=sum(row.what == _COMMENT for row in rows),
        due=tuple((row.document_id, row.section) for row in rows if row.what == _RECALL),
    )


def note_of(session: Session, enrolment_id: UUID, note_id: UUID) -> NoteRow | None:
    """A note by its id, where it is of this enrolment."""
    row = run(session, _BY_ID, enrolment_id=enrolment_id, note_id=note_id).one_or_none()
    return NoteRow(**row._mapping) if row else None


def count_notes(session: Session, enrolment_id: UUID, document_id: UUID) -> int:
    """How many notes an enrolment has in a module."""
    return int(run(session, _COUNT, enrolment_id=enrolment_id, document_id=document_id).scalar_one())


def same_note(
    session: Session, enrolment_id: UUID, document_id: UUID, section: str, given: tuple[str, str, str, str]
) -> UUID | None:
    """A note of the enrolment with just this quote, before, after and words."""
    quote, before, after, words = given
    found = run(
        session,
        _SAME,
        enrolment_id=enrolment_id,
        document_id=document_id,
        section=section,
        quote=quote,
        before=before,
        after=after,
        words=words,
    )
    return found.scalar()


def as_published(session: Session, course_id: UUID, document_id: UUID, edition: int) -> tuple[UUID, UUID] | None:
    """An edition of a course by its number, and the revision that a document has in it."""
    row = run(session, _AS_PUBLISHED, course_id=course_id, document_id=document_id, edition=edition).one_or_none()
    return (row.edition_id, row.revision_id) if row else None


def _sorted(rows: Sequence[Row[Any]]) -> Kept:  # fourteen columns, of which marks fill five
    notes = [NoteRow(**{name: row._mapping[name] for name in _OF_NOTE}) for row in rows if row.what == _NOTE]
    marks = [_mark(row) for row in rows if row.what == _MARK]
    notes.sort(key=lambda note: (note.created_at, note.id))
    marks.sort(key=lambda mark: (mark.created_at, mark.section))
    return tuple(notes), tuple(marks)


def _mark(row: Row[Any]) -> MarkRow:  # four columns of it
    return MarkRow(document_id=row.document_id, path=row.path, section=row.section, created_at=row.created_at)


_NOTE, _MARK, _COMMENT, _RECALL = "note", "mark", "comment", "recall"
_OF_NOTE: Final = tuple(field.name for field in fields(NoteRow))
# The type of a reference is known only once its table is; this file knows the table of enrolments by name alone.
_OWNER: Final = bindparam("enrolment_id", type_=Uuid)
_NOTES: Final[Select[*tuple[Any, ...]]] = (  # thirteen columns, taken by name
    select(
        Note.id,
        Note.document_id,
        Document.path,
        Note.revision_id,
        Edition.number.label("edition"),
        Note.section,
        Note.quote,
        Note.before,
        Note.after,
        Note.words,
        Note.number,
        Note.created_at,
        Note.changed_at,
    )
    .join(Document, Note.document_id == Document.id)
    .join(Edition, Note.edition_id == Edition.id)
    .where(Note.enrolment_id == _OWNER)
)
_MARKS: Final[Select[*tuple[Any, ...]]] = (  # in the columns of a note
    select(
        cast(null(), Uuid).label("id"),
        SectionMark.document_id,
        Document.path,
        cast(null(), Uuid).label("revision_id"),
        cast(null(), Integer).label("edition"),
        SectionMark.section,
        *(literal("", Text).label(name) for name in ("quote", "before", "after", "words")),
        cast(null(), Integer).label("number"),
        SectionMark.created_at,
        SectionMark.created_at.label("changed_at"),
    )
    .join(Document, SectionMark.document_id == Document.id)
    .where(SectionMark.enrolment_id == _OWNER)
)
_COMMENTED: Final[Select[*tuple[Any, ...]]] = (  # in the columns of a note; the first comment tells that there are any
    select(
        cast(null(), Uuid).label("id"),
        Comment.document_id,
        literal("", Text).label("path"),
        cast(null(), Uuid).label("revision_id"),
        cast(null(), Integer).label("edition"),
        Comment.section,
        *(literal("", Text).label(name) for name in ("quote", "before", "after", "words")),
        cast(null(), Integer).label("number"),
        Comment.at.label("created_at"),
        Comment.at.label("changed_at"),
        literal(_COMMENT, Text).label("what"),
    ).where(Comment.number == 1, Comment.person_id == bindparam("person_id", type_=Uuid))
)
_BY_ID: Final = _NOTES.where(Note.id == bindparam("note_id"))
_NAMED_NOTES: Final = _NOTES.add_columns(literal(_NOTE, Text).label("what"))
_NAMED_MARKS: Final = _MARKS.add_columns(literal(_MARK, Text).label("what"))
_IN_COURSE: Final[Any] = union_all(_NAMED_NOTES, _NAMED_MARKS)  # a CompoundSelect, which runs like a Select
_IN_MODULE: Final[Any] = union_all(
    _NAMED_NOTES.where(Note.document_id == bindparam("document_id")),
    _NAMED_MARKS.where(SectionMark.document_id == bindparam("document_id")),
    _COMMENTED.where(Comment.document_id == bindparam("document_id")),
)
_TO_COME_BACK: Final[Any] = union_all(
    select(
        SectionMark.document_id,
        Document.path,
        SectionMark.section,
        SectionMark.created_at,
        literal(_MARK, Text).label("what"),
    )
    .join(Document, SectionMark.document_id == Document.id)
    .where(SectionMark.enrolment_id == _OWNER),
    UNSEEN_ANSWERS.add_columns(literal(_COMMENT, Text).label("what")),
    DUE.add_columns(literal(_RECALL, Text).label("what")),
)
_COUNT: Final = select(func.count(Note.id)).where(
    Note.enrolment_id == _OWNER, Note.document_id == bindparam("document_id")
)
_SAME: Final = select(Note.id).where(
    Note.enrolment_id == _OWNER,
    Note.document_id == bindparam("document_id"),
    *(getattr(Note, name) == bindparam(name) for name in ("section", "quote", "before", "after", "words")),
)
_AS_PUBLISHED: Final = (
    select(Edition.id.label("edition_id"), EditionItem.revision_id)
    .join(EditionItem, EditionItem.edition_id == Edition.id)
    .where(
        Edition.course_id == bindparam("course_id"),
        Edition.number == bindparam("edition"),
        EditionItem.document_id == bindparam("document_id"),
    )
)
