"""Reads which keys were mended, and the attempts that a mended key is about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.marking import Marking, settled
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.rescoring import KeyCorrection, KeyPolicy, Taken
from trainer.quizzes.scoring import Given
from trainer.storage.answers import SavedAnswer, saved_answers
from trainer.storage.content import Revision
from trainer.storage.correcting import Correction
from trainer.storage.database import Database
from trainer.storage.learning import Attempt, Enrolment, Score
from trainer.storage.marking_rows import answers_of_attempts
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run

_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What was decided about a question of a quiz. `revision` is the number of the one that mended it."""

    id: UUID
    number: int
    question: str
    revision_id: UUID
    revision: int
    policy: KeyPolicy
    lowers: bool
    words: str
    actor_id: UUID
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAttempt:
    """An attempt with a result that stands: whose it is, and by which number of score."""

    id: UUID
    number: int
    enrolment_id: UUID
    person_id: UUID
    name: str
    is_active: bool
    cohort_id: UUID | None
    revision_id: UUID
    revision: int
    layout: str
    score_number: int
    points: int
    maximum: int
    is_passed: bool


def corrections_of(session: Session, document_id: UUID, *, after: int = 0) -> tuple[CorrectionRow, ...]:
    """What was decided about the questions of a quiz by revisions after a number, in its order: one statement."""
    return _read(run(session, _OF_QUIZ, document_id=document_id, after=after))


def _read(rows: Iterable[Row[Any]]) -> tuple[CorrectionRow, ...]:  # eleven columns, taken by name
    return tuple(
        CorrectionRow(**{**row._mapping, "policy": KeyPolicy(row.policy), "words": row.words or ""}) for row in rows
    )


def corrections_for(session: Session, attempt_id: UUID) -> tuple[CorrectionRow, ...]:
    """What was decided about the questions of an attempt's quiz since its own revision, in its order: one statement."""
    return _read(run(session, _FOR_ATTEMPT, attempt_id=attempt_id))


def as_rules(session: Session, database: Database, rows: Sequence[CorrectionRow]) -> tuple[KeyCorrection, ...]:
    """Corrections as the rules take them, each with the question as it reads since."""
    quizzes = database.library.quizzes(session, {row.revision_id for row in rows}) if rows else {}
    return tuple(
        KeyCorrection(
            question=row.question,
            now=question_in(quizzes[row.revision_id], row.question),
            policy=row.policy,
            lowers=row.lowers,
        )
        for row in rows
    )


def question_in(quiz: Quiz, question: str) -> Question | None:
    """A question of a quiz by its id; None where there is none."""
    return next((each for each in quiz.questions if each.common.id == question), None)


def scored_attempts(session: Session, document_id: UUID, revision_ids: Collection[UUID]) -> tuple[ScoredAttempt, ...]:
    """The attempts on some revisions of a quiz that have a result, in a fixed order: one statement."""
    rows = session.execute(_SCORED, {"document_id": document_id, "revision_ids": list(revision_ids)})
    return tuple(ScoredAttempt(**row._mapping) for row in rows)


def open_attempts(session: Session, document_id: UUID, revision_ids: Collection[UUID]) -> int:
    """How many attempts on some revisions of a quiz are under way, or wait for a marker: one statement."""
    return session.execute(_OPEN, {"document_id": document_id, "revision_ids": list(revision_ids)}).scalar_one()


def taken(
    session: Session, quizzes: Mapping[UUID, Quiz], attempts: Sequence[ScoredAttempt]
) -> Iterator[tuple[ScoredAttempt, Taken]]:
    """What was handed in with each attempt, but for those of which words were erased: those stay as they are.

    Three statements for every 500 attempts, whatever else.
    """
    for start in range(0, len(attempts), _AT_A_TIME):
        some = attempts[start : start + _AT_A_TIME]
        ids = [each.id for each in some]
        answers = saved_answers(session, ids)
        markings = _markings(session, quizzes, ids)
        for attempt in some:
            found = answers.get(attempt.id, {})
            if not any(each.is_erased for each in found.values()):
                yield attempt, _taken(quizzes[attempt.revision_id], attempt.layout, found, markings[attempt.id])


