"""The table of what people said about a course."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Evaluation(Fact, Base):
    """Somebody evaluated a course, once on each occasion: the choices by question as JSON, words beside the fact."""

    __tablename__ = "evaluation"
    constraints = (
        UniqueConstraint("enrolment_id", "occasion"),
        CheckConstraint("occasion IN ('after', 'later')", name="occasion"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    occasion: Mapped[str]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    chosen: Mapped[str]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
