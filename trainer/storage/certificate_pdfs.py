"""Keeps certificates as PDF, which can be made anew at any time."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from trainer.curriculum.certificate import Size
from trainer.storage.certificate_rows import CertificateRow, certificate_by_id
from trainer.storage.certificates import Certificate, CertificateChange, CertificatePdf

AGAIN_AFTER: Final = timedelta(hours=1)
"""So long after a failure it is tried again: a library may have been installed meanwhile."""


class PdfState(StrEnum):
    """Whether a certificate can be had as PDF."""

    READY = "ready"
    BEING_MADE = "being made"
    CANNOT_BE_MADE = "cannot be made"


def pdf_state(session: Session, certificate_id: UUID) -> PdfState:
    """Whether a certificate can be had as PDF: one statement."""
    kept = session.execute(
        select(CertificatePdf.body.is_not(None)).where(CertificatePdf.certificate_id == certificate_id)
    ).scalars()
    found = list(kept)
    if not found:
        return PdfState.BEING_MADE
    return PdfState.READY if all(found) else PdfState.CANNOT_BE_MADE


def pdf_of(session: Session, certificate_id: UUID, size: Size) -> bytes | None:
    """A certificate as PDF; None where it is not made, or could not be."""
    kept = select(CertificatePdf.body).where(
        CertificatePdf.certificate_id == certificate_id, CertificatePdf.size == size.value
    )
    return session.scalar(kept)


def next_without_pdf(session: Session, at: datetime) -> CertificateRow | None:
    """The certificate that waits longest for its PDF; those that hold no longer need none."""
    made = exists().where(
        CertificatePdf.certificate_id == Certificate.id,
        or_(CertificatePdf.body.is_not(None), CertificatePdf.made_at > at - AGAIN_AFTER),
    )
    ended = exists().where(and_(CertificateChange.certificate_id == Certificate.id))
    found = session.scalar(select(Certificate.id).where(~made, ~ended).order_by(Certificate.at).limit(1))
    return certificate_by_id(session, found) if found else None
