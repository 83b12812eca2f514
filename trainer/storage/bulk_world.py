"""Reads what is there already of what a table names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import RoleName
from trainer.bulk.world import Enrolled, Held, KnownCohort, KnownCourse, KnownPerson, World
from trainer.storage.content import Cohort, CourseRow, Edition
from trainer.storage.learning import Enrolment
from trainer.storage.people import Invitation, Person, Role

_HeldOf: TypeAlias = Mapping[UUID, set[Held]]
_EnrolledOf: TypeAlias = Mapping[UUID, dict[UUID, Enrolled]]


def world_of(session: Session, keys: Collection[str], at: datetime) -> World:
    """Courses, cohorts, and who has one of these addresses: six statements, however many they are."""
    people = session.execute(
        select(Person.id, Person.name, Person.email_key, Person.is_active).where(Person.email_key.in_(keys))
    ).all()
    roles, enrolled = _roles(session, keys), _enrolled(session, keys)
    return World(
        courses=_courses(session),
        cohorts=_cohorts(session),
        people={
            row.email_key: KnownPerson(
                id=row.id,
                name=row.name,
                is_active=row.is_active,
                roles=frozenset(roles.get(row.id, ())),
                enrolled=enrolled.get(row.id, {}),
            )
            for row in people
        },
        invited=_invited(session, keys, at),
    )


def _courses(session: Session) -> dict[str, KnownCourse]:
    published = select(Edition.id).where(Edition.course_id == CourseRow.id).exists().label("is_published")
    rows = session.execute(select(CourseRow.id, CourseRow.slug, published))
    return {row.slug: KnownCourse(id=row.id, slug=row.slug, is_published=bool(row.is_published)) for row in rows}


def _cohorts(session: Session) -> dict[str, tuple[KnownCohort, ...]]:
    found: dict[str, tuple[KnownCohort, ...]] = {}
    rows = session.execute(
        select(Cohort.id, Cohort.course_id, CourseRow.slug, Cohort.name, Cohort.starts_on, Cohort.ends_on)
        .join(CourseRow, Cohort.course_id == CourseRow.id)
        .order_by(CourseRow.slug)
    )
    for row in rows:
        cohort = KnownCohort(
            id=row.id,
            course_id=row.course_id,
            course=row.slug,
            name=row.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        found[row.name] = (*found.get(row.name, ()), cohort)
    return found


def _roles(session: Session, keys: Collection[str]) -> _HeldOf:
    found: dict[UUID, set[Held]] = defaultdict(set)
    rows = session.execute(
        select(Role.person_id, Role.name, Role.course_id, Role.cohort_id)
        .join(Person, Role.person_id == Person.id)
        .where(Person.email_key.in_(keys))
    )
    for row in rows:
        found[row.person_id].add((RoleName(row.name), row.course_id, row.cohort_id))
    return found


def _enrolled(session: Session, keys: Collection[str]) -> _EnrolledOf:
    found: dict[UUID, dict[UUID, Enrolled]] = defaultdict(dict)
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.course_id, Enrolment.cohort_id, Enrolment.paused_on)
        .join(Person, Enrolment.person_id == Person.id)
        .where(Person.email_key.in_(keys))
        .order_by(Enrolment.number)
    )
    for row in rows:
        enrolled = Enrolled(cohort_id=row.cohort_id, is_paused=row.paused_on is not None)
        found[row.person_id][row.course_id] = enrolled
    return found


def _invited(session: Session, keys: Collection[str], at: datetime) -> dict[str, frozenset[Held]]:
    found: dict[str, set[Held]] = defaultdict(set)
    rows = session.execute(
        select(Invitation.email_key, Invitation.role, Invitation.course_id, Invitation.cohort_id).where(
            Invitation.email_key.in_(keys), Invitation.accepted_at.is_(None), Invitation.expires_at > at
        )
    )
    for row in rows:
        found[row.email_key].add((RoleName(row.role), row.course_id, row.cohort_id))
    return {key: frozenset(held) for key, held in found.items()}
