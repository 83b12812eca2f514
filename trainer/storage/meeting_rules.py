"""Reads a cohort with the live meetings that its rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from trainer.curriculum.requirements.meetings import Meetings
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.enrolments import rules_of_cohort
from trainer.storage.library import Library
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingCohort:
    """A cohort with the requirements, by item, for which there are meetings."""

    id: UUID
    course_id: UUID
    course: str
    name: str
    requirements: Mapping[str, Meetings]


def asking_cohort(session: Session, library: Library, cohort_id: UUID, today: date) -> AskingCohort | None:
    """A cohort and what its rules of today ask for in meetings: one statement; None where there is no such cohort."""
    row = run(session, _COHORT, cohort_id=cohort_id, today=today).one_or_none()
    if row is None:
        return None
    rules = library.rules(session, row.rules_revision_id)
    return AskingCohort(
        id=cohort_id,
        course_id=row.course_id,
        course=row.slug,
        name=row.name,
        requirements={each.item: each for each in rules.requirements if isinstance(each, Meetings)},
    )


_COHORT: Final = (
    select(
        Cohort.name,
        Cohort.course_id,
        CourseRow.slug,
        rules_of_cohort(Cohort.id, bindparam("today", type_=Date)).label("rules_revision_id"),
    )
    .join(CourseRow, Cohort.course_id == CourseRow.id)
    .where(Cohort.id == bindparam("cohort_id"))
)
