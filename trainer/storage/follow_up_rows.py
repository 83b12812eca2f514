"""Finds those who may be asked by mail what became of a course."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.evaluating import LATER, Occasion
from trainer.curriculum.standing import COURSE
from trainer.reminding import TOLD_AFTERWARDS, NoticeKind
from trainer.storage.base import Moment
from trainer.storage.enrolments import rules_in_force
from trainer.storage.evaluations import Evaluation
from trainer.storage.learning import Completion, Enrolment
from trainer.storage.mailing import Reminder
from trainer.storage.people import Person
from trainer.storage.prepared import run
from trainer.storage.supervising import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """Somebody who evaluated a course some time ago and not yet again, and has not been asked by mail."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    completion_id: UUID
    completed_at: datetime
    rules_revision_id: UUID


def follow_ups(session: Session, at: datetime, today: date) -> tuple[FollowUpRow, ...]:
    """Everybody whose sixty days after the course have lately passed: one statement.

    Who cannot sign in any more, or answered already, is left out; a mail that was missed does not come late.
    """
    last = at - LATER
    rows = run(session, _FOLLOW_UPS, first=last - TOLD_AFTERWARDS, last=last, today=today)
    return tuple(FollowUpRow(**row._mapping) for row in rows)


_AFTER, _LATER = aliased(Evaluation), aliased(Evaluation)
_FOLLOW_UPS: Final[Select[*tuple[Any, ...]]] = (  # whose labels are the fields
    select(
        Enrolment.id.label("enrolment_id"),
        Enrolment.person_id,
        Enrolment.course_id,
        Completion.id.label("completion_id"),
        Completion.at.label("completed_at"),
        rules_in_force(Enrolment.cohort_id, Enrolment.id, bindparam("today", type_=Date)).label("rules_revision_id"),
    )
    .select_from(Completion)
    .join(Enrolment, Completion.enrolment_id == Enrolment.id)
    .join(Person, and_(Enrolment.person_id == Person.id, Person.is_active.is_(True)))
    .join(_AFTER, and_(_AFTER.enrolment_id == Enrolment.id, _AFTER.occasion == Occasion.AFTER))
    .where(
        Completion.item == COURSE,
        Completion.at.between(bindparam("first", type_=Moment), bindparam("last", type_=Moment)),
        ~exists().where(Withdrawal.completion_id == Completion.id),
        ~exists().where(_LATER.enrolment_id == Enrolment.id, _LATER.occasion == Occasion.LATER),
        ~exists().where(Reminder.enrolment_id == Enrolment.id, Reminder.kind == NoticeKind.FOLLOW_UP),
    )
)
