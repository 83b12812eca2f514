"""Tables of clinical reviews."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact, Immutable


class Review(Fact, Base):
    """A reviewer signed a revision or returned it; the highest number of a revision counts.

    What was signed is due again after `due_on`; name and licence stand in `text`, as JSON.
    """

    __tablename__ = "review"
    constraints = (
        UniqueConstraint("revision_id", "number"),
        CheckConstraint(
            "(decision = 'signed' AND due_on IS NOT NULL AND text_id IS NOT NULL AND text_digest IS NOT NULL)"
            " OR (decision = 'returned' AND due_on IS NULL AND text_id IS NULL AND text_digest IS NULL)",
            name="decision",
        ),
    )
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int]
    decision: Mapped[str]
    day: Mapped[date]
    due_on: Mapped[date | None]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class ReviewComment(Fact, Base):
    """What a reviewer said of a line of what they returned; line 0 for the whole.

    The line's own words are not kept again: the revision has them.
    """

    __tablename__ = "review_comment"
    constraints = (UniqueConstraint("review_id", "number"),)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    line: Mapped[int]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class ReviewSettlement(Fact, Base):
    """An author said what was done about a reviewer's comment."""

    __tablename__ = "review_settlement"
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("review_comment.id"), unique=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class ReviewWithdrawal(Fact, Base):
    """A review no longer counts, with the reason; the review itself stands as it was."""

    __tablename__ = "review_withdrawal"
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), unique=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class ReviewReminder(Immutable, Base):
    """Reviewers were reminded of a day by which a revision is to be signed: once before it, once after it."""

    __tablename__ = "review_reminder"
    constraints = (CheckConstraint("kind IN ('soon', 'overdue')", name="kind"),)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ReviewDraft(Base):
    """A comment that a reviewer has not sent yet; nobody else sees it. `version` counts its changes."""

    __tablename__ = "review_draft"
    __table_args__ = (Index("ix_review_draft_person_id", "person_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    line: Mapped[int]
    words: Mapped[str]
    version: Mapped[int]
    changed_at: Mapped[datetime]
