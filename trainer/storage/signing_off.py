"""Tables of what trainees put before their supervisors, and of what supervisors sign."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Entry(Fact, Base):
    """What a trainee put before a supervisor for a requirement: practicum, a document, a reflection.

    A later entry may replace one; what it holds depends on the kind of requirement.
    """

    __tablename__ = "entry"
    constraints = (
        UniqueConstraint("enrolment_id", "item", "number"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 1440", name="minutes"),
        CheckConstraint("tier IS NULL OR tier IN ('private', 'mentor', 'programme')", name="tier"),
        Index("ix_entry_supervisor_id", "supervisor_id"),
        Index("ix_entry_enrolment_id_at", "enrolment_id", "at"),
        Index("ix_entry_replaces_id", "replaces_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str]
    number: Mapped[int]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    supervisor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    held_on: Mapped[date | None]
    minutes: Mapped[int | None]
    phase: Mapped[str | None]
    role: Mapped[str | None]
    route: Mapped[str | None]
    client: Mapped[str | None]
    valid_until: Mapped[date | None]
    tier: Mapped[str | None]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry_file.id"))
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class EntryFile(Base):
    """The bytes of an uploaded document, which stand beside the fact so that they can be erased."""

    __tablename__ = "entry_file"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    body: Mapped[bytes | None]


class Meeting(Base):
    """A live meeting of a cohort, at which attendance is recorded."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_cohort_id", "cohort_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"))
    item: Mapped[str]
    title: Mapped[str]
    held_on: Mapped[date]
    minutes: Mapped[int]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class SignOff(Fact, Base):
    """A supervisor signs for a requirement, returns an entry, or takes an own or another's signature back.

    An acceptance counts until a later fact withdraws it. It names what it signs: the entry or the meeting;
    for a competency the level, and how many observed encounters it rests on.
    """

    __tablename__ = "sign_off"
    constraints = (
        UniqueConstraint("enrolment_id", "item", "number"),
        CheckConstraint("decision IN ('accepted', 'returned', 'withdrawn')", name="decision"),
        CheckConstraint("(decision = 'withdrawn') = (withdraws_id IS NOT NULL)", name="withdraws"),
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 3", name="level"),
        UniqueConstraint("withdraws_id"),
        Index("ix_sign_off_entry_id", "entry_id"),
        Index("ix_sign_off_meeting_id", "meeting_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str]
    number: Mapped[int]
    decision: Mapped[str]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    withdraws_id: Mapped[UUID | None] = mapped_column(ForeignKey("sign_off.id"))
    level: Mapped[int | None]
    encounters: Mapped[int | None]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]
