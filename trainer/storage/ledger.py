"""Tables of the codes that stand for clients, and of warnings about clients that somebody overruled."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class ClientCode(Fact, Base):
    """A code that the platform gave a trainee for a client of whom it knows nothing."""

    __tablename__ = "client_code"
    constraints = (
        UniqueConstraint("enrolment_id", "number"),
        UniqueConstraint("code"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    code: Mapped[str]


class OverruledWarning(Fact, Base):
    """Somebody kept words in which `found` passages could tell who a client is, and said why they may stay."""

    __tablename__ = "overruled_warning"
    constraints = (
        UniqueConstraint("entry_id"),
        UniqueConstraint("encounter_id"),
        CheckConstraint("(entry_id IS NULL) <> (encounter_id IS NULL)", name="subject"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    encounter_id: Mapped[UUID | None] = mapped_column(ForeignKey("encounter.id"))
    found: Mapped[int]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
