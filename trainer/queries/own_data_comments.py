"""What a person told the authors of courses, with the answers, for the archive of their data."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.curriculum.transcript import plain_of
from trainer.storage.comment_rows import CommentRow, ReplyRow, comments_by, replies_to
from trainer.storage.content import CourseRow


def own_comments(session: Session, person_id: UUID) -> list[dict[str, object]]:
    """Everything that somebody told, the newest first, as their own pages show it: three statements."""
    rows = comments_by(session, person_id)
    replies = replies_to(session, [row.id for row in rows])
    courses = {row.course_id for row in rows}
    named = session.execute(select(CourseRow.id, CourseRow.slug).where(CourseRow.id.in_(courses)))
    slugs = {each.id: each.slug for each in named}
    return [
        {
            "course": slugs[row.course_id],
            **_comment(row),
            "answers_seen": row.seen,
            "followed": [_reply(each) for each in replies.get(row.id, ())],
        }
        for row in rows
    ]


def _comment(row: CommentRow) -> dict[str, object]:
    return {
        "document": row.path,
        "section": row.section,
        "edition": row.edition,
        "revision": row.revision,
        "kind": row.kind.value,
        "passage": row.quote.words,
        "words_before": row.quote.before,
        "words_after": row.quote.after,
        "words": row.words,
        "wants_mail": row.wants_mail,
        "told": plain_of(row.at),
        "state": row.state.value,
    }


def _reply(each: ReplyRow) -> dict[str, object]:
    return {
        "number": each.number,
        "what": each.act.value,
        "by": each.name,
        "words": each.words,
        "mended_in_edition": each.edition,
        "at": plain_of(each.at),
    }
