"""The grave errors of a cohort that are open: what its supervisor opens first."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.sheets import Sheet
from trainer.errors import NotFound
from trainer.queries.grave_errors import ObjectiveErrors, by_objective, errors_of
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.enrolments import latest_edition
from trainer.storage.grave_error_rows import scored_in_cohort
from trainer.storage.learning import Enrolment
from trainer.storage.people import Person
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortErrorsPage:
    """The open grave errors of a cohort, by objective; of `people` who learn in it, `concerned` have any."""

    cohort_id: UUID
    name: str
    course: str
    title: str
    today: date
    people: int
    concerned: int
    safety_critical: int
    sure: int
    objectives: tuple[ObjectiveErrors, ...]


def cohort_errors_page(
    session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now
) -> CohortErrorsPage:
    """The open grave errors of all who learn in a cohort now: two statements, however many they are.

    `safety_critical` and `sure` count people. Raises NotFound for a cohort that the actor does not supervise.
    """
    cohort = run(session, _COHORT, cohort_id=cohort_id).one_or_none()
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such cohort.")
    edition = database.library.edition(session, cohort.edition_id)
    rows = scored_in_cohort(session, cohort_id)
    found = [each for each in errors_of(session, database.library, edition, rows) if each.error.is_open]
    return CohortErrorsPage(
        cohort_id=cohort_id,
        name=cohort.name,
        course=cohort.slug,
        title=edition.outline.title,
        today=now.today,
        people=cohort.people,
        concerned=len({each.row.enrolment_id for each in found}),
        safety_critical=len({each.row.enrolment_id for each in found if each.error.is_safety_critical}),
        sure=len({each.row.enrolment_id for each in found if each.error.was_sure}),
        objectives=by_objective(edition.outline, found),
    )


def errors_sheet(page: CohortErrorsPage, zone: tzinfo) -> Sheet:
    """The same for a spreadsheet: a row for each person and question."""
    return Sheet(
        title="Errors that matter",
        headings=_HEADINGS,
        rows=tuple(
            (
                objective.text,
                objective.module,
                line.name,
                "paused" if line.is_paused else "",
                "yes" if line.is_safety_critical else "no",
                "yes" if line.was_sure else "no",
                question.quiz,
                question.words,
                line.attempt,
                line.at.astimezone(zone).date().isoformat(),
                line.times,
                "; ".join(title for title, _ in objective.read_again),
            )
            for objective in page.objectives
            for question in objective.questions
            for line in question.lines
        ),
    )


_HEADINGS: Final = (
    "Objective",
    "Module",
    "Person",
    "Note",
    "Safety-critical",
    "Was sure",
    "Quiz",
    "Question",
    "Attempt",
    "On",
    "Times",
    "Read again",
)
_COHORT: Final[Select[*tuple[Any, ...]]] = (  # five columns, taken by name in cohort_errors_page
    select(
        Cohort.name,
        Cohort.course_id,
        CourseRow.slug,
        latest_edition(Cohort.course_id).label("edition_id"),
        select(func.count())
        .select_from(Enrolment)
        .join(Person, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == Cohort.id, Person.is_active)
        .scalar_subquery()
        .label("people"),
    )
    .join(CourseRow, Cohort.course_id == CourseRow.id)
    .where(Cohort.id == bindparam("cohort_id"))
)
