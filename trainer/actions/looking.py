"""Notes that staff looked at somebody's record."""

from trainer.access import Actor
from trainer.actions.auditing import enter
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.owners import owner_of


def note_look(database: Database, actor: Actor, what: str, subject: str, now: Now) -> None:
    """Add an audit entry for a look that was allowed, unless it was at one's own record.

    `what` is the page, `subject` the thing that it is about, such as 'enrolment:<id>'.
    """
    with database.writing() as session:
        owner = owner_of(session, subject)
        if owner != actor.person_id:
            enter(session, actor, f"look:{what}", subject, owner, now)
            session.commit()
