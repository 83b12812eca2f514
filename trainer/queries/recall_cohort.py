"""What a cohort keeps of a course, in sum: no figure is of fewer than five people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.recalling import FEWEST_PEOPLE, ForecastOfPeople, Remembered, forecast_of_people
from trainer.errors import NotFound
from trainer.queries.recall_kept import by_area, remembered
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.enrolments import latest_edition
from trainer.storage.kept_questions import kept_questions
from trainer.storage.learning import Enrolment
from trainer.storage.prepared import run
from trainer.storage.recall_rows import cards_of_cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOfPeople:
    """An area with what people keep of it."""

    title: str
    forecast: ForecastOfPeople


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortKeptPage:
    """What a cohort keeps by area; of `people` in it, `keeping` reviewed anything, None where these are too few."""

    cohort_id: UUID
    name: str
    course: str
    title: str
    today: date
    people: int
    whole: ForecastOfPeople
    areas: tuple[AreaOfPeople, ...]
    fewest: int = FEWEST_PEOPLE


def cohort_kept_page(session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now) -> CohortKeptPage:
    """What a cohort keeps: two statements for texts that were read before, however many its people are.

    Raises NotFound for a cohort that the actor does not supervise.
    """
    cohort = run(session, _COHORT, cohort_id=cohort_id).one_or_none()
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such cohort.")
    edition = database.library.edition(session, cohort.edition_id)
    by_question: dict[tuple[UUID, str], list[tuple[UUID, Remembered]]] = defaultdict(list)
    examples = {}
    for enrolment_id, card in cards_of_cohort(session, cohort_id):
        if card.due_on is not None:
            by_question[card.document_id, card.question].append((enrolment_id, remembered(card)))
            examples[card.document_id, card.question] = card
    found = kept_questions(session, database.library, edition, examples.values())
    whole: dict[UUID, list[Remembered]] = defaultdict(list)
    areas = []
    for title, questions in by_area(edition.outline, found):
        of_area: dict[UUID, list[Remembered]] = defaultdict(list)
        for question in questions:
            for enrolment_id, each in by_question[question.card.document_id, question.card.question]:
                of_area[enrolment_id].append(each)
                whole[enrolment_id].append(each)
        areas.append(AreaOfPeople(title=title, forecast=forecast_of_people(of_area, now.today)))
    return CohortKeptPage(
        cohort_id=cohort_id,
        name=cohort.name,
        course=cohort.slug,
        title=edition.outline.title,
        today=now.today,
        people=cohort.people,
        whole=forecast_of_people(whole, now.today),
        areas=tuple(areas),
    )


_COHORT: Final[Select[*tuple[Any, ...]]] = (  # six columns, taken by name above
    select(
        Cohort.name,
        Cohort.course_id,
        CourseRow.slug,
        latest_edition(Cohort.course_id).label("edition_id"),
        select(func.count(Enrolment.id)).where(Enrolment.cohort_id == Cohort.id).scalar_subquery().label("people"),
    )
    .join(CourseRow, Cohort.course_id == CourseRow.id)
    .where(Cohort.id == bindparam("cohort_id"))
)
