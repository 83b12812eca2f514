"""Tables of what administrators bring in from files."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base


class BulkImport(Base):
    """A table of people or cohorts: `body` holds its rows until it is carried out or given up.

    `rows` is how many there were. `person_id` is who brought the table.
    """

    __tablename__ = "bulk_import"
    __table_args__ = (
        CheckConstraint("kind IN ('people', 'cohorts')", name="kind"),
        CheckConstraint("(body IS NULL) = (carried_out_at IS NOT NULL)", name="body_until_carried_out"),
        CheckConstraint("undone_at IS NULL OR carried_out_at IS NOT NULL", name="undone_after_carried_out"),
        Index("ix_bulk_import_created_at", "created_at"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    rows: Mapped[int]
    body: Mapped[str | None]
    created_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class BulkImportItem(Base):
    """One thing that an import did, and what became of it when the import was undone.

    The invitation and the role may be gone since. `name` is what an invitation's reader is offered as their name,
    until they have joined; nothing else here says who somebody is.
    """

    __tablename__ = "bulk_import_item"
    __table_args__ = (
        CheckConstraint("act IN ('made', 'invited', 'enrolled', 'granted')", name="act"),
        CheckConstraint("outcome IS NULL OR outcome IN ('taken-back', 'stays')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (reason IS NULL)", name="reason"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("bulk_import.id"), index=True)
    row: Mapped[int]
    act: Mapped[str]
    role: Mapped[str | None]
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolment.id"))
    invitation_id: Mapped[UUID | None] = mapped_column(index=True)
    role_id: Mapped[UUID | None]
    name: Mapped[str | None]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
