"""Reviewers write comments before they send them, and authors settle them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.drafting import authored
from trainer.actions.reviewing import reviewed_course
from trainer.clock import Now
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.reviewing_lines import WHOLE, words_of_line
from trainer.curriculum.reviewing_words import MOST_COMMENTS, words_problem
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_words
from trainer.storage.content import Document, Revision
from trainer.storage.database import Database
from trainer.storage.draft_rows import hold_course, revision_text
from trainer.storage.reviews import Review, ReviewComment, ReviewDraft, ReviewSettlement

_MISSING: Final = "There is no such page."
_KEPT_OTHERWISE: Final = (
    "This comment was changed on another page after this one was opened. Nothing of either is lost."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A comment as a form carries it. `id` is the form's own, so that sending it twice adds one comment.

    `seen` is the version that was changed, 0 for a new comment; line 0 is the whole text.
    """

    id: UUID
    revision: UUID
    line: int
    words: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A comment that is not sent yet, as it stands."""

    id: UUID
    revision: UUID
    line: int
    words: str
    version: int


def keep(database: Database, actor: Actor, course: str, path: str, entered: Entered, now: Now) -> None:
    """Keep a comment until it is sent; the same once more, or the same words on the same line, changes nothing.

    Raises Invalid; Stale, with what is kept, where it was changed on another page; NotFound.
    """
    words = cleaned(entered.words)
    with database.writing() as session:
        course_id = reviewed_course(session, actor, course)
        hold_course(session, course_id)
        source = revision_text(session, course_id, path, entered.revision)
        if source is None:
            raise NotFound(_MISSING)
        _require_reasonable(entered, words, source.decode("utf-8", "replace"))
        kept = session.get(ReviewDraft, entered.id)
        if kept is None:
            if _has_same(session, actor, entered, words):
                return
            _require_room(session, actor, entered.revision)
            own = {"id": entered.id, "person_id": actor.person_id, "revision_id": entered.revision}
            add(session, ReviewDraft(**own, line=entered.line, words=words, version=1, changed_at=now.at))
            session.commit()
            return
        if kept.person_id != actor.person_id or kept.revision_id != entered.revision:
            raise NotFound(_MISSING)
        if (kept.line, kept.words) == (entered.line, words):
            return
        if kept.version != entered.seen:
            raise Stale(_KEPT_OTHERWISE, _kept(kept))
        kept.line, kept.words, kept.version, kept.changed_at = entered.line, words, entered.seen + 1, now.at
        session.commit()


def remove(database: Database, actor: Actor, course: str, path: str, draft_id: UUID) -> Kept | None:
    """Remove a comment that is not sent yet, and give it back, so that it can be kept again; None where there is none.

    Raises NotFound.
    """
    with database.writing() as session:
        course_id = reviewed_course(session, actor, course)
        kept = session.get(ReviewDraft, draft_id)
        if kept is None or kept.person_id != actor.person_id:
            return None
        if revision_text(session, course_id, path, kept.revision_id) is None:
            raise NotFound(_MISSING)
        removed = _kept(kept)
        session.execute(delete(ReviewDraft).where(ReviewDraft.id == draft_id))
        session.commit()
    return removed


def settle(database: Database, actor: Actor, course: str, comment_id: UUID, words: str, now: Now) -> str:
    """Say what was done about a reviewer's comment; gives the path of its document. Settled twice is settled once.

    Raises Invalid where nothing is said, NotFound for a comment on another course.
    """
    said = cleaned(words)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        row = session.execute(
            select(ReviewComment.person_id, Document.path, ReviewSettlement.id)
            .join(Review, Review.id == ReviewComment.review_id)
            .join(Revision, Revision.id == Review.revision_id)
            .join(Document, Document.id == Revision.document_id)
            .outerjoin(ReviewSettlement, ReviewSettlement.comment_id == ReviewComment.id)
            .where(ReviewComment.id == comment_id, Document.course_id == course_id)
        ).one_or_none()
        if row is None:
            raise NotFound(_MISSING)
        if row.id:
            return str(row.path)
        problem = words_problem(said, "Say in a sentence what was done about it, or why nothing was.")
        if problem:
            raise Invalid([("words", problem)])
        text_id, digest = add_words(session, actor.person_id, "review settlement", said)
        by = {"person_id": row.person_id, "actor_id": actor.person_id, "at": now.at}
        add(session, ReviewSettlement(**by, comment_id=comment_id, text_id=text_id, text_digest=digest))
        audit(session, actor, "content:review:settled", f"comment:{comment_id}", now)
        session.commit()
    return str(row.path)


def _require_reasonable(entered: Entered, words: str, source: str) -> None:
    problems = []
    if entered.line != WHOLE and not words_of_line(source, entered.line):
        problems.append(("line", "There are no words on this line. Choose another, or 0 for the text as a whole."))
    problem = words_problem(words, "Write what the authors should look at.")
    if problem:
        problems.append(("words", problem))
    if problems:
        raise Invalid(problems)


def _has_same(session: Session, actor: Actor, entered: Entered, words: str) -> bool:
    same = (ReviewDraft.revision_id == entered.revision, ReviewDraft.line == entered.line, ReviewDraft.words == words)
    return session.scalar(select(ReviewDraft.id).where(ReviewDraft.person_id == actor.person_id, *same)) is not None


def _require_room(session: Session, actor: Actor, revision_id: UUID) -> None:
    own = select(func.count()).where(ReviewDraft.person_id == actor.person_id, ReviewDraft.revision_id == revision_id)
    if session.scalars(own).one() >= MOST_COMMENTS:
        raise Invalid([("words", f"There are {MOST_COMMENTS} comments here already; send them before you add more.")])


def _kept(row: ReviewDraft) -> Kept:
    return Kept(id=row.id, revision=row.revision_id, line=row.line, words=row.words, version=row.version)
