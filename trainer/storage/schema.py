"""Every table, gathered so that migrations see them all."""

from trainer.storage import (
    comments,
    content,
    drafts,
    learning,
    notes,
    passages,
    people,
    redactions,
    reviews,
    signing_off,
    supervising,
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
    signing_off,
    supervising,
)
