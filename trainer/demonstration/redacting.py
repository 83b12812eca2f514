"""The administrator of the demonstration, who removes a patient's name from a draft that was given up."""

from typing import Final

from trainer.access import Actor
from trainer.actions import redacting
from trainer.actions.redacting import Why
from trainer.clock import Now
from trainer.curriculum.redaction_reason import Reason
from trainer.queries.redaction import redaction_preview
from trainer.storage.database import Database

NAME: Final = "Halvard Lind of the harbour clinic"
_WHY: Final = Why(reason=Reason.PATIENT, words="A patient was named in a comment of the glossary.")


def remove(database: Database, administrator: Actor, course: str, now: Now) -> None:
    """Look where the name stands, and remove it."""
    with database.reading() as session:
        seen = redaction_preview(session, database, administrator, course, NAME).seen
    redacting.redact_words(database, administrator, course, NAME, _WHY, seen, now)
