"""Every table, gathered so that migrations see them all."""

from trainer.storage import content, drafts, learning, notes, passages, people
from trainer.storage.base import Base

metadata = Base.metadata
tables = (people, content, learning, notes, passages, drafts)
