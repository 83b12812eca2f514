"""Finds who answers for a course."""

from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, or_, select
from sqlalchemy.orm import Session

from trainer.access import RoleName
from trainer.storage.people import Person, Role
from trainer.storage.prepared import run


def authors_of(session: Session, course_id: UUID) -> tuple[str, ...]:
    """The names of a course's instructors who can sign in, by the alphabet: one statement."""
    return tuple(row.name for row in run(session, _INSTRUCTORS, course_id=course_id))


_INSTRUCTORS: Final = (
    select(Person.name)
    .join(Role, Role.person_id == Person.id)
    .where(
        Role.name == RoleName.INSTRUCTOR.value,
        Role.cohort_id.is_(None),
        or_(Role.course_id.is_(None), Role.course_id == bindparam("course_id", type_=Uuid)),
        Person.is_active,
    )
    .distinct()
    .order_by(Person.name)
)
