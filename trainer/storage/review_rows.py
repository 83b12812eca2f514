"""Reads clinical reviews, what is said in them, and who wrote what is reviewed."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.course import Kind
from trainer.curriculum.reviewing import Decision, Reviewed, Signature
from trainer.storage.content import Document, Edition, EditionItem, Revision
from trainer.storage.drafts import DraftVersion
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run
from trainer.storage.reviews import Review, ReviewComment, ReviewDraft, ReviewSettlement, ReviewWithdrawal

REVIEWED_KINDS: Final = (Kind.MODULE, Kind.QUIZ, Kind.CASE)
"""What clinicians review: what trainees read, and what they are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderReview:
    """The revision of a document that is published now."""

    document_id: UUID
    revision_id: UUID
    path: str
    number: int
    at: datetime
    source: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """What a reviewer said of a line of a revision, and what an author answered, None while it is open."""

    comment_id: UUID
    path: str
    revision: int
    revision_id: UUID
    line: int
    words: str
    by: str
    at: datetime
    settled: str | None
    settled_by: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentComment:
    """A comment that a reviewer has not sent yet."""

    draft_id: UUID
    document_id: UUID
    revision_id: UUID
    revision: int
    line: int
    words: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedReview:
    """A review with the moments at which it was made and withdrawn; `review` itself is as if nobody withdrew it."""

    review: Reviewed
    at: datetime
    withdrawn_at: datetime | None


def reviews_of_document(session: Session, document_id: UUID) -> tuple[Reviewed, ...]:
    """Every review of a document: one statement."""
    return tuple(_reviewed(row) for row in run(session, _OF_DOCUMENT, document_id=document_id))


def reviews_of_courses(session: Session, course_ids: Collection[UUID]) -> Mapping[UUID, tuple[Reviewed, ...]]:
    """Every review of the documents of some courses, by document: one statement."""
    found: dict[UUID, list[Reviewed]] = defaultdict(list)
    of_courses = Revision.document_id.in_(select(Document.id).where(Document.course_id.in_(course_ids)))
    for row in session.execute(_REVIEWS.where(of_courses)):
        found[row.document_id].append(_reviewed(row))
    return {document_id: tuple(each) for document_id, each in found.items()}


def dated_reviews(session: Session, course_id: UUID) -> Mapping[UUID, tuple[DatedReview, ...]]:
    """Every review of a course's documents with its moments, by document: one statement."""
    found: dict[UUID, list[DatedReview]] = defaultdict(list)
    for row in run(session, _DATED, course_id=course_id):
        review = replace(_reviewed(row), is_withdrawn=False)
        found[row.document_id].append(DatedReview(review=review, at=row.at, withdrawn_at=row.withdrawn_at))
    return {document_id: tuple(each) for document_id, each in found.items()}


def under_review(session: Session, course_id: UUID, path: str) -> UnderReview | None:
    """What the newest edition holds at a path, where that is something that clinicians review."""
    newest = select(Edition.id).where(Edition.course_id == course_id).order_by(Edition.number.desc()).limit(1)
    row = session.execute(
        select(Document.id, Revision.id.label("revision_id"), Revision.number, Revision.at, Revision.source)
        .join(EditionItem, EditionItem.document_id == Document.id)
        .join(Revision, Revision.id == EditionItem.revision_id)
        .where(
            EditionItem.edition_id == newest.scalar_subquery(), Document.path == path, Document.kind.in_(REVIEWED_KINDS)
        )
    ).one_or_none()
    if row is None or row.source is None:
        return None
    return UnderReview(
        document_id=row.id,
        revision_id=row.revision_id,
        path=path,
        number=row.number,
        at=row.at,
        source=row.source,
    )


def writers_since(session: Session, course_id: UUID, found: UnderReview, since: int) -> frozenset[UUID]:
    """Who published or saved anything of a document after its revision `since`, up to what is under review."""
    last = select(Revision.at).where(Revision.document_id == found.document_id, Revision.number == since)
    published = select(Revision.author_id).where(
        Revision.document_id == found.document_id, Revision.number > since, Revision.number <= found.number
    )
    saved = select(DraftVersion.author_id).where(
        DraftVersion.course_id == course_id,
        DraftVersion.path == found.path,
        DraftVersion.at <= found.at,
        or_(last.scalar_subquery().is_(None), DraftVersion.at > last.scalar_subquery()),
    )
    return frozenset(session.scalars(union(published, saved)))


