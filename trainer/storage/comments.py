"""Tables of what readers tell the authors, and of what follows."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Comment(Fact, Base):
    """A reader told the authors that a passage is unclear or wrong, or asked about it, as the text read then.

    `section` is a section of a module, or the id of a quiz's question. The passage is a `text` of its own, so that
    words which must not be seen any more can be taken out; without one the comment is about the whole section. Staff
    who read have no enrolment. `attempt_id` names the attempt in which a question was answered.
    """

    __tablename__ = "comment"
    constraints = (
        UniqueConstraint("person_id", "document_id", "number"),
        Index("ix_comment_document_id_at", "document_id", "at"),
        CheckConstraint("kind IN ('unclear', 'wrong', 'question')", name="kind"),
        CheckConstraint("kind <> 'question' OR text_id IS NOT NULL", name="question_has_words"),
    )
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id"))
    section: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    wants_mail: Mapped[bool]
    quote_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    quote_digest: Mapped[str | None]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class CommentReply(Fact, Base):
    """Something followed upon a comment: an answer, a further question, that it was settled, or opened again.

    `person_id` is who wrote the comment. `edition_id` may name, where it is settled, the edition that mended the text.
    """

    __tablename__ = "comment_reply"
    constraints = (
        UniqueConstraint("comment_id", "number"),
        CheckConstraint("act IN ('answered', 'asked', 'settled', 'reopened')", name="act"),
        CheckConstraint("act NOT IN ('answered', 'asked') OR text_id IS NOT NULL", name="has_words"),
        CheckConstraint("edition_id IS NULL OR act = 'settled'", name="mended"),
    )
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    act: Mapped[str]
    edition_id: Mapped[UUID | None] = mapped_column(ForeignKey("edition.id"))
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class CommentSeen(Base):
    """Up to which number the writer of a comment has seen what followed upon it."""

    __tablename__ = "comment_seen"
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    number: Mapped[int]
