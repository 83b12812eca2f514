"""Databases in which the course `care` is published and people of every role have joined."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.support.care_course import care_course, harbour_course
from tests.support.databases import Templates
from trainer import clock
from trainer.access import PLATFORM, Actor, HeldRole, RoleName
from trainer.actions import cohorts, inviting, people, publishing, signing_in
from trainer.actions.editions import Options
from trainer.clock import Now
from trainer.ids import PersonId
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment
from trainer.storage.library import Library
from trainer.storage.people import Person, Role

UTC: Final = ZoneInfo("UTC")
COURSE: Final = "care"
EVENING: Final = "Evening"
DAY: Final = "Day"
PASSWORD: Final = "a quiet afternoon"

MAREN = "maren@example.org"
JONAS = "jonas@example.org"
IDA = "ida@example.org"
GRETA = "greta@example.org"
ILSE = "ilse@example.org"
SVEN = "sven@example.org"
DORA = "dora@example.org"
ADA = "ada@example.org"
NILS = "nils@example.org"


@dataclass(frozen=True, slots=True)
class _Member:
    address: str
    role: RoleName
    cohort: str | None = None
    course: str | None = None


_MEMBERS = (
    _Member(MAREN, RoleName.TRAINEE, EVENING),
    _Member(JONAS, RoleName.TRAINEE, EVENING),
    _Member(IDA, RoleName.TRAINEE, DAY),
    _Member(GRETA, RoleName.TRAINEE, EVENING),
    _Member(ILSE, RoleName.INSTRUCTOR),
    _Member(SVEN, RoleName.SUPERVISOR, EVENING),
    _Member(DORA, RoleName.SUPERVISOR, DAY),
    _Member(ADA, RoleName.ADMINISTRATOR),
    _Member(NILS, RoleName.INSTRUCTOR, course="harbour"),
)

# Texts are read once in a run: what is published never changes, and every id is one of its own.
_LIBRARY = Library()
_THEN = clock.now(UTC).at - timedelta(days=20)
# At noon at the latest, so that a few hours later is the same day whenever the tests run.
_BEGAN = min(_THEN, _THEN.replace(hour=12, minute=0, second=0, microsecond=0))


def after(**since: float) -> Now:
    """A moment counted from when everybody had joined, twenty days before this run: `after(hours=2)`."""
    at = _BEGAN + timedelta(**since)
    return Now(at, at.date())


def clinic(templates: Templates) -> Database:
    """A clinic where everybody has joined and nobody has begun; Greta has been deactivated."""
    return replace(templates.get("clinic", _fill), library=_LIBRARY)


def actor_of(database: Database, address: str) -> Actor:
    """Somebody of the clinic, as actions see them."""
    with database.reading() as session:
        person = session.execute(select(Person.id, Person.name).where(Person.email_key == address)).one()
        roles = session.scalars(select(Role).where(Role.person_id == person.id)).all()
    held = tuple(
        HeldRole(name=RoleName(role.name), course_id=role.course_id, cohort_id=role.cohort_id) for role in roles
    )
    return Actor(person_id=PersonId(person.id), name=person.name, roles=held)


def enrolment_of(database: Database, actor: Actor) -> UUID:
    """The enrolment of somebody of the clinic in `care`."""
    with database.reading() as session:
        enrolment = own_enrolment(session, actor.person_id, COURSE, after().today)
    assert enrolment is not None
    return enrolment.enrolment_id


def publish(database: Database, files: dict[str, bytes], now: Now, options: Options | None = None) -> None:
    """Publish a course, in which there must be no mistake."""
    outcome = publishing.publish(database, PLATFORM, files, (), options or Options(), now)
    assert outcome.number is not None, outcome.problems


def _fill(database: Database) -> None:
    before = after(days=-1)
    publish(database, care_course(), before)
    publish(database, harbour_course(), before)
    for cohort in (EVENING, DAY):
        ends = before.today + timedelta(days=60)
        cohorts.add_cohort(database, PLATFORM, cohort, COURSE, before.today, ends, before)
    for member in _MEMBERS:
        token = inviting.invite(
            database, PLATFORM, member.address, member.role, course=member.course, cohort=member.cohort, now=before
        )
        name = member.address.partition("@")[0].capitalize()
        signing_in.sign_out(database, inviting.accept(database, token, name, PASSWORD, "a test", before), before)
    people.deactivate(database, PLATFORM, GRETA, before)
