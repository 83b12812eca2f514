"""Who would read a reflection by each choice, by name."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer.access import PERMISSIONS, Actor, HeldRole, Permission, RoleName
from trainer.ids import SYSTEM, PersonId
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.people import Person, Role
from trainer.tiers import Place, Tier, may_read


def readers_by_tier(session: Session, enrolment: EnrolmentRow) -> Mapping[Tier, tuple[str, ...]]:
    """The names of those who could read what is kept now, by tier, without the writer: one statement."""
    place = Place(
        writer_id=enrolment.person_id,
        course_id=enrolment.course_id,
        cohort_id=enrolment.cohort_id,
        cohort_then=enrolment.cohort_id,
    )
    people = [each for each in _supervising(session, enrolment) if each.person_id != enrolment.person_id]
    return {tier: tuple(each.name for each in people if may_read(each, tier, place)) for tier in Tier}


def _supervising(session: Session, enrolment: EnrolmentRow) -> tuple[Actor, ...]:
    supervising = [name.value for name in RoleName if Permission.SUPERVISE in PERMISSIONS[name]]
    rows = session.execute(
        select(Person.id, Person.name, Role.name.label("role"), Role.course_id, Role.cohort_id)
        .join(Role, Role.person_id == Person.id)
        .where(
            Role.name.in_(supervising),
            Person.is_active,
            Person.id != SYSTEM,
            or_(Role.course_id.is_(None), Role.course_id == enrolment.course_id),
            or_(Role.cohort_id.is_(None), Role.cohort_id == enrolment.cohort_id),
        )
        .order_by(Person.name, Person.id)
    )
    roles: defaultdict[tuple[UUID, str], list[HeldRole]] = defaultdict(list)
    for row in rows:
        held = HeldRole(name=RoleName(row.role), course_id=row.course_id, cohort_id=row.cohort_id)
        roles[(row.id, row.name)].append(held)
    return tuple(
        Actor(person_id=PersonId(person_id), name=name, roles=tuple(held)) for (person_id, name), held in roles.items()
    )
