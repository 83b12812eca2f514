"""What an author sees before publishing: every draft, and what would come of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.queries.writing import authored_course
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingPage:
    """The drafts of a course."""

    course: str


def publishing_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> PublishingPage:
    """The drafts of a course. Raises NotFound."""
    authored_course(session, actor, course)
    return PublishingPage(course=course)
