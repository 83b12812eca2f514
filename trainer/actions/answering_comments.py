"""Authors answer what readers told them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum.commenting import Act, problems_of_reply
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_words, lock_name
from trainer.storage.comment_rows import CommentRow, comment_by_id, replies_to
from trainer.storage.comments import CommentReply
from trainer.storage.content import CourseRow, Edition
from trainer.storage.database import Database

_OF_AUTHORS: Final = frozenset({Act.ANSWERED, Act.SETTLED, Act.REOPENED})
_TOLD_BY_MAIL: Final = frozenset({Act.ANSWERED, Act.SETTLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an author's form carried. `mended` is the number of the edition in which the text was mended, if it was."""

    act: Act
    words: str = ""
    mended: int | None = None


def answer_comment(
    database: Database, actor: Actor, course: str, comment_id: UUID, answer: Answer, seen: int, now: Now
) -> None:
    """Answer, settle or reopen a comment after what followed up to the number `seen`; the same twice is done once.

    Raises Invalid; Stale where another author, or the person who asked, was there first.
    """
    words = cleaned(answer.words)
    with database.writing() as session:
        lock_name(session, f"comment:{comment_id}")
        row = comment_by_id(session, comment_id)
        if row is None or answer.act not in _OF_AUTHORS or not _may(session, actor, row, course):
            raise NotFound("There is no such comment.")
        if row.number != seen:
            if _is_repeat(session, actor, row, answer, words, seen):
                return
            raise Stale("Something followed upon this comment after this page was opened.", row)
        problems = problems_of_reply(answer.act, words, row.state)
        edition_id = None
        if answer.act is Act.SETTLED and answer.mended is not None:
            edition_id = _edition_after(session, row, answer.mended)
            if edition_id is None:
                problems.append(("mended", "Choose an edition that came after the one in which this was told."))
        if problems:
            raise Invalid(problems)
        text_id, digest = add_words(session, actor.person_id, "comment", words) if words else (None, None)
        reply = CommentReply(
            person_id=row.person_id,
            actor_id=actor.person_id,
            at=now.at,
            comment_id=comment_id,
            number=seen + 1,
            act=answer.act.value,
            edition_id=edition_id,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, reply)
        audit(session, actor, f"content:comment:{answer.act}", f"comment:{comment_id}", now)
        if row.wants_mail and row.is_active and answer.act in _TOLD_BY_MAIL and row.person_id != actor.person_id:
            tell(session, NoticeKind.ANSWER, [row.person_id], f"courses/{course}/comments/{comment_id}", now)
        session.commit()


def _may(session: Session, actor: Actor, row: CommentRow, course: str) -> bool:
    slug = session.scalar(select(CourseRow.slug).where(CourseRow.id == row.course_id))
    return slug == course and actor.may(Permission.AUTHOR, course_id=row.course_id)


def _is_repeat(session: Session, actor: Actor, row: CommentRow, answer: Answer, words: str, seen: int) -> bool:
    """Whether the last that followed is this very answer, sent twice."""
    last = replies_to(session, [row.id])[row.id][-1]
    mended = answer.mended if answer.act is Act.SETTLED else None
    sent = (answer.act, words, mended, actor.person_id, seen + 1)
    return (last.act, last.words, last.edition, last.actor_id, last.number) == sent


def _edition_after(session: Session, row: CommentRow, number: int) -> UUID | None:
    if number <= row.edition:
        return None
    return session.scalar(select(Edition.id).where(Edition.course_id == row.course_id, Edition.number == number))
