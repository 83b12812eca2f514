"""Who acts, where somebody decided earlier what the platform does now."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, HeldRole, RoleName
from trainer.ids import PersonId
from trainer.storage.people import Person, Role


def person_acting(session: Session, person_id: UUID) -> Actor:
    """A person with the roles that they hold now; none for whoever may no longer sign in."""
    person = session.execute(select(Person.name, Person.is_active).where(Person.id == person_id)).one()
    rows = session.execute(select(Role.name, Role.course_id, Role.cohort_id).where(Role.person_id == person_id))
    roles = tuple(HeldRole(name=RoleName(row.name), course_id=row.course_id, cohort_id=row.cohort_id) for row in rows)
    return Actor(person_id=PersonId(person_id), name=person.name, roles=roles if person.is_active else ())
