"""Finds when somebody did something last, from which on it is counted how long their record is kept."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session

from trainer.curriculum.retention import RecordKind
from trainer.ids import SYSTEM
from trainer.storage.base import Moment
from trainer.storage.certificates import Certificate
from trainer.storage.content import AuditEntry, Cohort
from trainer.storage.erasing_texts import OWN_ENROLMENTS, PERSON
from trainer.storage.evaluations import Evaluation
from trainer.storage.learning import Attempt, CheckAnswer, Completion, Enrolment, Placement, Reading
from trainer.storage.observing import Encounter
from trainer.storage.people import Person, Role
from trainer.storage.retention import Erasure
from trainer.storage.signing_off import Entry, SignOff

ASKING: Final = "people:erasure:"
"""How the events of erasing begin: whoever asks to be erased does not thereby stay longer."""


def last_act(session: Session, person_id: UUID, zone: ZoneInfo) -> date:
    """The day on which somebody did something last, or something was recorded of them, or their last course ends."""
    row = session.connection().execute(_LAST, {"whose": person_id}).one()
    acted_on: date = row.at.astimezone(zone).date()
    return max(acted_on, row.ends_on or acted_on)


def past_their_time(session: Session, kind: RecordKind, before: datetime, most: int) -> Sequence[UUID]:
    """Some people who did nothing since a moment, and of whom the kind was not erased since they did something last.

    Administrators are not among them, nor the platform itself: nobody else could give that role.
    """
    erased_at = (
        select(func.max(Erasure.at))
        .where(Erasure.person_id == Person.id, Erasure.kind == kind.value)
        .correlate(Person)
        .scalar_subquery()
    )
    administers = exists().where(Role.person_id == Person.id, Role.name == "administrator")
    in_course = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.person_id == Person.id, Cohort.ends_on >= before.date())
    )
    found = (
        select(Person.id)
        .where(
            Person.id != SYSTEM,
            Person.created_at < before,
            ~administers,
            or_(erased_at.is_(None), _acted_since(erased_at)),
            ~in_course.exists(),
            ~_acted_since(before),
        )
        .order_by(Person.created_at, Person.id)
        .limit(most)
    )
    return session.scalars(found).all()


def decided_about_others(session: Session, person_id: UUID) -> bool:
    """Whether somebody's name stands beside what they decided about other people, or about a course."""
    decided = and_(AuditEntry.event.startswith("record:"), AuditEntry.person_id != AuditEntry.actor_id)
    published = and_(AuditEntry.event.startswith("content:"), ~AuditEntry.event.startswith("content:comment:"))
    acts = select(AuditEntry.id).where(AuditEntry.actor_id == person_id, or_(decided, published))
    return session.scalar(acts.limit(1)) is not None


def _acted_since(moment: Any) -> ColumnElement[bool]:  # a moment, or an expression that gives one
    in_enrolment = (exists().where(table.enrolment_id == Enrolment.id, table.at >= moment) for table in _OF_ENROLMENT)
    enrolled = (
        select(Enrolment.id)
        .where(Enrolment.person_id == Person.id, or_(Enrolment.created_at >= moment, *in_enrolment))
        .correlate(Person)
    )
    audited = select(AuditEntry.id).where(
        AuditEntry.actor_id == Person.id, AuditEntry.at >= moment, ~AuditEntry.event.startswith(ASKING)
    )
    return or_(enrolled.exists(), audited.correlate(Person).exists())


_OF_ENROLMENT: Final[tuple[Any, ...]] = (  # facts of one enrolment
    Placement,
    Reading,
    CheckAnswer,
    Attempt,
    Completion,
    Entry,
    SignOff,
    Encounter,
    Certificate,
    Evaluation,
)


def _last() -> Select[*tuple[Any, ...]]:
    moments = union_all(
        select(Person.created_at.label("at")).where(Person.id == PERSON),
        select(func.max(Enrolment.created_at)).where(Enrolment.person_id == PERSON),
        *(select(func.max(table.at)).where(table.enrolment_id.in_(OWN_ENROLMENTS)) for table in _OF_ENROLMENT),
        select(func.max(AuditEntry.at)).where(AuditEntry.actor_id == PERSON, ~AuditEntry.event.startswith(ASKING)),
    ).subquery()
    ends = (
        select(func.max(Cohort.ends_on))
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == PERSON)
        .scalar_subquery()
    )
    return select(func.max(moments.c.at, type_=Moment()).label("at"), ends.label("ends_on"))


_LAST: Final = _last()
