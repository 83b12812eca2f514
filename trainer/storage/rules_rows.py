"""Reads whom rules bind, and which are in force for whom from when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer.curriculum.course import Rules
from trainer.curriculum.quoting import quoted
from trainer.storage.content import Cohort, RulesInForce
from trainer.storage.learning import Enrolment
from trainer.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom rules bind: a cohort, or an enrolment without one."""

    cohort_id: UUID | None
    enrolment_id: UUID | None
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRow:
    """A revision of course.yml that is in force from a day, unless a higher number is too."""

    number: int
    revision_id: UUID
    first_day: date


def subjects_of(session: Session, course_id: UUID, person_id: UUID) -> list[Subject]:
    """Everybody whom the rules of a course bind: two statements. `person_id` stands for a cohort."""
    cohorts = session.execute(
        select(Cohort.id, Cohort.name).where(Cohort.course_id == course_id).order_by(Cohort.name)
    ).all()
    alone = session.execute(
        select(Enrolment.id, Enrolment.person_id)
        .where(Enrolment.course_id == course_id, Enrolment.cohort_id.is_(None))
        .order_by(Enrolment.id)
    ).all()
    subjects = [
        Subject(cohort_id=row.id, enrolment_id=None, person_id=person_id, name=f"the cohort {quoted(row.name)}")
        for row in cohorts
    ]
    return subjects + [
        Subject(cohort_id=None, enrolment_id=row.id, person_id=row.person_id, name="a trainee without a cohort")
        for row in alone
    ]


def rules_rows(session: Session, course_id: UUID) -> Mapping[UUID, Sequence[RulesRow]]:
    """Every row of a course, by the id of the cohort or of the enrolment without one: one statement."""
    cohorts = select(Cohort.id).where(Cohort.course_id == course_id)
    alone = select(Enrolment.id).where(Enrolment.course_id == course_id, Enrolment.cohort_id.is_(None))
    found: dict[UUID, list[RulesRow]] = defaultdict(list)
    rows = session.execute(
        select(
            RulesInForce.cohort_id,
            RulesInForce.enrolment_id,
            RulesInForce.number,
            RulesInForce.revision_id,
            RulesInForce.first_day,
        ).where(or_(RulesInForce.cohort_id.in_(cohorts), RulesInForce.enrolment_id.in_(alone)))
    )
    for row in rows:
        one = RulesRow(number=row.number, revision_id=row.revision_id, first_day=row.first_day)
        found[row.cohort_id or row.enrolment_id].append(one)
    return found


def rows_of(session: Session, subject: Subject) -> Sequence[RulesRow]:
    """The rows of one subject."""
    is_subject = (
        RulesInForce.cohort_id == subject.cohort_id
        if subject.cohort_id
        else RulesInForce.enrolment_id == subject.enrolment_id
    )
    rows = session.execute(
        select(RulesInForce.number, RulesInForce.revision_id, RulesInForce.first_day).where(is_subject)
    )
    return [RulesRow(number=row.number, revision_id=row.revision_id, first_day=row.first_day) for row in rows]


def in_force(rows: Sequence[RulesRow], day: date) -> UUID:
    """The rules of a day, by the rows of a subject of which at least one has begun by then."""
    return max((row for row in rows if row.first_day <= day), key=lambda row: row.number).revision_id


def timeline(session: Session, library: Library, rows: Sequence[RulesRow], today: date) -> list[tuple[date, Rules]]:
    """The rules in force today, then those of each day on which others are to come."""
    found: list[tuple[date, RulesRow]] = []
    for day in sorted({today, *(row.first_day for row in rows if row.first_day > today)}):
        row = max((row for row in rows if row.first_day <= day), key=lambda row: row.number)
        if not found or row is not found[-1][1]:
            found.append((day, row))
    return [(day, library.rules(session, row.revision_id)) for day, row in found]
