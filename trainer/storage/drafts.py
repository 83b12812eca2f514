"""Tables of what authors write before it is published."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base


class Draft(Base):
    """A document as it is being written: which saved version is the newest, and what it began from.

    Published or given up, a draft is gone; what was saved of it stays for a while. `based_on` is the revision that was
    published when it was begun, None for a document that was not published then.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("course_id", "path"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    path: Mapped[str]
    version: Mapped[int]
    based_on: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))


class DraftVersion(Base):
    """The text of a document as somebody saved it; numbers go on after a draft was published or given up."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("course_id", "path", "version"), Index("ix_draft_version_at", "at"))
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    path: Mapped[str]
    version: Mapped[int]
    source: Mapped[bytes]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class GivenUp(Base):
    """A draft that somebody gave up: its last saved version, and the revision that it was begun from."""

    __tablename__ = "given_up"
    __table_args__ = (Index("ix_given_up_course_id_at", "course_id", "at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    path: Mapped[str]
    version: Mapped[int]
    based_on: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class AtWork(Base):
    """Who has a document open for writing, and when their browser was last heard of."""

    __tablename__ = "at_work"
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[datetime]


class Publication(Base):
    """Drafts that somebody decided to publish together, now or on a day to come.

    `versions` holds the saved version of each path as JSON, `told` what came of it as JSON: the problems that stopped
    it, or why it was refused. The platform carries it out.
    """

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'published', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("change IN ('typo', 'clarification', 'material')", name="change"),
        Index("ix_publication_state_due_at", "state", "due_at"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    change: Mapped[str]
    note: Mapped[str]
    harder_from: Mapped[date | None]
    versions: Mapped[str]
    state: Mapped[str]
    told: Mapped[str]
    edition: Mapped[int | None]
