"""What every page about one person shows a supervisor of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.edition import EditionView
from trainer.curriculum.standing import Standings
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.people import Person
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHead:
    """Whose page it is. `ends_on` is their own last day: the cohort's, later by the days paused; None while paused."""

    enrolment_id: UUID
    name: str
    cohort: str | None
    cohort_id: UUID | None
    course: str
    title: str
    ends_on: date | None
    paused_on: date | None
    days_paused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """An enrolment that somebody supervises, with what its pages rest on."""

    enrolment: EnrolmentRow
    edition: EditionView
    rules: Rules
    standings: Standings
    head: PersonHead


def supervised(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> Supervised:
    """Somebody of a cohort that the actor supervises: three statements. Raises NotFound for anybody else."""
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound("There is no such page.")
    edition = database.library.edition(session, enrolment.edition_id)
    head = PersonHead(
        enrolment_id=enrolment_id,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        cohort=enrolment.cohort,
        cohort_id=enrolment.cohort_id,
        course=enrolment.course,
        title=edition.outline.title,
        ends_on=enrolment.ends_on,
        paused_on=enrolment.paused_on,
        days_paused=enrolment.days_paused,
    )
    return Supervised(
        enrolment=enrolment,
        edition=edition,
        rules=database.library.rules(session, enrolment.rules_revision_id),
        standings=current_standings(session, database.library, enrolment, now.at),
        head=head,
    )
