"""Every table, gathered so that migrations see them all."""

from trainer.storage import (
    certificates,
    comments,
    content,
    drafts,
    evaluations,
    learning,
    ledger,
    mailing,
    notes,
    observing,
    passages,
    people,
    redactions,
    reflections,
    reviews,
    signing_off,
    supervising,
    supervisor_notes,
    uploads,
)
from trainer.storage.base import Base

metadata = Base.metadata
tables = (
    people,
    content,
    learning,
    notes,
    passages,
    drafts,
    comments,
    redactions,
    reviews,
    uploads,
    mailing,
    signing_off,
    observing,
    ledger,
    reflections,
    supervising,
    supervisor_notes,
    certificates,
    evaluations,
)
