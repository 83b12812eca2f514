"""Reads all that happened in an enrolment, as the fold takes it."""

from typing import Final
from uuid import UUID

from sqlalchemy import ScalarSelect, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.progress import AttemptFact, CompletionFact, Facts, GrantFact, ReadingFact, RequestFact
from trainer.storage.content import Document, Revision
from trainer.storage.learning import Attempt, AttemptRequest, Completion, Grant, Reading, Score, Submission
from trainer.storage.prepared import run


def facts_of(session: Session, enrolment_id: UUID) -> Facts:
    """Every fact of one enrolment that the fold counts: five statements, whatever their number."""
    return Facts(
        readings=_readings(session, enrolment_id),
        attempts=attempts_of(session, enrolment_id),
        requests=_requests(session, enrolment_id),
        grants=_grants(session, enrolment_id),
        completions=_completions(session, enrolment_id),
    )


def _readings(session: Session, enrolment_id: UUID) -> tuple[ReadingFact, ...]:
    return tuple(
        ReadingFact(
            id=row.id,
            path=row.path,
            revision=row.number,
            section=row.section,
            is_finished=row.kind == "finished",
            at=row.at,
        )
        for row in run(session, _READINGS, enrolment_id=enrolment_id)
    )


def attempts_of(session: Session, enrolment_id: UUID) -> tuple[AttemptFact, ...]:
    """Every attempt of an enrolment with its submission and latest score: one statement."""
    return tuple(
        AttemptFact(
            id=row.id,
            path=row.path,
            number=row.number,
            started_at=row.at,
            due_at=row.due_at,
            submitted_at=row.submitted_at,
            score_id=row.score_id,
            points=row.points or 0,
            maximum=row.maximum or 0,
            is_passed=bool(row.is_passed),
            missed_critical=bool(row.missed_critical),
        )
        for row in run(session, _ATTEMPTS, enrolment_id=enrolment_id)
    )


def _requests(session: Session, enrolment_id: UUID) -> tuple[RequestFact, ...]:
    rows = run(session, _REQUESTS, enrolment_id=enrolment_id)
    return tuple(RequestFact(path=row.path, number=row.number) for row in rows)


def _grants(session: Session, enrolment_id: UUID) -> tuple[GrantFact, ...]:
    rows = run(session, _GRANTS, enrolment_id=enrolment_id)
    return tuple(GrantFact(path=row.path, attempts=row.attempts, answers=row.answers) for row in rows)


def _completions(session: Session, enrolment_id: UUID) -> tuple[CompletionFact, ...]:
    rows = run(session, _COMPLETIONS, enrolment_id=enrolment_id)
    return tuple(
        CompletionFact(id=row.id, item=row.item, number=row.number, revision=row.revision, at=row.at) for row in rows
    )


def _latest_score() -> ScalarSelect[int]:
    later = aliased(Score)
    return select(func.max(later.number)).where(later.attempt_id == Score.attempt_id).scalar_subquery()


_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
_READINGS: Final = (
    select(Reading.id, Document.path, Revision.number, Reading.section, Reading.kind, Reading.at)
    .join(Revision, Reading.revision_id == Revision.id)
    .join(Document)
    .where(Reading.enrolment_id == _ENROLMENT)
    .order_by(Reading.at, Reading.id)
)
_ATTEMPTS: Final = (
    select(
        Attempt.id,
        Document.path,
        Attempt.number,
        Attempt.at,
        Attempt.due_at,
        Submission.at.label("submitted_at"),
        Score.id.label("score_id"),
        Score.points,
        Score.maximum,
        Score.is_passed,
        Score.missed_critical,
    )
    .join(Document, Attempt.document_id == Document.id)
    .outerjoin(Submission, Submission.attempt_id == Attempt.id)
    .outerjoin(Score, and_(Score.attempt_id == Attempt.id, Score.number == _latest_score()))
    .where(Attempt.enrolment_id == _ENROLMENT)
    .order_by(Document.path, Attempt.number)
)
_REQUESTS: Final = (
    select(Document.path, AttemptRequest.number)
    .join(Document, AttemptRequest.document_id == Document.id)
    .where(AttemptRequest.enrolment_id == _ENROLMENT)
)
_GRANTS: Final = (
    select(Document.path, Grant.attempts, Grant.answers)
    .join(Document, Grant.document_id == Document.id)
    .where(Grant.enrolment_id == _ENROLMENT)
)
_COMPLETIONS: Final = (
    select(Completion.id, Completion.item, Completion.number, Revision.number.label("revision"), Completion.at)
    .join(Revision, Completion.revision_id == Revision.id)
    .where(Completion.enrolment_id == _ENROLMENT)
    .order_by(Completion.item, Completion.number)
)
