"""Gives people roles, with an enrolment where the role is a trainee's."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, RoleName
from trainer.actions.folding import refold
from trainer.actions.rules import first_rules
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.errors import Invalid, NotFound
from trainer.storage.adding import add, add_once
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import documents_of, newest_edition
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Role
from trainer.storage.rules_rows import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """For what a role is given: a cohort, a course, or the whole site."""

    course_id: UUID | None = None
    cohort_id: UUID | None = None

    @property
    def text(self) -> str:
        """The scope as the role keeps it."""
        if self.cohort_id:
            return f"cohort:{self.cohort_id}"
        return f"course:{self.course_id}" if self.course_id else "site"


def find_scope(session: Session, *, course: str | None, cohort: str | None) -> Scope:
    """The scope that somebody named. Raises Invalid where there is none, or several cohorts of the name."""
    if cohort is not None:
        found = select(Cohort).join(CourseRow, Cohort.course_id == CourseRow.id).where(Cohort.name == cohort)
        rows = session.scalars(found.where(CourseRow.slug == course) if course else found).all()
        if len(rows) > 1:
            raise Invalid([("course", f"Several courses have a cohort '{cohort}'; name the course too.")])
        if not rows:
            raise Invalid([("cohort", f"There is no cohort '{cohort}'; 'trainer cohorts list' shows them.")])
        return Scope(course_id=rows[0].course_id, cohort_id=rows[0].id)
    if course is not None:
        course_id = session.scalar(select(CourseRow.id).where(CourseRow.slug == course))
        if course_id is None:
            raise Invalid([("course", f"There is no course '{course}'; publish it first.")])
        return Scope(course_id=course_id)
    return Scope()


def require_fitting(role: RoleName, scope: Scope) -> None:
    """Raise Invalid where a role cannot be given for a scope."""
    if role is RoleName.TRAINEE and scope.course_id is None:
        raise Invalid([("course", "A trainee needs --cohort NAME or --course SLUG.")])
    if role is RoleName.REVIEWER and scope.cohort_id is not None:
        raise Invalid([("cohort", "A reviewer reviews a course: name it with --course SLUG, without a cohort.")])


def give_role(session: Session, person_id: UUID, role: RoleName, scope: Scope, now: Now) -> None:
    """Give a role inside the caller's transaction; one already held stays."""
    add_once(
        session,
        Role,
        id=uuid4(),
        person_id=person_id,
        name=role,
        scope=scope.text,
        course_id=scope.course_id,
        cohort_id=scope.cohort_id,
        granted_at=now.at,
    )


def enrol(session: Session, database: Database, member: Actor, scope: Scope, now: Now) -> UUID:
    """Enrol somebody inside the caller's transaction, once in a course; gives the enrolment's id.

    Raises Invalid for somebody who is enrolled in the course with another cohort, or without one.
    """
    if scope.course_id is None:
        raise Invalid([("course", "A trainee is enrolled in a course.")])
    require_same_cohort(session, member.person_id, scope)
    found = session.scalar(
        select(Enrolment.id).where(Enrolment.person_id == member.person_id, Enrolment.course_id == scope.course_id)
    )
    if found:
        return found
    enrolment = Enrolment(
        id=uuid4(),
        person_id=member.person_id,
        course_id=scope.course_id,
        number=1,
        cohort_id=scope.cohort_id,
        created_at=now.at,
    )
    add(session, enrolment)
    by_whom = {"person_id": member.person_id, "actor_id": member.person_id, "at": now.at}
    add(session, Placement(**by_whom, enrolment_id=enrolment.id, number=1, cohort_id=scope.cohort_id))
    if scope.cohort_id is None:
        subject = Subject(
            cohort_id=None,
            enrolment_id=enrolment.id,
            person_id=member.person_id,
            name="",
        )
        first_rules(session, member, subject, current_rules(session, scope.course_id), now.today, now)
    row = enrolment_by_id(session, enrolment.id, now.today)
    if row is None:
        raise NotFound("There is no such enrolment.")
    refold(session, database, row, member.person_id, now)
    return enrolment.id


def require_same_cohort(session: Session, person_id: UUID, scope: Scope) -> None:
    """Raise Invalid where somebody is enrolled in the course of a scope otherwise than it says."""
    found = session.execute(
        select(Enrolment.cohort_id, Cohort.name)
        .outerjoin(Cohort, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == person_id, Enrolment.course_id == scope.course_id)
    ).one_or_none()
    if found and found.cohort_id != scope.cohort_id:
        where = f"in the cohort '{found.name}'" if found.name else "without a cohort"
        raise Invalid([("cohort", f"This person is enrolled in this course already, {where}.")])


def current_rules(session: Session, course_id: UUID) -> UUID:
    """The revision of course.yml that is published now. Raises Invalid before the first publication."""
    slug = session.scalar(select(CourseRow.slug).where(CourseRow.id == course_id)) or ""
    head = newest_edition(session, slug)
    if head is None:
        raise Invalid([("course", "This course has not been published yet.")])
    documents = documents_of(session, head.edition_id).values()
    return next(document.revision_id for document in documents if document.kind == Kind.COURSE)
