"""Finds who supervises somebody."""

from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from trainer.access import RoleName
from trainer.storage.people import Person, Role
from trainer.storage.prepared import run


def supervisors_of(session: Session, course_id: UUID, cohort_id: UUID | None) -> dict[UUID, str]:
    """The names, by id, of those who can sign in and supervise a cohort of a course: one statement."""
    rows = run(session, _SUPERVISORS, course_id=course_id, cohort_id=cohort_id)
    return {row.id: row.name for row in rows}


_SUPERVISORS: Final = (
    select(Person.id, Person.name)
    .join(Role, Role.person_id == Person.id)
    .where(
        Role.name == RoleName.SUPERVISOR.value,
        or_(
            Role.cohort_id == bindparam("cohort_id", type_=Uuid()),
            and_(
                Role.cohort_id.is_(None),
                or_(Role.course_id.is_(None), Role.course_id == bindparam("course_id", type_=Uuid())),
            ),
        ),
        Person.is_active,
    )
    .distinct()
    .order_by(Person.name, Person.id)
)
