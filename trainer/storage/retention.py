"""Tables of how long records are kept, and of what was erased."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class RetentionRule(Fact, Base):
    """An administrator said for how long a kind of record is kept, and why; the highest number of a kind counts.

    `length` counts years or days, as the kind is counted. `is_kept` is whether it stays though somebody asks for it
    to be erased earlier. Its person is who said so.
    """

    __tablename__ = "retention_rule"
    constraints = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("length >= 1", name="length"),
    )
    kind: Mapped[str]
    number: Mapped[int]
    length: Mapped[int]
    is_kept: Mapped[bool]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class ErasureRequest(Fact, Base):
    """Somebody asked that what is kept about them be erased."""

    __tablename__ = "erasure_request"
    constraints = (UniqueConstraint("person_id", "number"),)
    number: Mapped[int]


class ErasureDecision(Fact, Base):
    """What became of a request to erase: it was granted, refused with a reason, or taken back by who made it."""

    __tablename__ = "erasure_decision"
    constraints = (
        UniqueConstraint("request_id"),
        CheckConstraint("decision IN ('granted', 'refused', 'withdrawn')", name="decision"),
        CheckConstraint("(decision = 'refused') = (text_id IS NOT NULL)", name="has_words"),
    )
    request_id: Mapped[UUID] = mapped_column(ForeignKey("erasure_request.id"))
    decision: Mapped[str]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class Erasure(Fact, Base):
    """A kind of record of somebody was erased: as granted, or, without a decision, since its time was over."""

    __tablename__ = "erasure"
    constraints = (
        UniqueConstraint("person_id", "kind", "number"),
        Index("ix_erasure_at", "at"),
    )
    kind: Mapped[str]
    number: Mapped[int]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("erasure_decision.id"))
