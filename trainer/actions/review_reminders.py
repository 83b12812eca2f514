"""Tells reviewers of what is due to be signed, and authors of what was returned."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Final, TypeAlias
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer.access import RoleName
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.curriculum.reviewing import Reviewed, document_review
from trainer.ids import SYSTEM
from trainer.reminding import NoticeKind
from trainer.storage.adding import add_once
from trainer.storage.database import Database
from trainer.storage.draft_rows import hold_course
from trainer.storage.editions import newest_editions
from trainer.storage.library import NotReady
from trainer.storage.people import Person, Role
from trainer.storage.review_rows import REVIEWED_KINDS, reviews_of_courses
from trainer.storage.reviews import ReviewReminder

_Due: TypeAlias = tuple[UUID, date, str]
"""A revision, the day on which it is due, and whether that is 'soon' or 'overdue'."""
_TOLD: Final = select(ReviewReminder.revision_id, ReviewReminder.due_on, ReviewReminder.kind)


def remind(database: Database, now: Now) -> int:
    """Write to the reviewers of each course what is due within a month, or overdue; gives how many messages wait.

    A revision is told of once before each day on which it is due and once after it. What comes up at the same time
    comes in one message.
    """
    with database.reading() as session:
        heads = newest_editions(session)
        reviews = reviews_of_courses(session, [head.course_id for head in heads])
        told = {(row.revision_id, row.due_on, row.kind) for row in session.execute(_TOLD)}
        due = {}
        for head in heads:
            try:
                edition = database.library.edition(session, head.edition_id)
            except NotReady:
                continue
            due[head.course_id] = set(_due(edition, reviews, now.today)) - told
    return sum(_remind(database, course_id, found, now) for course_id, found in due.items() if found)


def tell_of_return(
    session: Session, course_id: UUID, course: str, path: str, writers: Collection[UUID], now: Now
) -> None:
    """Write to those who wrote what was returned, else to every instructor of the course, inside the caller's act."""
    known = _active(session, set(writers) - {SYSTEM}) or _holding(session, course_id, RoleName.INSTRUCTOR)
    tell(session, NoticeKind.REVIEW_RETURNED, known, quote(f"author/{course}/reviews/{path}"), now)


def _due(edition: EditionView, reviews: Mapping[UUID, Sequence[Reviewed]], today: date) -> Iterator[_Due]:
    days = {module.path: module.review_by for module in edition.outline.modules()}
    for path, ref in edition.revisions.items():
        if ref.kind not in REVIEWED_KINDS:
            continue
        known = reviews.get(ref.document_id, ())
        found = document_review(known, revision=ref.number, review_by=days.get(path), today=today)
        if found.due_on is None or found.is_with_authors:
            continue
        if found.is_due_soon(today):
            yield ref.revision_id, found.due_on, "soon"
        elif found.is_past_due(today):
            yield ref.revision_id, found.due_on, "overdue"


def _remind(database: Database, course_id: UUID, found: Set[_Due], now: Now) -> int:
    """One message of each kind to each reviewer; nothing is noted as told while there is nobody to be told."""
    with database.writing() as session:
        hold_course(session, course_id)
        reviewers = sorted(_holding(session, course_id, RoleName.REVIEWER))
        if not reviewers:
            return 0
        kinds = {
            kind
            for revision_id, due_on, kind in sorted(found)
            if add_once(session, ReviewReminder, revision_id=revision_id, due_on=due_on, kind=kind, at=now.at)
        }
        for kind in sorted(kinds):
            tell(session, NoticeKind(f"review-{kind}"), reviewers, "review/", now)
        session.commit()
    return len(kinds) * len(reviewers)


def _active(session: Session, people: Set[UUID]) -> Set[UUID]:
    return set(session.scalars(select(Person.id).where(Person.id.in_(people), Person.is_active)))


def _holding(session: Session, course_id: UUID, role: RoleName) -> Set[UUID]:
    """Who holds a role for the course or the whole site, and may sign in."""
    reaches = or_(Role.course_id == course_id, Role.scope == "site")
    held = select(Person.id).join(Role, Role.person_id == Person.id)
    return set(session.scalars(held.where(Role.name == role, reaches, Person.is_active)))
