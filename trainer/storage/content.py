"""Tables of courses and what was published."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base, Fact, Immutable


class CourseRow(Base):
    """A course; its slug is never reused."""

    __tablename__ = "course"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class Document(Base):
    """One text or figure of a course; it is retired when the latest edition does not hold it."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("course_id", "kind", "path"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    kind: Mapped[str]
    path: Mapped[str]


class Blob(Immutable, Base):
    """The bytes of a figure, once, by their SHA-256; none once the figure was removed for good."""

    __tablename__ = "blob"
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class Revision(Immutable, Base):
    """A document as it was published once: the exact bytes, or the digest of a figure's.

    `changed_sections` holds, as a JSON list, the ids of a module's sections whose text differs from
    the revision before. `redactions` counts how often words were removed from it for good: `source` is then without
    them, `fingerprint` still that of the bytes that were published.
    """

    __tablename__ = "revision"
    constraints = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("(source IS NULL) <> (blob_digest IS NULL)", name="one_content"),
        CheckConstraint("change IS NULL OR change IN ('typo', 'clarification', 'material')", name="change"),
        CheckConstraint("origin IN ('folder', 'browser')", name="origin"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    fingerprint: Mapped[str]
    source: Mapped[bytes | None]
    blob_digest: Mapped[str | None] = mapped_column(ForeignKey("blob.digest"))
    origin: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    note: Mapped[str]
    change: Mapped[str | None]
    changed_sections: Mapped[str]
    redactions: Mapped[int] = mapped_column(default=0, server_default="0")


class Edition(Immutable, Base):
    """What was published together."""

    __tablename__ = "edition"
    constraints = (UniqueConstraint("course_id", "number"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str]


class EditionItem(Immutable, Base):
    """One document's revision in an edition."""

    __tablename__ = "edition_item"
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))


class Rendering(Base):
    """A text as HTML, by the digest of itself, or the view of an edition; can be made again at any time."""

    __tablename__ = "rendering"
    __table_args__ = MADE_ANEW
    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]


class Cohort(Base):
    """A group on a course, with its dates."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("course_id", "name"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        Index("ix_cohort_ends_on", "ends_on"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime]


class RulesInForce(Fact, Base):
    """From `first_day` on, a cohort (or an enrolment without one) is under a revision of course.yml.

    The highest number whose first day has come counts.
    """

    __tablename__ = "rules_in_force"
    constraints = (
        UniqueConstraint("cohort_id", "number"),
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("(cohort_id IS NULL) <> (enrolment_id IS NULL)", name="one_subject"),
    )
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    first_day: Mapped[date]


class AuditEntry(Fact, Base):
    """What somebody did to content, people or records, or looked at, written in the act's own transaction.

    Its person is whose record it concerns, or who did it, where it concerns nobody's.
    """

    __tablename__ = "audit_entry"
    constraints = (
        Index("ix_audit_entry_at_id", "at", "id"),
        Index("ix_audit_entry_person_id_at", "person_id", "at"),
        Index("ix_audit_entry_actor_id_at", "actor_id", "at"),
    )
    event: Mapped[str]
    subject: Mapped[str]
