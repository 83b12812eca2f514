"""Tables of what was removed from published texts for good."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact, Immutable


class Redaction(Fact, Base):
    """An administrator removed words or a figure from a course; numbers count through all courses.

    The reason stands beside the fact in `text`. `digest` names the words with the salt of that text, so that whoever
    has the words can be told that these were meant; of a figure it is the digest of its bytes. `length` counts the
    characters of the words in one line.
    """

    __tablename__ = "redaction"
    constraints = (
        UniqueConstraint("number"),
        CheckConstraint("kind IN ('words', 'figure')", name="kind"),
        CheckConstraint("reason IN ('licensed', 'patient', 'other')", name="reason"),
    )
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
    digest: Mapped[str]
    length: Mapped[int]


class RedactionItem(Immutable, Base):
    """A revision that lost words or its figure; it lets the text of that revision be changed once.

    `fingerprint` is that of the text as it is afterwards, by which a file that holds it is known to be an older one.
    """

    __tablename__ = "redaction_item"
    constraints = (Index("ix_redaction_item_revision_id", "revision_id"),)
    redaction_id: Mapped[UUID] = mapped_column(ForeignKey("redaction.id"), primary_key=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    places: Mapped[int]
    fingerprint: Mapped[str]
