"""Tables of what is eased for a person at quizzes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class AccommodationRow(Fact, Base):
    """More time (in hundredths), attempts or days were given at one quiz, or at all where `document_id` is None.

    Where it names another in `withdraws_id`, it takes that one back and eases nothing.
    """

    __tablename__ = "accommodation"
    constraints = (
        UniqueConstraint("enrolment_id", "number"),
        UniqueConstraint("withdraws_id"),
        CheckConstraint("time_factor BETWEEN 100 AND 400", name="time_factor"),
        CheckConstraint("attempts BETWEEN 0 AND 10", name="attempts"),
        CheckConstraint(
            "(withdraws_id IS NULL) = (time_factor > 100 OR attempts > 0 OR closes_on IS NOT NULL)", name="eases"
        ),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    withdraws_id: Mapped[UUID | None] = mapped_column(ForeignKey("accommodation.id"))
    time_factor: Mapped[int]
    attempts: Mapped[int]
    closes_on: Mapped[date | None]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class Extension(Fact, Base):
    """An attempt that was running got a later due time from an accommodation; each is later than the one before."""

    __tablename__ = "extension"
    constraints = (UniqueConstraint("attempt_id", "number"),)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]
    accommodation_id: Mapped[UUID] = mapped_column(ForeignKey("accommodation.id"))
    due_at: Mapped[datetime]
