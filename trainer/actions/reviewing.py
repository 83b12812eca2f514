"""A reviewer signs a revision or returns it, and either can be withdrawn."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.review_reminders import tell_of_return
from trainer.clock import Now
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.reviewing import Decision, a_year_after, signed_up_to
from trainer.curriculum.reviewing_lines import line_now
from trainer.curriculum.reviewing_words import Signing, signing_problems, words_problem
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.adding import add, add_words
from trainer.storage.content import Document, Revision
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, hold_course
from trainer.storage.review_rows import (
    UnderReview,
    UnsentComment,
    reviews_of_document,
    signature_words,
    sources_of,
    under_review,
    unsent_comments,
    writers_since,
)
from trainer.storage.reviews import Review, ReviewComment, ReviewDraft, ReviewWithdrawal

_MISSING: Final = "There is no such page."
OWN_WORDS: Final = (
    "You wrote on this document since a clinician signed it last, so that somebody else has to review it: "
    "no word is to be signed by nobody but its writer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReviews:
    """What a reviewer decides on: the revision that the page showed, and how many reviews of it there were."""

    revision: UUID | None
    reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A document that is held for a review until the transaction ends. `reviews` counts those of this revision."""

    course: str
    course_id: UUID
    found: UnderReview
    reviews: int


def sign(
    database: Database, actor: Actor, course: str, path: str, signing: Signing, seen: SeenReviews, now: Now
) -> None:
    """Sign the revision that was seen; twice signs it once.

    Raises Invalid where something is missing, or comments wait to be sent; Stale where another revision or review
    came meanwhile; NotAllowed for whoever wrote of it; NotFound.
    """
    with database.writing() as session:
        held = _hold(session, actor, course, path, seen)
        if held is None:
            return
        problems = list(signing_problems(signing, now.today))
        if unsent_comments(session, actor.person_id, held.found.document_id):
            sentence = "You have comments here that were not sent. Return the revision with them, or remove them first."
            problems.append(("comments", sentence))
        if problems:
            raise Invalid(problems)
        text_id, digest = add_words(session, actor.person_id, "signature", signature_words(signing.signature))
        review = _review(actor, held, Decision.SIGNED, now)
        review.due_on = signing.due_on or a_year_after(now.today)
        review.text_id, review.text_digest = text_id, digest
        add(session, review)
        audit(session, actor, "content:review:signed", f"review:{review.id}", now)
        session.commit()


def return_it(database: Database, actor: Actor, course: str, path: str, seen: SeenReviews, now: Now) -> None:
    """Return the revision that was seen with every comment that waits; twice returns it once.

    A comment that was written on an earlier revision goes with its line to where the same words stand now. Raises
    Invalid where there is no comment, and otherwise as `sign`.
    """
    with database.writing() as session:
        held = _hold(session, actor, course, path, seen)
        if held is None:
            return
        unsent = unsent_comments(session, actor.person_id, held.found.document_id)
        if not unsent:
            raise Invalid([("words", "Write at least one comment: the authors have to know what to change.")])
        review = _review(actor, held, Decision.RETURNED, now)
        add(session, review)
        _send(session, actor, review, held.found, unsent, now)
        tell_of_return(session, held.course_id, held.course, path, _writers(session, held), now)
        audit(session, actor, "content:review:returned", f"review:{review.id}", now)
        session.commit()


def withdraw(database: Database, actor: Actor, course: str, review_id: UUID, reason: str, now: Now) -> str:
    """Let a review count no more, with a reason; the path of its document is given back. Twice does nothing more.

    Raises NotFound, also for a review of somebody else unless the actor administers the course; Invalid.
    """
    with database.writing() as session:
        course_id = course_id_of(session, course)
        row = session.execute(
            select(Review.actor_id, Document.path, Document.course_id)
            .join(Revision, Revision.id == Review.revision_id)
            .join(Document, Document.id == Revision.document_id)
            .where(Review.id == review_id)
        ).one_or_none()
        if row is None or course_id is None or row.course_id != course_id:
            raise NotFound(_MISSING)
        is_own = row.actor_id == actor.person_id and actor.may(Permission.REVIEW, course_id=course_id)
        if not is_own and not actor.may(Permission.ADMINISTER, course_id=course_id):
            raise NotFound(_MISSING)
        hold_course(session, course_id)
        if session.scalar(select(ReviewWithdrawal.id).where(ReviewWithdrawal.review_id == review_id)):
            return str(row.path)
        words = cleaned(reason)
        problem = words_problem(words, "Write in a sentence why; it is kept with the record.")
        if problem:
            raise Invalid([("reason", problem)])
        text_id, digest = add_words(session, actor.person_id, "review withdrawal", words)
        by = {"person_id": row.actor_id, "actor_id": actor.person_id, "at": now.at}
        add(session, ReviewWithdrawal(**by, review_id=review_id, text_id=text_id, text_digest=digest))
        audit(session, actor, "content:review:withdrawn", f"review:{review_id}", now)
        session.commit()
        return str(row.path)


def reviewed_course(session: Session, actor: Actor, course: str) -> UUID:
    """A course that the actor may review. Raises NotFound."""
    course_id = course_id_of(session, course)
    if course_id is None or not actor.may(Permission.REVIEW, course_id=course_id):
        raise NotFound(_MISSING)
    return course_id


def _hold(session: Session, actor: Actor, course: str, path: str, seen: SeenReviews) -> _Held | None:
    """What is to be reviewed, held until the transaction ends; None where the actor has just reviewed it."""
    course_id = reviewed_course(session, actor, course)
    hold_course(session, course_id)
    found = under_review(session, course_id, path)
    if found is None:
        raise NotFound(_MISSING)
    if found.revision_id != seen.revision:
        raise Stale("A new revision was published meanwhile. Nothing was signed or returned: look at it first.")
    reviews = reviews_of_document(session, found.document_id)
    here = [each for each in reviews if each.revision == found.number]
    if len(here) != seen.reviews:
        if len(here) == seen.reviews + 1 and here[-1].by_id == actor.person_id:
            return None
        raise Stale("Somebody reviewed this revision meanwhile. Look at what they decided first.")
    if actor.person_id in writers_since(session, course_id, found, signed_up_to(reviews)):
        raise NotAllowed(OWN_WORDS)
    return _Held(course=course, course_id=course_id, found=found, reviews=len(here))


def _review(actor: Actor, held: _Held, decision: Decision, now: Now) -> Review:
    return Review(
        id=uuid4(),
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=now.at,
        revision_id=held.found.revision_id,
        number=held.reviews + 1,
        decision=decision,
        day=now.today,
    )


def _send(
    session: Session,
    actor: Actor,
    review: Review,
    found: UnderReview,
    unsent: tuple[UnsentComment, ...],
    now: Now,
) -> None:
    source = found.source.decode("utf-8", "replace")
    earlier = sources_of(session, {each.revision_id for each in unsent} - {found.revision_id})
    for number, each in enumerate(unsent, start=1):
        text_id, digest = add_words(session, actor.person_id, "review comment", each.words)
        before = earlier.get(each.revision_id)
        comment = ReviewComment(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            review_id=review.id,
            number=number,
            line=each.line if before is None else line_now(before, each.line, source),
            text_id=text_id,
            text_digest=digest,
        )
        add(session, comment)
    session.execute(delete(ReviewDraft).where(ReviewDraft.id.in_([each.draft_id for each in unsent])))


def _writers(session: Session, held: _Held) -> frozenset[UUID]:
    """Who wrote the revision itself."""
    return writers_since(session, held.course_id, held.found, held.found.number - 1)
