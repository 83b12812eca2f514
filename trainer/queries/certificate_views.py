"""A certificate as its pages show it."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer.curriculum.certificate import Paper, paper_of
from trainer.curriculum.certificate_status import CertificateStatus, Ended
from trainer.storage.certificate_rows import CertificateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """A certificate: what its paper says, whether it holds, and what ended it.

    `nevertheless` is why it was issued although content was not clinically reviewed; '' where that was not so, or where
    it is not for whoever looks.
    """

    id: UUID
    paper: Paper
    status: CertificateStatus
    ended: Ended | None
    nevertheless: str


def certificate_view(row: CertificateRow, zone: ZoneInfo, site: str, *, is_staff: bool = False) -> CertificateView:
    """A certificate for its holder, or for staff."""
    return CertificateView(
        id=row.id,
        paper=printed(row, zone, site),
        status=row.status,
        ended=row.ended,
        nevertheless=(row.nevertheless or "") if is_staff else "",
    )


def printed(row: CertificateRow, zone: ZoneInfo, site: str) -> Paper:
    """What the paper of a certificate says."""
    return paper_of(
        row.certified,
        serial=row.serial,
        name=row.name,
        signed=row.signed,
        issued_on=row.at.astimezone(zone).date(),
        site=site,
        replaces=row.printed_replaces,
    )
