"""Tables of what supervisors decide about an enrolment."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Excusal(Fact, Base):
    """An item is asked of somebody no more, or, where it withdraws an excusal, is asked again."""

    __tablename__ = "excusal"
    constraints = (
        UniqueConstraint("enrolment_id", "item", "number"),
        UniqueConstraint("withdraws_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str]
    number: Mapped[int]
    withdraws_id: Mapped[UUID | None] = mapped_column(ForeignKey("excusal.id"))
    is_shared: Mapped[bool]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class Withdrawal(Fact, Base):
    """A completion counts no more, because a named person said why."""

    __tablename__ = "withdrawal"
    constraints = (UniqueConstraint("completion_id"),)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    completion_id: Mapped[UUID] = mapped_column(ForeignKey("completion.id"))
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
