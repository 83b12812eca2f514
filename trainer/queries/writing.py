"""A document as its authors write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import is_text, kind_of
from trainer.errors import NotFound
from trainer.storage.draft_rows import course_id_of, drafts_of, published_text
from trainer.storage.editions import documents_of, newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingPage:
    """A text to be written on.

    `version` is 0 where nothing was saved since it was published; `revision` is what is published now, None for a new
    document. `is_behind` tells that something was published since the draft was begun, which was `based_on`.
    """

    course: str
    path: str
    kind: Kind
    text: str
    version: int
    revision: UUID | None
    revision_number: int
    saved_at: datetime | None
    saved_by: str
    is_behind: bool
    based_on: UUID | None

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever written there."""
        return not self.version and self.revision is None


def writing_page(session: Session, actor: Actor, course: str, path: str, *, may_be_new: bool = False) -> WritingPage:
    """A document's newest text: three statements. Raises NotFound, also for whoever may not author the course.

    `may_be_new` shows an empty text where nothing was ever written.
    """
    course_id = authored_course(session, actor, course)
    if not is_text(path):
        raise NotFound("There is no such page.")
    draft, published = drafts_of(session, course_id, path).get(path), published_text(session, course_id, path)
    if draft is None and published is None and not may_be_new:
        raise NotFound("There is no such document.")
    source = draft.source if draft else published.source if published else b""
    return WritingPage(
        course=course,
        path=path,
        kind=kind_of(path),
        text=source.decode(),
        version=draft.version if draft else 0,
        revision=published.revision_id if published else None,
        revision_number=published.number if published else 0,
        saved_at=draft.at if draft else None,
        saved_by=draft.author if draft else "",
        is_behind=bool(draft and published and draft.based_on != published.revision_id),
        based_on=draft.based_on if draft else None,
    )


def course_with_drafts(session: Session, course_id: UUID, course: str) -> Mapping[str, bytes]:
    """Every document of a course by path, drafts in the place of what is published."""
    head = newest_edition(session, course)
    files = {path: each.content for path, each in documents_of(session, head.edition_id).items()} if head else {}
    return files | {path: draft.source for path, draft in drafts_of(session, course_id).items()}


def authored_course(session: Session, actor: Actor, course: str) -> UUID:
    """A course that the actor may author. Raises NotFound."""
    course_id = course_id_of(session, course)
    if course_id is None or not actor.may(Permission.AUTHOR, course_id=course_id):
        raise NotFound("There is no such page.")
    return course_id
