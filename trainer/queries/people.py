"""Lists of people and cohorts for administrators."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from trainer.ids import SYSTEM
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """Somebody, with their roles in words."""

    name: str
    address: str
    is_active: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCohort:
    """A cohort with how many are enrolled in it."""

    name: str
    course: str
    starts_on: date
    ends_on: date
    people: int


def list_people(database: Database) -> tuple[ListedPerson, ...]:
    """Everybody but the platform itself, by name: two statements."""
    with database.reading() as session:
        held: dict[object, list[str]] = {}
        rows = session.execute(
            select(Role.person_id, Role.name, CourseRow.slug, Cohort.name.label("cohort"))
            .outerjoin(CourseRow, Role.course_id == CourseRow.id)
            .outerjoin(Cohort, Role.cohort_id == Cohort.id)
            .order_by(Role.name)
        )
        for row in rows:
            held.setdefault(row.person_id, []).append(f"{row.name} of {row.cohort or row.slug or 'the site'}")
        people = session.execute(
            select(Person.id, Person.name, Person.address, Person.is_active)
            .where(Person.id != SYSTEM)
            .order_by(Person.name)
        )
        return tuple(
            ListedPerson(
                name=person.name,
                address=person.address or "",
                is_active=person.is_active,
                roles=tuple(held.get(person.id, ())),
            )
            for person in people
        )


def list_cohorts(database: Database) -> tuple[ListedCohort, ...]:
    """Every cohort, the latest first: one statement."""
    with database.reading() as session:
        rows = session.execute(
            select(Cohort, CourseRow.slug, func.count(Enrolment.id).label("people"))
            .join(CourseRow, Cohort.course_id == CourseRow.id)
            .outerjoin(Enrolment, Enrolment.cohort_id == Cohort.id)
            .group_by(Cohort.id, CourseRow.slug)
            .order_by(Cohort.starts_on.desc(), Cohort.name)
        )
        return tuple(
            ListedCohort(
                name=row.Cohort.name,
                course=row.slug,
                starts_on=row.Cohort.starts_on,
                ends_on=row.Cohort.ends_on,
                people=row.people,
            )
            for row in rows
        )
