"""Tables of what people are told by mail, and how often they want to be."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Immutable


class MailChoice(Base):
    """How often somebody wants to be written to; no row means at once."""

    __tablename__ = "mail_choice"
    __table_args__ = (CheckConstraint("rhythm IN ('at-once', 'daily', 'weekly', 'none')", name="rhythm"),)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    rhythm: Mapped[str]
    changed_at: Mapped[datetime]


class Notice(Base):
    """One thing that somebody is to be told by mail, until it was sent.

    `due_at` is when it is put into a message, and None once it is in the one of `outbox_id`. `title` is a title of the
    course's own, `path` an address here that a sign-in guards: no notice holds what somebody wrote, did or is called.
    """

    __tablename__ = "notice"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    path: Mapped[str]
    day: Mapped[date | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    outbox_id: Mapped[UUID | None] = mapped_column(ForeignKey("outbox.id"), index=True)


class Reminder(Immutable, Base):
    """Somebody was reminded of something once: of a last day (an ISO date), or of a changed module (its revision)."""

    __tablename__ = "reminder"
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
