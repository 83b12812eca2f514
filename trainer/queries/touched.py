"""Whom it touches when documents are published anew: who reads them, answers them, has completed them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.standing import module_item, quiz_item
from trainer.storage.content import Document, Revision
from trainer.storage.extending import DUE_AT
from trainer.storage.learning import Attempt, Completion, Enrolment, Reading, Score, Submission

READING_NOW: Final = timedelta(days=14)
"""Whoever opened or finished a section within these days, and has not completed the module, is reading it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """How many people read a module now, how many attempts at a quiz are open, how many completed or passed it."""

    readers: int = 0
    attempts: int = 0
    completed: int = 0


def touched(session: Session, course_id: UUID, paths: Iterable[str], now: Now) -> Mapping[str, Touched]:
    """Whom each module and quiz touches: four statements, however many there are."""
    items = {path: item for path in paths if (item := item_of(path))}
    if not items:
        return {}
    readers, attempts = _readers(session, course_id, items, now), _attempts(session, course_id, items, now)
    completed, passed = _completed(session, course_id, items), _passed(session, course_id, items)
    return {
        path: Touched(
            readers=readers.get(path, 0),
            attempts=attempts.get(path, 0),
            completed=passed.get(path, 0) if kind_of(path) is Kind.QUIZ else completed.get(items[path], 0),
        )
        for path in items
    }


def item_of(path: str) -> str | None:
    """The item that a module or a quiz is in people's records."""
    match kind_of(path):
        case Kind.MODULE:
            return module_item(path.removeprefix("curriculum/").removesuffix(".md"))
        case Kind.QUIZ:
            return quiz_item(path.removeprefix("quizzes/").removesuffix(".yml"))
        case _:
            return None


def _readers(session: Session, course_id: UUID, items: Mapping[str, str], now: Now) -> Mapping[str, int]:
    item = case(dict(items), value=Document.path, else_="")
    is_done = select(Completion.id).where(Completion.enrolment_id == Reading.enrolment_id, Completion.item == item)
    rows = session.execute(
        select(Document.path, func.count(Reading.enrolment_id.distinct()).label("people"))
        .select_from(Reading)
        .join(Revision, Reading.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .where(
            Document.course_id == course_id,
            Document.path.in_(items),
            Reading.at >= now.at - READING_NOW,
            ~is_done.correlate(Reading, Document).exists(),
        )
        .group_by(Document.path)
    )
    return {row.path: row.people for row in rows}


def _attempts(session: Session, course_id: UUID, items: Mapping[str, str], now: Now) -> Mapping[str, int]:
    rows = session.execute(
        select(Document.path, func.count(Attempt.id).label("attempts"))
        .select_from(Attempt)
        .join(Document, Attempt.document_id == Document.id)
        .outerjoin(Submission, Submission.attempt_id == Attempt.id)
        .where(
            Document.course_id == course_id,
            Document.path.in_(items),
            Submission.id.is_(None),
            or_(Attempt.due_at.is_(None), now.at < DUE_AT),
        )
        .group_by(Document.path)
    )
    return {row.path: row.attempts for row in rows}


def _completed(session: Session, course_id: UUID, items: Mapping[str, str]) -> Mapping[str, int]:
    rows = session.execute(
        select(Completion.item, func.count(Completion.enrolment_id.distinct()).label("people"))
        .join(Enrolment, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.course_id == course_id, Completion.item.in_(items.values()))
        .group_by(Completion.item)
    )
    return {row.item: row.people for row in rows}


def _passed(session: Session, course_id: UUID, items: Mapping[str, str]) -> Mapping[str, int]:
    rows = session.execute(
        select(Document.path, func.count(Attempt.enrolment_id.distinct()).label("people"))
        .select_from(Score)
        .join(Attempt, Score.attempt_id == Attempt.id)
        .join(Document, Attempt.document_id == Document.id)
        .where(Document.course_id == course_id, Document.path.in_(items), Score.is_passed.is_(True))
        .group_by(Document.path)
    )
    return {row.path: row.people for row in rows}
