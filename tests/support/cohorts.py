"""A cohort of the clinic as its supervisors see it."""

from uuid import UUID

from sqlalchemy import select

from tests.support.clinic import EVENING, after
from trainer.access import Actor
from trainer.queries.cohorts_asked import Asked
from trainer.queries.cohorts_page import CohortPage, PersonRow, cohort_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database


def cohort_id(database: Database, name: str = EVENING) -> UUID:
    """The id of a cohort."""
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == name)).one()


def cohort(database: Database, actor: Actor, *, days: float = 1, asked: Asked | None = None) -> CohortPage:
    """The page of the evening cohort, so many days after everybody had joined."""
    with database.reading() as session:
        return cohort_page(session, database, actor, cohort_id(database), after(days=days), asked)


def row_of(page: CohortPage, name: str) -> PersonRow:
    """The row of somebody."""
    [found] = [row for row in page.people if row.name == name]
    return found


def names(page: CohortPage) -> list[str]:
    """Who is shown, in order."""
    return [row.name for row in page.people]
