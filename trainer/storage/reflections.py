"""Tables of reflections beside their entries: what is not kept yet, and what mentors answered."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class ReflectionDraft(Base):
    """What a trainee writes of a reflection before keeping it: for their eyes alone, gone once it is kept.

    `number` counts how often it was saved, so that no tab overwrites what another has saved.
    """

    __tablename__ = "reflection_draft"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "item"),
        CheckConstraint("tier IN ('private', 'mentor', 'programme')", name="tier"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str]
    words: Mapped[str]
    tier: Mapped[str]
    number: Mapped[int]
    changed_at: Mapped[datetime]


class ReflectionReply(Fact, Base):
    """Somebody whom the writer let read a reflection answered it; `entry_id` is the version that was read."""

    __tablename__ = "reflection_reply"
    constraints = (UniqueConstraint("entry_id", "number"),)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
