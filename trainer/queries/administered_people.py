"""What administrators see of people: a list to search, and one person's roles and sessions; never a secret."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, RoleName
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound
from trainer.ids import SYSTEM
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.learning import Enrolment
from trainer.storage.people import Invitation, Person, Role, SignedIn

_PAGE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRoleRow:
    """A role with its scope in words."""

    id: UUID
    role: RoleName
    scope: str
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInList:
    """Somebody in the list."""

    id: UUID
    name: str
    address: str
    is_active: bool
    roles: tuple[HeldRoleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAsked:
    """Who is looked for: words of a name or address, a role, and which page of the list."""

    words: str = ""
    role: RoleName | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """People by name, `_PAGE` a page. `invited` are addresses whose invitation is open."""

    asked: PeopleAsked
    people: tuple[PersonInList, ...]
    total: int
    invited: tuple[tuple[str, datetime], ...]
    courses: tuple[str, ...]
    cohorts: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // _PAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredPerson:
    """One person: what they may do, where they are enrolled, and how many browsers are signed in."""

    person: PersonInList
    created_at: datetime
    sessions: int
    enrolments: tuple[tuple[UUID, str], ...]
    courses: tuple[str, ...]
    cohorts: tuple[tuple[str, str], ...]
    is_oneself: bool


def people_page(session: Session, actor: Actor, asked: PeopleAsked, now: Now) -> PeoplePage:
    """The list: six statements, however many people there are."""
    _require(actor)
    wanted = [Person.id != SYSTEM]
    if asked.words:
        in_name = Person.name.icontains(asked.words, autoescape=True)
        wanted.append(or_(in_name, Person.address.icontains(asked.words, autoescape=True)))
    if asked.role:
        wanted.append(Person.id.in_(select(Role.person_id).where(Role.name == asked.role)))
    total = session.scalar(select(func.count()).select_from(Person).where(*wanted)) or 0
    rows = session.scalars(
        select(Person)
        .where(*(wanted if len(wanted) == 1 else [Person.id.in_(select(Person.id).where(*wanted))]))
        .order_by(Person.name, Person.id)
        .limit(_PAGE)
        .offset(_PAGE * (asked.page - 1))
    ).all()
    roles = _roles(session, [person.id for person in rows])
    invited = session.execute(
        select(Invitation.address, Invitation.expires_at)
        .where(Invitation.accepted_at.is_(None), Invitation.expires_at > now.at)
        .order_by(Invitation.created_at.desc())
        .limit(_PAGE)
    )
    return PeoplePage(
        asked=asked,
        people=tuple(_listed(person, roles) for person in rows),
        total=total,
        invited=tuple((row.address, row.expires_at) for row in invited),
        courses=course_slugs(session),
        cohorts=_cohorts(session),
    )


def administered_person(session: Session, actor: Actor, person_id: UUID, now: Now) -> AdministeredPerson:
    """One person. Raises NotFound for nobody, and for the platform itself."""
    _require(actor)
    person = session.get(Person, person_id)
    if person is None or person_id == SYSTEM:
        raise NotFound("There is no such person.")
    sessions = session.scalar(
        select(func.count())
        .select_from(SignedIn)
        .where(SignedIn.person_id == person_id, SignedIn.ended_at.is_(None), SignedIn.expires_at > now.at)
    )
    enrolments = session.execute(
        select(Enrolment.id, CourseRow.slug, Cohort.name)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .outerjoin(Cohort, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.created_at)
    )
    return AdministeredPerson(
        person=_listed(person, _roles(session, [person_id])),
        created_at=person.created_at,
        sessions=sessions or 0,
        enrolments=tuple((row.id, f"{row.slug}, {row.name}" if row.name else row.slug) for row in enrolments),
        courses=course_slugs(session),
        cohorts=_cohorts(session),
        is_oneself=person_id == actor.person_id,
    )


def _require(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees people.")


def _listed(person: Person, roles: Mapping[UUID, list[HeldRoleRow]]) -> PersonInList:
    return PersonInList(
        id=person.id,
        name=person.name,
        address=person.address or "",
        is_active=person.is_active,
        roles=tuple(roles.get(person.id, ())),
    )


def _roles(session: Session, people: Iterable[UUID]) -> Mapping[UUID, list[HeldRoleRow]]:
    rows = session.execute(
        select(Role, CourseRow.slug, Cohort.name.label("cohort"))
        .outerjoin(CourseRow, Role.course_id == CourseRow.id)
        .outerjoin(Cohort, Role.cohort_id == Cohort.id)
        .where(Role.person_id.in_(list(people)))
        .order_by(Role.granted_at, Role.name)
    )
    held: dict[UUID, list[HeldRoleRow]] = defaultdict(list)
    for row in rows:
        held[row.Role.person_id].append(
            HeldRoleRow(
                id=row.Role.id,
                role=RoleName(row.Role.name),
                scope=row.cohort or row.slug or "the whole site",
                granted_at=row.Role.granted_at,
            )
        )
    return held


def course_slugs(session: Session) -> tuple[str, ...]:
    """The slug of every course."""
    return tuple(session.scalars(select(CourseRow.slug).order_by(CourseRow.slug)))


def _cohorts(session: Session) -> tuple[tuple[str, str], ...]:
    """Each cohort with its course, by name."""
    rows = session.execute(
        select(Cohort.name, CourseRow.slug)
        .join(CourseRow, Cohort.course_id == CourseRow.id)
        .order_by(Cohort.starts_on.desc(), Cohort.name)
    )
    return tuple((row.name, row.slug) for row in rows)
