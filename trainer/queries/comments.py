"""What somebody told the authors of a course, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.commenting import CommentState
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.section_text import OPENING
from trainer.curriculum.state import is_open
from trainer.errors import NotAllowed, NotFound
from trainer.queries.comment_places import CommentPlace, place_of
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.authors import authors_of
from trainer.storage.comment_rows import (
    CommentRow,
    ReplyRow,
    comment_by_id,
    last_number,
    own_comments,
    own_comments_on,
    replies_to,
)
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A comment, where its passage stands now, and all that followed, the oldest first."""

    comment: CommentRow
    place: CommentPlace
    replies: tuple[ReplyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCommentsPage:
    """Everything that somebody told the authors of a course, the newest first."""

    course: CourseHead
    talks: tuple[Talk, ...]

    @property
    def seen(self) -> Mapping[UUID, int]:
        """What the page shows of each comment that its writer had not seen."""
        return _not_seen(self.talks)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCommentPage:
    """One of one's own comments. `authors` are those who answer it."""

    course: CourseHead
    talk: Talk
    authors: tuple[str, ...]

    @property
    def seen(self) -> Mapping[UUID, int]:
        """What the page shows of the comment that its writer had not seen."""
        return _not_seen((self.talk,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommentPage:
    """Where somebody tells the authors something: about a section of a module.

    `number` is that of their last comment on the module; `authors` are those who read it.
    """

    course: CourseHead
    module: str
    module_title: str
    section: str
    section_title: str
    number: int
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMark:
    """That somebody told the authors something about a section: which of their comments, and whose turn it is."""

    id: UUID
    state: CommentState


def own_comments_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> OwnCommentsPage:
    """All of one's own comments: four statements for a trainee. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    rows = own_comments(session, actor.person_id, reader.course_id)
    replies = replies_to(session, [row.id for row in rows])
    talks = tuple(
        Talk(comment=row, place=place_of(session, database, reader.edition, row), replies=replies.get(row.id, ()))
        for row in rows
    )
    return OwnCommentsPage(course=reader.head, talks=talks)


def own_comment_page(
    session: Session, database: Database, actor: Actor, course: str, comment_id: UUID, now: Now
) -> OwnCommentPage:
    """One of one's own comments. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    row = comment_by_id(session, comment_id)
    if row is None or row.person_id != actor.person_id or row.course_id != reader.course_id:
        raise NotFound("There is no such comment.")
    replies = replies_to(session, [row.id]).get(row.id, ())
    place = place_of(session, database, reader.edition, row)
    authors = authors_of(session, reader.course_id)
    return OwnCommentPage(course=reader.head, talk=Talk(comment=row, place=place, replies=replies), authors=authors)


def new_comment_page(
    session: Session, database: Database, actor: Actor, course: str, key: str, section: str, now: Now
) -> NewCommentPage:
    """Where something is told about a section: four statements for a trainee. Raises NotFound, NotAllowed."""
    reader = reader_of(session, database, actor, course, now)
    module = reader.edition.outline.module(key)
    if module is None:
        raise NotFound("There is no such module.")
    if reader.enrolment and not is_open(module, reader.edition.outline, reader.standings):
        raise NotAllowed("This module is not open yet.")
    title = _title(session, database, reader, module, section)
    document_id = reader.edition.revisions[module.path].document_id
    return NewCommentPage(
        course=reader.head,
        module=key,
        module_title=module.title,
        section=section,
        section_title=title,
        number=last_number(session, actor.person_id, document_id),
        authors=authors_of(session, reader.course_id),
    )


def comment_marks(
    session: Session, database: Database, reader: Reader, module: ModuleOutline, person_id: UUID
) -> Mapping[str, tuple[CommentMark, ...]]:
    """One's own comments on a module by the section in which they stand now: one statement."""
    ref = reader.edition.revisions[module.path]
    found: dict[str, tuple[CommentMark, ...]] = {}
    for row in reversed(own_comments_on(session, person_id, ref.document_id)):
        section = place_of(session, database, reader.edition, row).section
        if section is not None:
            found[section] = (*found.get(section, ()), CommentMark(id=row.id, state=row.state))
    return found


def _not_seen(talks: tuple[Talk, ...]) -> Mapping[UUID, int]:
    return {talk.comment.id: talk.comment.number for talk in talks if talk.comment.number > talk.comment.seen}


def _title(session: Session, database: Database, reader: Reader, module: ModuleOutline, section: str) -> str:
    if section == OPENING and section in database.library.section_texts(session, reader.edition, module.path):
        return "Before the first section"
    title = next((each.title for each in module.sections if each.id == section), None)
    if title is None:
        raise NotFound("This section is no longer part of the module.")
    return title
