"""Forgets what need not be known of imports any longer, inside the caller's transaction."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.storage.bulk import BulkImport, BulkImportItem

WAITS: Final = timedelta(days=2)
"""How long a table waits for its yes; it holds names and addresses."""


def forget_name(session: Session, invitation_id: UUID) -> None:
    """Forget what somebody was to be called, since they have said it themselves."""
    session.execute(update(BulkImportItem).where(BulkImportItem.invitation_id == invitation_id).values(name=None))


def forget_old(session: Session, past: datetime, now: Now) -> None:
    """Remove tables that nobody said yes to, and what imports before `past` did.

    To be called before invitations of that time are removed, by which it is told who joined.
    """
    old = BulkImport.carried_out_at < past
    waited = BulkImport.carried_out_at.is_(None) & (BulkImport.created_at < now.at - WAITS)
    items = BulkImportItem.import_id.in_(select(BulkImport.id).where(old))
    session.execute(delete(BulkImportItem).where(items))
    session.execute(delete(BulkImport).where(old | waited))
