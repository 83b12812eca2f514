"""What anybody may learn of a certificate by its serial: no more than its paper says, and whether it holds."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.certificate import Paper
from trainer.curriculum.certificate_serial import read_serial
from trainer.curriculum.certificate_status import CertificateStatus, Ending, names_the_next
from trainer.errors import NotAllowed
from trainer.queries.certificate_views import printed
from trainer.storage.certificate_misses import has_missed_too_often
from trainer.storage.certificate_rows import certificate_with

NO_SERIAL = "-"
"""What is looked for where the signs can be no serial: as much work as for one that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCertificate:
    """A certificate for whoever has its serial.

    `paper` is None once the name on it was corrected: the old name is told to nobody any more, and the new one is not
    told to whoever has only the old paper. `why` are the words of whoever revoked it.
    """

    serial: str
    status: CertificateStatus
    paper: Paper | None
    ended_on: date | None
    why: str
    replaced_by: str


def checked_certificate(session: Session, typed: str, network: str, now: Now, site: str) -> CheckedCertificate | None:
    """The certificate of a serial, however it was typed; None where there is none: two statements either way.

    Raises NotAllowed for a network address from which too many were tried in vain.
    """
    if has_missed_too_often(session, network, now.at):
        raise NotAllowed("Too many serials were tried from here that are none. Wait a quarter of an hour.")
    row = certificate_with(session, read_serial(typed[:100]) or NO_SERIAL)
    if row is None:
        return None
    ended = row.ended
    is_nameless = ended is not None and ended.ending is Ending.NAME_CORRECTED
    return CheckedCertificate(
        serial=row.serial,
        status=row.status,
        paper=None if is_nameless else printed(row, now.zone, site),
        ended_on=ended.at.astimezone(now.zone).date() if ended else None,
        why=ended.reason if ended and ended.ending is Ending.REVOKED else "",
        replaced_by=ended.replaced_by if ended and names_the_next(ended.ending) else "",
    )
