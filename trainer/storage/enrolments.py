"""Finds an enrolment together with what its pages and its fold rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Row,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.pausing import last_day
from trainer.ids import PersonId
from trainer.storage.content import Cohort, CourseRow, Edition, RulesInForce
from trainer.storage.learning import Enrolment
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow:
    """An enrolment, the edition published last, and the revision of course.yml that is in force for it.

    `ends_on` is the cohort's last day, later by the `days_paused` of this enrolment there; None while it is paused,
    since `paused_on`.
    """

    enrolment_id: UUID
    number: int
    person_id: UUID
    course_id: UUID
    course: str
    edition_id: UUID
    rules_revision_id: UUID
    cohort_id: UUID | None
    cohort: str | None
    starts_on: date | None
    ends_on: date | None
    paused_on: date | None
    days_paused: int


def own_enrolment(session: Session, person_id: PersonId, course: str, today: date) -> EnrolmentRow | None:
    """A person's latest enrolment in a course; None where there is none."""
    row = run(session, _LATEST_IN_COURSE, person_id=person_id, course=course, today=today).one_or_none()
    return _read(row) if row else None


def enrolment_by_id(session: Session, enrolment_id: UUID, today: date) -> EnrolmentRow | None:
    """An enrolment by its id; None where there is none."""
    row = run(session, _BY_ID, enrolment_id=enrolment_id, today=today).one_or_none()
    return _read(row) if row else None


def enrolments_of(session: Session, person_id: PersonId, today: date) -> tuple[EnrolmentRow, ...]:
    """Every enrolment of a person, the latest of each course first."""
    return tuple(_read(row) for row in run(session, _OF_PERSON, person_id=person_id, today=today))


def latest_edition(course_id: SQLColumnExpression[UUID]) -> ScalarSelect[UUID]:
    """The edition of a course that was published last, as a subquery."""
    return (
        select(Edition.id)
        .where(Edition.course_id == course_id)
        .order_by(Edition.number.desc())
        .limit(1)
        .correlate_except(Edition)
        .scalar_subquery()
    )


def rules_in_force(
    cohort_id: SQLColumnExpression[UUID | None],
    enrolment_id: SQLColumnExpression[UUID],
    today: date | BindParameter[date],
) -> ScalarSelect[UUID]:
    """The revision of course.yml in force on a day, as a subquery: the highest number whose first day has come."""
    rules = aliased(RulesInForce)
    subject = or_(rules.cohort_id == cohort_id, and_(cohort_id.is_(None), rules.enrolment_id == enrolment_id))
    return _in_force(rules, subject, today)


def rules_of_cohort(cohort_id: SQLColumnExpression[UUID], today: date | BindParameter[date]) -> ScalarSelect[UUID]:
    """The revision of course.yml in force for everybody of a cohort on a day, as a subquery."""
    rules = aliased(RulesInForce)
    return _in_force(rules, rules.cohort_id == cohort_id, today)


def rules_of_enrolment(
    enrolment_id: SQLColumnExpression[UUID], today: date | BindParameter[date]
) -> ScalarSelect[UUID]:
    """The revision of course.yml in force on a day for an enrolment without a cohort, as a subquery."""
    rules = aliased(RulesInForce)
    return _in_force(rules, rules.enrolment_id == enrolment_id, today)


def _in_force(
    rules: type[RulesInForce], subject: ColumnElement[bool], today: date | BindParameter[date]
) -> ScalarSelect[UUID]:
    # A cohort that has not begun yet has only rules of a later day; its first ones already tell what will be asked.
    has_come = rules.first_day <= today
    return (
        select(rules.revision_id)
        .where(subject)
        .order_by(has_come.desc(), rules.number.desc())
        .limit(1)
        .correlate_except(rules)
        .scalar_subquery()
    )


def _read(row: Row[Any]) -> EnrolmentRow:  # whose labels are the fields
    values = dict(row._mapping)
    values["ends_on"] = last_day(values["ends_on"], values["paused_on"], values["days_paused"])
    return EnrolmentRow(**values)


_ENROLMENTS: Final[Select[*tuple[Any, ...]]] = (  # thirteen columns, taken by name in _read
    select(
        Enrolment.id.label("enrolment_id"),
        Enrolment.number,
        Enrolment.person_id,
        Enrolment.course_id,
        CourseRow.slug.label("course"),
        latest_edition(Enrolment.course_id).label("edition_id"),
        rules_in_force(Enrolment.cohort_id, Enrolment.id, bindparam("today", type_=Date)).label("rules_revision_id"),
        Enrolment.cohort_id,
        Cohort.name.label("cohort"),
        Cohort.starts_on,
        Cohort.ends_on,
        Enrolment.paused_on,
        Enrolment.days_paused,
    )
    .join(CourseRow, Enrolment.course_id == CourseRow.id)
    .outerjoin(Cohort, Enrolment.cohort_id == Cohort.id)
)
_BY_ID: Final = _ENROLMENTS.where(Enrolment.id == bindparam("enrolment_id"))
_OF_PERSON: Final = _ENROLMENTS.where(Enrolment.person_id == bindparam("person_id")).order_by(Enrolment.number.desc())
_LATEST_IN_COURSE: Final = _OF_PERSON.where(CourseRow.slug == bindparam("course")).limit(1)
