"""Table of questions whose key was wrong, and what was decided for those who had answered them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Correction(Fact, Base):
    """A question of a quiz was wrong up to `old_revision_id` and reads as in `revision_id` since.

    `lowers` tells whether results were lowered by it too. Scores name the correction from which they come.
    """

    __tablename__ = "correction"
    constraints = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("policy IN ('both', 'new', 'drop', 'all')", name="policy"),
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    question: Mapped[str]
    old_revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    policy: Mapped[str]
    lowers: Mapped[bool]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
