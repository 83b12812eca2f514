"""Reads all that happened in an enrolment, as the fold takes it."""

from typing import Final
from uuid import UUID

from sqlalchemy import Integer, ScalarSelect, Uuid, and_, bindparam, exists, func, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.observing import SeenFact
from trainer.curriculum.progress import (
    AttemptFact,
    CompletionFact,
    Facts,
    GrantFact,
    ReadingFact,
    RequestFact,
)
from trainer.curriculum.requirements.reflection import Reflection
from trainer.curriculum.requirements.requirement import Evidence
from trainer.quizzes.accommodations import Accommodation, AccommodationFact
from trainer.storage.accommodations import AccommodationRow
from trainer.storage.content import Document, Revision
from trainer.storage.extending import DUE_AT
from trainer.storage.learning import Attempt, AttemptRequest, Completion, Grant, Reading, Score, Submission
from trainer.storage.observing import Encounter, EncounterWithdrawal, Rating
from trainer.storage.prepared import run
from trainer.storage.signing_off import Entry, Meeting, SignOff
from trainer.storage.supervising import Excusal, Withdrawal


def facts_of(session: Session, enrolment_id: UUID) -> Facts:
    """Every fact of one enrolment that the fold counts: seven statements, whatever their number."""
    evidence, seen = _shown(session, enrolment_id)
    grants, accommodations = _given(session, enrolment_id)
    return Facts(
        readings=_readings(session, enrolment_id),
        attempts=attempts_of(session, enrolment_id),
        requests=_requests(session, enrolment_id),
        grants=grants,
        accommodations=accommodations,
        completions=_completions(session, enrolment_id),
        evidence=evidence,
        seen=seen,
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


def _given(session: Session, enrolment_id: UUID) -> tuple[tuple[GrantFact, ...], tuple[AccommodationFact, ...]]:
    rows = run(session, _GIVEN, enrolment_id=enrolment_id).all()
    grants = tuple(
        GrantFact(path=row.path, attempts=row.attempts, answers=row.answers) for row in rows if row.answers is not None
    )
    accommodations = tuple(
        AccommodationFact(
            path=row.path,
            eases=Accommodation(time_factor=row.time_factor, attempts=row.attempts, closes=row.closes_on),
        )
        for row in rows
        if row.answers is None
    )
    return grants, accommodations


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


def _shown(session: Session, enrolment_id: UUID) -> tuple[tuple[Evidence, ...], dict[str, SeenFact]]:
    """What was signed or written, in its order, and what was observed."""
    rows = run(session, _SHOWN, enrolment_id=enrolment_id).all()
    seen = {row.item: SeenFact(times=row.number, at=row.at) for row in rows if row.id is None}
    signed = sorted((row for row in rows if row.id is not None), key=lambda row: (row.at, row.number))
    evidence = tuple(
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
        for row in signed
    )
    return evidence, seen


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
        DUE_AT.label("due_at"),
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
_TAKEN_BACK: Final = aliased(AccommodationRow)
_EASED: Final = (
    select(
        Document.path,
        AccommodationRow.attempts,
        null().cast(Integer).label("answers"),
        AccommodationRow.time_factor,
        AccommodationRow.closes_on,
    )
    .outerjoin(Document, AccommodationRow.document_id == Document.id)
    .outerjoin(_TAKEN_BACK, _TAKEN_BACK.withdraws_id == AccommodationRow.id)
    .where(
        AccommodationRow.enrolment_id == _ENROLMENT,
        AccommodationRow.withdraws_id.is_(None),
        _TAKEN_BACK.id.is_(None),
    )
)
_GRANTED: Final = (
    select(Document.path, Grant.attempts, Grant.answers, null().label("time_factor"), null().label("closes_on"))
    .join(Document, Grant.document_id == Document.id)
    .where(Grant.enrolment_id == _ENROLMENT)
)
_GIVEN: Final = select(union_all(_EASED, _GRANTED).subquery())
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
# Not before a second observer has rated, who is to see nothing of what the first one said.
_RATED_TOO: Final = aliased(Rating)
_SEEN: Final = (
    select(
        null().label("id"),
        Rating.item,
        func.max(Encounter.at).label("at"),
        func.count(func.distinct(Encounter.id)).label("number"),
        *(null().label(each) for each in ("level", "encounters", "minutes", "phase", "role", "route", "valid_until")),
    )
    .join(Encounter, Rating.encounter_id == Encounter.id)
    .outerjoin(EncounterWithdrawal, EncounterWithdrawal.encounter_id == Encounter.id)
    .where(
        Encounter.enrolment_id == _ENROLMENT,
        Rating.level > 0,
        EncounterWithdrawal.id.is_(None),
        or_(
            Encounter.second_id.is_(None),
            exists().where(_RATED_TOO.encounter_id == Encounter.id, _RATED_TOO.actor_id == Encounter.second_id),
        ),
    )
    .group_by(Rating.item)
)
_SHOWN: Final = select(union_all(_SIGNED, _WRITTEN, _SEEN).subquery())
_LIFTING: Final = aliased(Excusal)
_EXCUSED: Final = (
    select(Excusal.item, Excusal.id)
    .outerjoin(_LIFTING, _LIFTING.withdraws_id == Excusal.id)
    .where(Excusal.enrolment_id == _ENROLMENT, Excusal.withdraws_id.is_(None), _LIFTING.id.is_(None))
)
