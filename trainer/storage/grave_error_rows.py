"""Reads the scored attempts in which grave errors are looked for: of a person, or of a cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, String, and_, bindparam, case, cast, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.certainty import Certainty
from trainer.storage.content import Document
from trainer.storage.learning import Answer, Attempt, Enrolment, Score, Submission
from trainer.storage.people import Person
from trainer.storage.prepared import run

_NOT_AT_ONCE: Final = "*"  # no id of a question ends so


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAttempt:
    """An attempt by its newest score: `marks` are JSON, in whole hundredths; `key_id` is the revision of the key.

    `sure` are the ids of the questions that were answered as sure, `late` those of them answered so at a later try.
    """

    enrolment_id: UUID
    name: str
    paused_on: date | None
    id: UUID
    path: str
    number: int
    at: datetime
    revision_id: UUID
    key_id: UUID
    maximum: int
    marks: str
    sure: frozenset[str]
    late: frozenset[str]


def scored_attempts(session: Session, enrolment_id: UUID) -> Sequence[ScoredAttempt]:
    """The scored attempts of an enrolment, unless its person was erased: one statement."""
    return [_read(row) for row in run(session, _OF_ONE, enrolment_id=enrolment_id)]


def scored_in_cohort(session: Session, cohort_id: UUID) -> Sequence[ScoredAttempt]:
    """The scored attempts of all who learn in a cohort now, of however many people: one statement."""
    return [_read(row) for row in run(session, _OF_COHORT, cohort_id=cohort_id)]


def last_missed_in_cohort(session: Session, cohort_id: UUID) -> Sequence[ScoredAttempt]:
    """Of each person of a cohort and quiz the last scored attempt, where it missed a safety-critical question.

    Each attempt holds all of these, so that the last one tells which are missed still. One statement.
    """
    return [_read(row) for row in run(session, _LAST_MISSED, cohort_id=cohort_id)]


def _read(row: Row[*tuple[Any, ...]]) -> ScoredAttempt:  # of the statements below
    said = row.sure.split("\n") if row.sure else []
    return ScoredAttempt(
        enrolment_id=row.enrolment_id,
        name=row.name,
        paused_on=row.paused_on,
        id=row.id,
        path=row.path,
        number=row.number,
        at=row.at,
        revision_id=row.revision_id,
        key_id=row.key_id,
        maximum=row.maximum,
        marks=row.marks,
        sure=frozenset(each.removesuffix(_NOT_AT_ONCE) for each in said),
        late=frozenset(each.removesuffix(_NOT_AT_ONCE) for each in said if each.endswith(_NOT_AT_ONCE)),
    )


_OTHER, _CHECKED, _NEWER = aliased(Answer), aliased(Answer), aliased(Score)
_NEWEST_ANSWER: Final = (
    select(func.max(_OTHER.number))
    .where(_OTHER.attempt_id == Answer.attempt_id, _OTHER.question == Answer.question)
    .scalar_subquery()
)
# An answer that was never checked counts as the try after those that were.
_WAS_LATE: Final = or_(
    Answer.tried > 1,
    and_(
        Answer.tried.is_(None),
        exists().where(
            _CHECKED.attempt_id == Answer.attempt_id,
            _CHECKED.question == Answer.question,
            _CHECKED.tried.is_not(None),
        ),
    ),
)
_LINE_ENDS: Final[Any] = literal_column("'\n'")
_SURE: Final = (
    select(
        func.aggregate_strings(cast(Answer.question, String) + case((_WAS_LATE, _NOT_AT_ONCE), else_=""), _LINE_ENDS)
    )
    .where(
        Answer.attempt_id == Attempt.id,
        Answer.certainty == Certainty.HIGH.value,
        Answer.number == _NEWEST_ANSWER,
        or_(Answer.chosen != "{}", Answer.text_id.is_not(None)),  # how sure somebody is of a blank says nothing
    )
    .correlate(Attempt)
    .scalar_subquery()
)
_NEWEST_SCORE: Final = select(func.max(_NEWER.number)).where(_NEWER.attempt_id == Score.attempt_id).scalar_subquery()
_SCORED: Final[Select[*tuple[Any, ...]]] = (  # taken by name in _read
    select(
        Attempt.enrolment_id,
        Person.name,
        Enrolment.paused_on,
        Attempt.id,
        Document.path,
        Attempt.number,
        Submission.at,
        Attempt.revision_id,
        Score.revision_id.label("key_id"),
        Score.maximum,
        Score.marks,
        _SURE.label("sure"),
    )
    .select_from(Attempt)
    .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
    .join(Person, Enrolment.person_id == Person.id)
    .join(Document, Attempt.document_id == Document.id)
    .join(Submission, Submission.attempt_id == Attempt.id)
    .join(Score, and_(Score.attempt_id == Attempt.id, Score.number == _NEWEST_SCORE))
    .where(Person.address.is_not(None))  # whoever was erased has none
)
_OF_ONE: Final = _SCORED.where(Attempt.enrolment_id == bindparam("enrolment_id"))
_OF_COHORT: Final = _SCORED.where(Enrolment.cohort_id == bindparam("cohort_id"), Person.is_active)
_LATER, _LATER_SCORE = aliased(Attempt), aliased(Score)
_LAST_MISSED: Final = _OF_COHORT.where(
    Score.missed_critical,
    ~exists()
    .where(
        _LATER.enrolment_id == Attempt.enrolment_id,
        _LATER.document_id == Attempt.document_id,
        _LATER.number > Attempt.number,
        _LATER_SCORE.attempt_id == _LATER.id,
    )
    .correlate(Attempt),
)
