"""What clinicians are asked to review, course by course."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, assert_never
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.curriculum.reviewing import DocumentReview, Reviewed, ReviewState, document_review
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of
from trainer.storage.editions import newest_editions
from trainer.storage.review_rows import reviews_of_courses, unsent_comments


class Waits(StrEnum):
    """Why a document waits for a reviewer, the most urgent first; the last two wait for nobody."""

    OVERDUE = "overdue"
    CHANGED = "changed"
    ANEW = "anew"
    WITHDRAWN = "withdrawn"
    NEVER = "never"
    SOON = "soon"
    RETURNED = "returned"
    REVIEWED = "reviewed"


_WAIT_FOR_NOBODY: Final = (Waits.RETURNED, Waits.REVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A document with what its reviews mean; `unsent` counts one's own comments that were not sent yet."""

    path: str
    title: str
    kind: Kind
    revision: int
    published_at: datetime
    review: DocumentReview
    waits: Waits
    unsent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCourse:
    """A course with what waits for reviewers, the most urgent first, and what does not."""

    slug: str
    title: str
    waiting: tuple[ReviewRow, ...]
    settled: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewListPage:
    """Every course that somebody may review."""

    courses: tuple[ReviewCourse, ...]


def review_list_page(session: Session, database: Database, actor: Actor, now: Now) -> ReviewListPage:
    """What waits for a reviewer: three statements, however many documents there are."""
    heads = [head for head in newest_editions(session) if may_look(actor, head.course_id)]
    reviews = reviews_of_courses(session, [head.course_id for head in heads])
    unsent = Counter(each.document_id for each in unsent_comments(session, actor.person_id))
    return ReviewListPage(
        courses=tuple(
            _course(database.library.edition(session, head.edition_id), reviews, unsent, now.today) for head in heads
        )
    )


def course_to_review(session: Session, actor: Actor, course: str) -> UUID:
    """A course whose reviews the actor may see. Raises NotFound."""
    course_id = course_id_of(session, course)
    if course_id is None or not may_look(actor, course_id):
        raise NotFound("There is no such page.")
    return course_id


def may_look(actor: Actor, course_id: UUID) -> bool:
    """Whether somebody reviews a course, or administers it."""
    return actor.may(Permission.REVIEW, course_id=course_id) or actor.may(Permission.ADMINISTER, course_id=course_id)


def why_it_waits(review: DocumentReview, today: date) -> Waits:
    """Why a document waits for a reviewer, or that it does not."""
    if review.state is not ReviewState.REVIEWED and not review.is_with_authors and review.is_past_due(today):
        return Waits.OVERDUE
    match review.state:
        case ReviewState.NEVER:
            return Waits.NEVER
        case ReviewState.REVIEWED:
            return Waits.SOON if review.is_due_soon(today) else Waits.REVIEWED
        case ReviewState.OVERDUE:
            return Waits.OVERDUE
        case ReviewState.CHANGED:
            return Waits.CHANGED
        case ReviewState.RETURNED:
            return Waits.ANEW if review.is_published_anew else Waits.RETURNED
        case ReviewState.WITHDRAWN:
            return Waits.WITHDRAWN
        case _:
            assert_never(review.state)


def _course(
    edition: EditionView, reviews: Mapping[UUID, Sequence[Reviewed]], unsent: Mapping[UUID, int], today: date
) -> ReviewCourse:
    rows = [
        ReviewRow(
            path=path,
            title=title,
            kind=Kind(edition.revisions[path].kind),
            revision=edition.revisions[path].number,
            published_at=edition.revisions[path].at,
            review=review,
            waits=why_it_waits(review, today),
            unsent=unsent.get(edition.revisions[path].document_id, 0),
        )
        for path, title, review in reviewed_documents(edition, reviews, today)
    ]
    order = list(Waits)
    return ReviewCourse(
        slug=edition.outline.slug,
        title=edition.outline.title,
        waiting=tuple(
            sorted((row for row in rows if row.waits not in _WAIT_FOR_NOBODY), key=lambda row: order.index(row.waits))
        ),
        settled=tuple(row for row in rows if row.waits in _WAIT_FOR_NOBODY),
    )


def reviewed_documents(
    edition: EditionView, reviews: Mapping[UUID, Sequence[Reviewed]], today: date
) -> tuple[tuple[str, str, DocumentReview], ...]:
    """Path, title and review of each module, quiz and case of an edition, in the order of the course."""
    outline = edition.outline
    named = [(module.path, module.title, module.review_by) for module in outline.modules()]
    named += [(quiz.path, quiz.title, None) for quiz in outline.quizzes]
    named += [(case.path, case.title, None) for case in outline.cases]
    found = []
    for path, title, review_by in named:
        ref = edition.revisions[path]
        known = reviews.get(ref.document_id, ())
        review = document_review(known, revision=ref.number, review_by=review_by, today=today)
        found.append((path, title, review))
    return tuple(found)
