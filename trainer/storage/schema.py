"""Every table, gathered so that migrations see them all."""

from trainer.storage import content, learning, people
from trainer.storage.base import Base

metadata = Base.metadata
tables = (people, content, learning)
