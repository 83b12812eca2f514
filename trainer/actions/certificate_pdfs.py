"""Has the PDF of each certificate made once, outside of any transaction, and keeps it."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import delete

from trainer.clock import Now
from trainer.curriculum.certificate import Paper, Size, paper_of
from trainer.storage.adding import add_values
from trainer.storage.certificate_pdfs import next_without_pdf
from trainer.storage.certificate_rows import CertificateRow
from trainer.storage.certificates import CertificatePdf
from trainer.storage.database import Database

Make = Callable[[Paper], Mapping[Size, bytes]]
_log: Final = logging.getLogger("trainer.papers")


def make_next_pdf(database: Database, make: Make, now: Now, site: str) -> bool:
    """Make the PDF that waits longest; False where none waits. One that cannot be made waits for an hour."""
    with database.reading() as session:
        row = next_without_pdf(session, now.at)
    if row is None:
        return False
    try:
        bodies: Mapping[Size, bytes | None] = make(_paper(row, now, site))
    except Exception as error:
        _log.warning("no PDF of certificate %s: %s", row.serial[:4], error)
        bodies = dict.fromkeys(Size)
    with database.writing() as session:
        session.execute(delete(CertificatePdf).where(CertificatePdf.certificate_id == row.id))
        add_values(
            session,
            CertificatePdf,
            *(
                {"certificate_id": row.id, "size": size.value, "made_at": now.at, "body": body}
                for size, body in bodies.items()
            ),
        )
        session.commit()
    return True


def _paper(row: CertificateRow, now: Now, site: str) -> Paper:
    return paper_of(
        row.certified,
        serial=row.serial,
        name=row.name,
        signed=row.signed,
        issued_on=row.at.astimezone(now.zone).date(),
        site=site,
        replaces=row.printed_replaces,
    )
