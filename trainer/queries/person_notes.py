"""The notes of supervisors about one person."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.queries.decided import NoteRow, notes_of
from trainer.queries.person_head import PersonHead, supervised
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesAboutPage:
    """Every note about somebody. `seen` goes into the form, so that a double click adds one."""

    head: PersonHead
    notes: tuple[NoteRow, ...]
    seen: int


def notes_about(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> NotesAboutPage:
    """The notes about somebody in a cohort that the actor supervises: four statements. Raises NotFound."""
    person = supervised(session, database, actor, enrolment_id, now)
    notes = notes_of(session, enrolment_id)
    seen = len(notes) + sum(note.withdrawn is not None for note in notes)
    return NotesAboutPage(head=person.head, notes=notes, seen=seen)