def comments_on(session: Session, course_id: UUID, path: str | None = None) -> tuple[CommentRow, ...]:
    """What reviewers said of the documents of a course, or of the one at `path`, the newest first: one statement."""
    author, said, done = aliased(Person), aliased(Words), aliased(Words)
    statement: Select[*tuple[Any, ...]] = (  # its columns are taken by name below
        select(
            ReviewComment.id,
            Document.path,
            Revision.number,
            Revision.id.label("revision_id"),
            ReviewComment.line,
            said.words.label("said"),
            Person.name.label("by"),
            ReviewComment.at,
            ReviewSettlement.id.label("settlement_id"),
            done.words.label("done"),
            author.name.label("settled_by"),
            ReviewSettlement.at.label("settled_at"),
        )
        .join(Review, Review.id == ReviewComment.review_id)
        .join(Revision, Revision.id == Review.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .join(Person, Person.id == ReviewComment.actor_id)
        .join(said, said.id == ReviewComment.text_id)
        .outerjoin(ReviewWithdrawal, ReviewWithdrawal.review_id == Review.id)
        .outerjoin(ReviewSettlement, ReviewSettlement.comment_id == ReviewComment.id)
        .outerjoin(author, author.id == ReviewSettlement.actor_id)
        .outerjoin(done, done.id == ReviewSettlement.text_id)
        .where(Document.course_id == course_id, ReviewWithdrawal.id.is_(None))
        .order_by(Revision.number.desc(), Review.number.desc(), ReviewComment.line, ReviewComment.number)
    )
    if path is not None:
        statement = statement.where(Document.path == path)
    return tuple(_comment(row) for row in session.execute(statement))


def unsent_comments(session: Session, person_id: UUID, document_id: UUID | None = None) -> tuple[UnsentComment, ...]:
    """What a reviewer has not sent yet, of one document or of all, line by line: one statement."""
    statement = (
        select(ReviewDraft, Revision.document_id, Revision.number)
        .join(Revision, Revision.id == ReviewDraft.revision_id)
        .where(ReviewDraft.person_id == person_id)
        .order_by(Revision.number, ReviewDraft.line, ReviewDraft.changed_at)
    )
    if document_id is not None:
        statement = statement.where(Revision.document_id == document_id)
    return tuple(
        UnsentComment(
            draft_id=row.ReviewDraft.id,
            document_id=row.document_id,
            revision_id=row.ReviewDraft.revision_id,
            revision=row.number,
            line=row.ReviewDraft.line,
            words=row.ReviewDraft.words,
            version=row.ReviewDraft.version,
        )
        for row in session.execute(statement)
    )


def sources_of(session: Session, revision_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The texts of some revisions: one statement, and none where nothing is asked for."""
    if not revision_ids:
        return {}
    rows = session.execute(select(Revision.id, Revision.source).where(Revision.id.in_(revision_ids)))
    return {row.id: (row.source or b"").decode("utf-8", "replace") for row in rows}


def last_signature(session: Session, person_id: UUID) -> Signature | None:
    """What somebody signed with last: one statement."""
    words = session.scalar(
        select(Words.words)
        .join(Review, Review.text_id == Words.id)
        .where(Review.actor_id == person_id)
        .order_by(Review.at.desc())
        .limit(1)
    )
    return signature_of(words) if words else None


def signature_words(signature: Signature) -> str:
    """A signature as the words that are kept beside its fact."""
    said = {
        "name": signature.name,
        "licence": signature.licence,
        "number": signature.number,
        "place": signature.place,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signature_of(words: str | None) -> Signature:
    """A signature from the words beside its fact; an empty one where they were erased."""
    return Signature(**json.loads(words)) if words else Signature(name="")


def _later_material() -> Any:  # a scalar subquery, whose type SQLAlchemy leaves open
    later = aliased(Revision)
    return (
        select(func.min(later.number))
        .where(later.document_id == Revision.document_id, later.number > Revision.number, later.change == "material")
        .scalar_subquery()
    )


def _comments(*, open_only: bool) -> Any:  # as above
    counted = select(func.count()).select_from(ReviewComment).where(ReviewComment.review_id == Review.id)
    if open_only:
        settled = ReviewSettlement.comment_id == ReviewComment.id
        counted = counted.outerjoin(ReviewSettlement, settled).where(ReviewSettlement.id.is_(None))
    return counted.scalar_subquery()


_REVIEWS: Final[Select[*tuple[Any, ...]]] = (  # its columns are taken by name below
    select(
        Revision.document_id,
        Review.id,
        Review.revision_id,
        Revision.number.label("revision"),
        Review.number,
        Review.decision,
        Review.day,
        Review.due_on,
        Review.actor_id,
        Person.name.label("by"),
        Words.words,
        ReviewWithdrawal.id.label("withdrawal_id"),
        _later_material().label("asks_anew_at"),
        _comments(open_only=False).label("comments"),
        _comments(open_only=True).label("open_comments"),
    )
    .join(Revision, Revision.id == Review.revision_id)
    .join(Person, Person.id == Review.actor_id)
    .outerjoin(Words, Words.id == Review.text_id)
    .outerjoin(ReviewWithdrawal, ReviewWithdrawal.review_id == Review.id)
    .order_by(Revision.number, Review.number)
)
_OF_DOCUMENT: Final = _REVIEWS.where(Revision.document_id == bindparam("document_id"))
_DATED: Final = _REVIEWS.add_columns(Review.at, ReviewWithdrawal.at.label("withdrawn_at")).where(
    Revision.document_id.in_(select(Document.id).where(Document.course_id == bindparam("course_id")))
)


def _reviewed(row: Row[Any]) -> Reviewed:  # of _REVIEWS
    decision = Decision(row.decision)
    return Reviewed(
        id=row.id,
        revision_id=row.revision_id,
        revision=row.revision,
        number=row.number,
        decision=decision,
        day=row.day,
        by_id=row.actor_id,
        by=row.by,
        due_on=row.due_on,
        signature=signature_of(row.words) if decision is Decision.SIGNED else None,
        asks_anew_at=row.asks_anew_at,
        is_withdrawn=row.withdrawal_id is not None,
        comments=row.comments,
        open_comments=row.open_comments,
    )


def _comment(row: Row[Any]) -> CommentRow:  # of comments_on
    return CommentRow(
        comment_id=row.id,
        path=row.path,
        revision=row.number,
        revision_id=row.revision_id,
        line=row.line,
        words=row.said or "",
        by=row.by,
        at=row.at,
        settled=None if row.settlement_id is None else row.done or "",
        settled_by=row.settled_by or "",
        settled_at=row.settled_at,
    )
