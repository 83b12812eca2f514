"""Tables of certificates, and of what was decided about them later."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base, Fact


class Certificate(Fact, Base):
    """A certificate was issued for a completion of the course.

    `body` is what it states without any name, as JSON written once. Beside it stand the name as printed, the name of
    who signed and as what (as JSON), and why it was issued where content was not clinically reviewed.
    """

    __tablename__ = "certificate"
    constraints = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("(nevertheless_id IS NULL) = (nevertheless_digest IS NULL)", name="nevertheless"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    serial: Mapped[str] = mapped_column(unique=True)
    completion_id: Mapped[UUID] = mapped_column(ForeignKey("completion.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    body: Mapped[str]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    signature_digest: Mapped[str]
    nevertheless_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    nevertheless_digest: Mapped[str | None]


class CertificateChange(Fact, Base):
    """A certificate holds no longer: it was revoked, or another was issued in its place, each with a reason."""

    __tablename__ = "certificate_change"
    constraints = (
        CheckConstraint("kind IN ('reissued', 'name-corrected', 'revoked')", name="kind"),
        CheckConstraint("(kind = 'revoked') = (replaced_by_id IS NULL)", name="replaced_by"),
    )
    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("certificate.id"), unique=True)
    kind: Mapped[str]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class CertificatePdf(Base):
    """A certificate as PDF in one size of paper; no bytes where it could not be made here. It can be made anew."""

    __tablename__ = "certificate_pdf"
    __table_args__ = (CheckConstraint("size IN ('a4', 'letter')", name="size"), MADE_ANEW)
    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    size: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    body: Mapped[bytes | None]
