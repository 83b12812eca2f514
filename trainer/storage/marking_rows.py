"""Reads answers that people mark, with what was given them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.quizzes.marking import Marking, Turn
from trainer.storage.content import CourseRow, Document
from trainer.storage.learning import Attempt, Enrolment, Score
from trainer.storage.marking import AnswerToMark, MarkingRow
from trainer.storage.people import Person, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A marking as it was recorded, with the marker's name and words; None where words were erased or never written."""

    number: int
    marking: Marking
    marker: str
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMark:
    """An answer that people mark: of which attempt, at which question of which quiz, and what was given so far."""

    id: UUID
    attempt_id: UUID
    person_id: UUID
    question: str
    handed_in_at: datetime
    enrolment_id: UUID
    revision_id: UUID
    edition_id: UUID
    document_id: UUID
    path: str
    course: str
    course_id: UUID
    cohort_id: UUID | None
    given: tuple[Given, ...] = ()

    @property
    def slug(self) -> str:
        """The name of the quiz in addresses."""
        return self.path.removeprefix("quizzes/").removesuffix(".yml")

    @property
    def markings(self) -> tuple[Marking, ...]:
        """What was given, in its order, as the rules take it."""
        return tuple(each.marking for each in self.given)


def answer_to_mark(session: Session, answer_id: UUID) -> ToMark | None:
    """An answer by its id: two statements."""
    return next(iter(_with_markings(session, AnswerToMark.id == answer_id)), None)


def answers_of_attempt(session: Session, attempt_id: UUID) -> tuple[ToMark, ...]:
    """The answers of an attempt that people mark: two statements."""
    return _with_markings(session, AnswerToMark.attempt_id == attempt_id)


def answers_of_attempts(session: Session, attempt_ids: Sequence[UUID]) -> tuple[ToMark, ...]:
    """The answers of some attempts that people mark: two statements, for up to 500."""
    return _with_markings(session, AnswerToMark.attempt_id.in_(attempt_ids))


def answers_within_reach(session: Session, actor: Actor) -> tuple[ToMark, ...]:
    """Every answer that somebody may mark, in the order of the queue: two statements, whatever their number."""
    found = _with_markings(session, _may_reach(actor))
    return tuple(each for each in found if may_mark(actor, each))


def attempts_to_mark(session: Session, cohort_id: UUID) -> int:
    """How many attempts of a cohort wait for somebody to mark them: one statement."""
    is_scored = exists().where(Score.attempt_id == AnswerToMark.attempt_id)
    waiting = (
        select(func.count(func.distinct(AnswerToMark.attempt_id)))
        .join(Attempt, AnswerToMark.attempt_id == Attempt.id)
        .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id, ~is_scored)
    )
    return session.scalar(waiting) or 0


def may_mark(actor: Actor, answer: ToMark) -> bool:
    """Whether somebody supervises whose answer it is; nobody marks their own."""
    is_own = answer.person_id == actor.person_id
    return not is_own and actor.may(Permission.SUPERVISE, course_id=answer.course_id, cohort_id=answer.cohort_id)


def _may_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.SUPERVISE, course_id=None):
        return Enrolment.id.is_not(None)
    courses = [role.course_id for role in actor.roles if role.course_id and not role.cohort_id]
    cohorts = [role.cohort_id for role in actor.roles if role.cohort_id]
    return or_(Enrolment.course_id.in_(courses), Enrolment.cohort_id.in_(cohorts))


def _with_markings(session: Session, among: ColumnElement[bool]) -> tuple[ToMark, ...]:
    rows = session.execute(_answers(among)).all()
    given = _given(session, among) if rows else {}
    return tuple(
        ToMark(
            id=row.id,
            attempt_id=row.attempt_id,
            person_id=row.person_id,
            question=row.question,
            handed_in_at=row.at,
            enrolment_id=row.enrolment_id,
            revision_id=row.revision_id,
            edition_id=row.edition_id,
            document_id=row.document_id,
            path=row.path,
            course=row.slug,
            course_id=row.course_id,
            cohort_id=row.cohort_id,
            given=tuple(given.get(row.id, ())),
        )
        for row in rows
    )


def _answers(among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AnswerToMark.id,
            AnswerToMark.attempt_id,
            AnswerToMark.question,
            AnswerToMark.at,
            Enrolment.person_id,
            Attempt.enrolment_id,
            Attempt.revision_id,
            Attempt.edition_id,
            Attempt.document_id,
            Document.path,
            CourseRow.slug,
            Enrolment.course_id,
            Enrolment.cohort_id,
        )
        .join(Attempt, AnswerToMark.attempt_id == Attempt.id)
        .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
        .join(Document, Attempt.document_id == Document.id)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .where(among)
        .order_by(AnswerToMark.id)
    )


def _given(session: Session, among: ColumnElement[bool]) -> Mapping[UUID, Sequence[Given]]:
    rows = session.execute(
        select(
            MarkingRow.answer_id,
            MarkingRow.number,
            MarkingRow.actor_id,
            MarkingRow.turn,
            MarkingRow.items,
            MarkingRow.at,
            Person.name,
            Words.words,
        )
        .join(AnswerToMark, MarkingRow.answer_id == AnswerToMark.id)
        .join(Attempt, AnswerToMark.attempt_id == Attempt.id)
        .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
        .join(Person, MarkingRow.actor_id == Person.id)
        .outerjoin(Words, MarkingRow.text_id == Words.id)
        .where(among)
        .order_by(MarkingRow.answer_id, MarkingRow.number)
    )
    found: dict[UUID, list[Given]] = defaultdict(list)
    for row in rows:
        found[row.answer_id].append(_read(row))
    return found


def _read(row: Row[*tuple[Any, ...]]) -> Given:  # of _given
    received = frozenset(json.loads(row.items))
    marking = Marking(marker_id=row.actor_id, turn=Turn(row.turn), received=received)
    return Given(number=row.number, marking=marking, marker=row.name, words=row.words, at=row.at)
