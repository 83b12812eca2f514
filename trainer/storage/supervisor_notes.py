"""Tables of what supervisors note about somebody."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class SupervisorNote(Fact, Base):
    """A supervisor noted something about an enrolment, or, with `withdraws_id`, withdrew a note and said why.

    The trainee sees what `is_shared`; supervisors of the cohort see all of it.
    """

    __tablename__ = "supervisor_note"
    constraints = (
        UniqueConstraint("enrolment_id", "number"),
        UniqueConstraint("withdraws_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    withdraws_id: Mapped[UUID | None] = mapped_column(ForeignKey("supervisor_note.id"))
    is_shared: Mapped[bool]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
