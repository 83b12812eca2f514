"""Somebody takes the archive of a person's data."""

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.errors import NotAllowed
from trainer.ids import PersonId
from trainer.storage.database import Database


def note_export(database: Database, actor: Actor, person_id: PersonId, now: Now) -> None:
    """Note that a person's data is taken out, before it is. One's own is for oneself, any other for administrators."""
    if actor.person_id != person_id and not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator takes another person's data.")
    with database.writing() as session:
        audit(session, actor, "people:data:exported", f"person:{person_id}", now)
        session.commit()
