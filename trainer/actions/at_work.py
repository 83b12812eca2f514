"""Notes that somebody has a document open for writing."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, update

from trainer.access import Actor, Permission, require
from trainer.actions.drafting import MISSING
from trainer.clock import Now
from trainer.curriculum.documents import is_text
from trainer.errors import NotFound
from trainer.storage.adding import add_once
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of
from trainer.storage.drafts import AtWork

_KEPT: Final = timedelta(hours=1)


def come(database: Database, actor: Actor, course: str, path: str, now: Now) -> None:
    """Note that the actor has a document open now. Raises NotFound and NotAllowed."""
    with database.writing() as session:
        course_id = course_id_of(session, course)
        if course_id is None or not is_text(path):
            raise NotFound(MISSING)
        require(actor, Permission.AUTHOR, course_id=course_id)
        place = {"course_id": course_id, "path": path, "person_id": actor.person_id}
        if not add_once(session, AtWork, **place, seen_at=now.at):
            session.execute(update(AtWork).filter_by(**place).values(seen_at=now.at))
        session.execute(delete(AtWork).where(AtWork.seen_at < now.at - _KEPT))
        session.commit()


def leave(database: Database, actor: Actor, course: str, path: str) -> None:
    """Note that the actor has closed a document; twice does nothing more. Raises NotFound."""
    with database.writing() as session:
        course_id = course_id_of(session, course)
        if course_id is None:
            raise NotFound(MISSING)
        session.execute(delete(AtWork).filter_by(course_id=course_id, path=path, person_id=actor.person_id))
        session.commit()
