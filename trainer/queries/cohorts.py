"""The cohorts that a supervisor sees."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.learning import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """A cohort in the list."""

    id: UUID
    name: str
    course: str
    starts_on: date
    ends_on: date
    people: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortsPage:
    """The cohorts that the supervisor may see."""

    cohorts: tuple[CohortRow, ...]


def cohorts_page(session: Session, database: Database, actor: Actor, now: Now) -> CohortsPage:
    """Every cohort that the actor supervises: two statements."""
    titles = {
        head.course: database.library.edition(session, head.edition_id).outline.title
        for head in newest_editions(session)
    }
    rows = session.execute(
        select(Cohort, CourseRow.slug, func.count(Enrolment.id).label("people"))
        .join(CourseRow, Cohort.course_id == CourseRow.id)
        .outerjoin(Enrolment, Enrolment.cohort_id == Cohort.id)
        .group_by(Cohort.id, CourseRow.slug)
        .order_by(Cohort.starts_on.desc(), Cohort.name)
    )
    return CohortsPage(
        cohorts=tuple(
            CohortRow(
                id=row.Cohort.id,
                name=row.Cohort.name,
                course=titles.get(row.slug, row.slug),
                starts_on=row.Cohort.starts_on,
                ends_on=row.Cohort.ends_on,
                people=row.people,
                is_over=row.Cohort.ends_on < now.today,
            )
            for row in rows
            if actor.may(Permission.SUPERVISE, course_id=row.Cohort.course_id, cohort_id=row.Cohort.id)
        )
    )
