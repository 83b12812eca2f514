"""Reads all that happened in an enrolment, as the fold takes it."""

from typing import Final
from uuid import UUID

from sqlalchemy import Integer, ScalarSelect, Uuid, and_, bindparam, func, null, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.progress import AttemptFact, CompletionFact, Facts, GrantFact, ReadingFact, RequestFact
from trainer.curriculum.requirements.reflection import Reflection
from trainer.curriculum.requirements.requirement import Evidence
from trainer.storage.content import Document, Revision
from trainer.storage.learning import Attempt, AttemptRequest, Completion, Grant, Reading, Score, Submission
from trainer.storage.prepared import run
from trainer.storage.signing_off import Entry, Meeting, SignOff
from trainer.storage.supervising import Excusal, Withdrawal


def facts_of(session: Session, enrolment_id: UUID) -> Facts:
    """Every fact of one enrolment that the fold counts: seven statements, whatever their number."""
    return Facts(
        readings=_readings(session, enrolment_id),
        attempts=attempts_of(session, enrolment_id),
        requests=_requests(session, enrolment_id),
        grants=_grants(session, enrolment_id),
        completions=_completions(session, enrolment_id),
        evidence=_evidence(session, enrolment_id),
        excused=_excused(session, enrolment_id),
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
        CompletionFact(
            id=row.id,
            item=row.item,
            number=row.number,
            revision=row.revision,
            at=row.at,
            is_withdrawn=row.withdrawal_id is not None,
        )
        for row in rows
    )


def _evidence(session: Session, enrolment_id: UUID) -> tuple[Evidence, ...]:
    rows = run(session, _EVIDENCE, enrolment_id=enrolment_id).all()
    rows = sorted(rows, key=lambda row: (row.at, row.number))
    return tuple(
        Evidence(
            id=row.id,
            item=row.item,
            at=row.at,
            level=row.level or 0,
            encounters=row.encounters or 0,
            minutes=row.minutes or 0,
            phase=row.phase or "",
            role=row.role or "",
            route=row.route or "",
            valid_until=row.valid_until,
        )
        for row in rows
    )


def _excused(session: Session, enrolment_id: UUID) -> dict[str, UUID]:
    return {row.item: row.id for row in run(session, _EXCUSED, enrolment_id=enrolment_id)}


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
    select(
        Completion.id,
        Completion.item,
        Completion.number,
        Revision.number.label("revision"),
        Completion.at,
        Withdrawal.id.label("withdrawal_id"),
    )
    .join(Revision, Completion.revision_id == Revision.id)
    .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
    .where(Completion.enrolment_id == _ENROLMENT)
    .order_by(Completion.item, Completion.number)
)
_WITHDRAWING: Final = aliased(SignOff)
_SIGNED: Final = (
    select(
        SignOff.id,
        SignOff.item,
        SignOff.at,
        SignOff.number,
        SignOff.level,
        SignOff.encounters,
        func.coalesce(Entry.minutes, Meeting.minutes).label("minutes"),
        Entry.phase,
        Entry.role,
        Entry.route,
        Entry.valid_until,
    )
    .outerjoin(Entry, SignOff.entry_id == Entry.id)
    .outerjoin(Meeting, SignOff.meeting_id == Meeting.id)
    .outerjoin(_WITHDRAWING, _WITHDRAWING.withdraws_id == SignOff.id)
    .where(SignOff.enrolment_id == _ENROLMENT, SignOff.decision == "accepted", _WITHDRAWING.id.is_(None))
)
# Nobody signs a reflection: that it was written counts.
_WRITTEN: Final = select(
    Entry.id,
    Entry.item,
    Entry.at,
    Entry.number,
    null().cast(Integer).label("level"),
    null().cast(Integer).label("encounters"),
    Entry.minutes,
    Entry.phase,
    Entry.role,
    Entry.route,
    Entry.valid_until,
).where(Entry.enrolment_id == _ENROLMENT, Entry.item.startswith(f"{Reflection.kind}:"))
_EVIDENCE: Final = select(_SIGNED.union_all(_WRITTEN).subquery())
_LIFTING: Final = aliased(Excusal)
_EXCUSED: Final = (
    select(Excusal.item, Excusal.id)
    .outerjoin(_LIFTING, _LIFTING.withdraws_id == Excusal.id)
    .where(Excusal.enrolment_id == _ENROLMENT, Excusal.withdraws_id.is_(None), _LIFTING.id.is_(None))
)
