"""When an attempt is due, with what extended it."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select

from trainer.storage.accommodations import Extension
from trainer.storage.learning import Attempt

_EXTENDED: Final = (
    select(func.max(Extension.due_at)).where(Extension.attempt_id == Attempt.id).correlate(Attempt).scalar_subquery()
)
DUE_AT: Final[ColumnElement[datetime | None]] = func.coalesce(_EXTENDED, Attempt.due_at)
"""The due time of the attempt that a statement reads: an extension is never earlier than what it extends."""
