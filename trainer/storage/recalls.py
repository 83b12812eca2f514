"""Tables of what people keep of a course's questions in their daily review."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base, Fact


class Recall(Fact, Base):
    """Something happened to a question that somebody keeps: never part of a result or a standing.

    It was met in a quiz, whose reasons were then seen; asked in a review, with the answer, and how the question was
    arranged; its last review was judged by the person in a `word`; or it was `left` ("I know this") or `taken-up`
    again. `rating` is that of FSRS, and `scheduling` names how it moved the schedule.
    """

    __tablename__ = "recall"
    constraints = (
        UniqueConstraint("enrolment_id", "document_id", "question", "number"),
        CheckConstraint("kind IN ('quiz', 'review', 'word', 'left', 'taken-up')", name="kind"),
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
        CheckConstraint("(rating IS NULL) = (kind IN ('left', 'taken-up'))", name="is_rated"),
        CheckConstraint("(kind = 'quiz') = (attempt_id IS NOT NULL)", name="attempt"),
        CheckConstraint("(kind = 'review') = (chosen IS NOT NULL AND arrangement IS NOT NULL)", name="answer"),
        Index("ix_recall_enrolment_id_at", "enrolment_id", "at"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    question: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    rating: Mapped[int | None]
    scheduling: Mapped[str]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id"))
    arrangement: Mapped[str | None]
    chosen: Mapped[str | None]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class RecallCard(Base):
    """Where a question stands that somebody keeps; it follows from facts and can be thrown away.

    `number` is that of the last recall, 0 for none. `stability` is in thousandths of a day, `last_on` the day of the
    last rating; both None before it. `due_on` is None once it was left.
    """

    __tablename__ = "recall_card"
    __table_args__ = MADE_ANEW
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    stability: Mapped[int | None]
    last_on: Mapped[date | None]
    due_on: Mapped[date | None]


class RecallFold(Base):
    """By which version of the fold every card was made; without a row the sweep makes them anew."""

    __tablename__ = "recall_fold"
    __table_args__ = MADE_ANEW
    version: Mapped[str] = mapped_column(primary_key=True)
    folded_at: Mapped[datetime]


class RecallChoice(Base):
    """Whether somebody's daily review in a course rests, and whether a mail reminds of it; no row means neither."""

    __tablename__ = "recall_choice"
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    rests: Mapped[bool]
    by_mail: Mapped[bool]
    changed_at: Mapped[datetime]
