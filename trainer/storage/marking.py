"""Tables of answers that people mark, and of what they gave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class AnswerToMark(Fact, Base):
    """An answer was handed in that only a person can mark.

    Its id is what markers see in an address, and orders the queue: chance drew it, and it tells nothing of anybody.
    """

    __tablename__ = "answer_to_mark"
    constraints = (UniqueConstraint("attempt_id", "question"),)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str]


class MarkingRow(Fact, Base):
    """A marker, the actor, gave an answer the `items` of its rubric (a JSON list of ids), with words beside."""

    __tablename__ = "marking"
    constraints = (
        UniqueConstraint("answer_id", "number"),
        CheckConstraint("turn IN ('first', 'second', 'decision', 'correction')", name="turn"),
        CheckConstraint("(text_id IS NULL) = (text_digest IS NULL)", name="text"),
        Index("ix_marking_actor_id", "actor_id"),
    )
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer_to_mark.id"))
    number: Mapped[int]
    turn: Mapped[str]
    items: Mapped[str]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class MarkingDraft(Base):
    """What a marker has decided so far, for their eyes alone, gone once it is done; `number` counts the saves."""

    __tablename__ = "marking_draft"
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer_to_mark.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    items: Mapped[str]
    words: Mapped[str]
    number: Mapped[int]
    changed_at: Mapped[datetime]
    __table_args__ = (Index("ix_marking_draft_person_id", "person_id"),)
