"""Somebody typed a serial that is none: it is counted, so that nobody goes on guessing."""

from trainer.clock import Now
from trainer.storage.certificate_misses import add_miss
from trainer.storage.database import Database


def note_miss(database: Database, network: str, now: Now) -> None:
    """Count a serial that is none for a network address."""
    with database.writing() as session:
        add_miss(session, network, now.at)
        session.commit()
