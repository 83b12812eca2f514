"""Tables of what people chose in branching cases."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class CaseRun(Fact, Base):
    """Somebody began a branching case, in a variation, with the revision named here, which it is played by to the end.

    It never counts towards a completion.
    """

    __tablename__ = "case_run"
    constraints = (
        UniqueConstraint("enrolment_id", "document_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    variation: Mapped[str]


class CaseChoice(Fact, Base):
    """A choice in a run, numbered from 1; `minutes` passed in the case by it. Where it led follows from the text."""

    __tablename__ = "case_choice"
    constraints = (
        UniqueConstraint("run_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )
    run_id: Mapped[UUID] = mapped_column(ForeignKey("case_run.id"))
    number: Mapped[int]
    choice: Mapped[str]
    minutes: Mapped[int]