def _taken(quiz: Quiz, layout: str, answers: Mapping[str, SavedAnswer], markings: Mapping[str, Marking]) -> Taken:
    given: dict[str, Given] = {question: saved.given for question, saved in answers.items()}
    return Taken(quiz=quiz, placed=layout_from_json(layout).questions, given=given, markings=markings)


def _markings(
    session: Session, quizzes: Mapping[UUID, Quiz], attempt_ids: Sequence[UUID]
) -> Mapping[UUID, Mapping[str, Marking]]:
    """The marking of each answer that stands, by attempt and question."""
    found: dict[UUID, dict[str, Marking]] = defaultdict(dict)
    if any(isinstance(each, Extended) for quiz in quizzes.values() for each in quiz.questions):
        for answer in answers_of_attempts(session, attempt_ids):
            question = question_in(quizzes[answer.revision_id], answer.question)
            stands = settled(question, answer.markings) if isinstance(question, Extended) else None
            if stands:
                found[answer.attempt_id][answer.question] = stands
    return found


_LATER: Final = aliased(Score)
_CORRECTIONS: Final[Select[*tuple[Any, ...]]] = (  # eleven columns, taken by name
    select(
        Correction.id,
        Correction.number,
        Correction.question,
        Correction.revision_id,
        Revision.number.label("revision"),
        Correction.policy,
        Correction.lowers,
        Words.words,
        Correction.actor_id,
        Person.name.label("by"),
        Correction.at,
    )
    .join(Revision, Correction.revision_id == Revision.id)
    .join(Person, Correction.actor_id == Person.id)
    .outerjoin(Words, Correction.text_id == Words.id)
    .order_by(Correction.number)
)
_OF_QUIZ: Final = _CORRECTIONS.where(
    Correction.document_id == bindparam("document_id", type_=Uuid), Revision.number > bindparam("after")
)
_OWN: Final = aliased(Revision)
_FOR_ATTEMPT: Final = (
    _CORRECTIONS.join(Attempt, Attempt.document_id == Correction.document_id)
    .join(_OWN, Attempt.revision_id == _OWN.id)
    .where(Attempt.id == bindparam("attempt_id", type_=Uuid), Revision.number > _OWN.number)
)
_SCORED: Final[Select[*tuple[Any, ...]]] = (  # as above
    select(
        Attempt.id,
        Attempt.number,
        Attempt.enrolment_id,
        Enrolment.person_id,
        Person.name,
        Person.is_active,
        Enrolment.cohort_id,
        Attempt.revision_id,
        Revision.number.label("revision"),
        Attempt.layout,
        Score.number.label("score_number"),
        Score.points,
        Score.maximum,
        Score.is_passed,
    )
    .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
    .join(Person, Enrolment.person_id == Person.id)
    .join(Revision, Attempt.revision_id == Revision.id)
    .join(Score, Score.attempt_id == Attempt.id)
    .where(
        Attempt.document_id == bindparam("document_id"),
        Attempt.revision_id.in_(bindparam("revision_ids", expanding=True)),
        Score.number == select(func.max(_LATER.number)).where(_LATER.attempt_id == Attempt.id).scalar_subquery(),
    )
    .order_by(Person.name, Attempt.enrolment_id, Attempt.number)
)
_OPEN: Final = (
    select(func.count())
    .select_from(Attempt)
    .outerjoin(Score, and_(Score.attempt_id == Attempt.id, Score.number == 1))
    .where(
        Attempt.document_id == bindparam("document_id"),
        Attempt.revision_id.in_(bindparam("revision_ids", expanding=True)),
        Score.id.is_(None),
    )
)
