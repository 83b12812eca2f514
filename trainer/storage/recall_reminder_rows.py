"""Finds those who want to be reminded by mail of their daily review, with what is due of theirs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, Text, bindparam, exists, select
from sqlalchemy.orm import Session

from trainer.reminding import NoticeKind
from trainer.storage.learning import Enrolment
from trainer.storage.mailing import Reminder
from trainer.storage.people import Person
from trainer.storage.prepared import run
from trainer.storage.recall_rows import CardRow
from trainer.storage.recalls import RecallCard, RecallChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallReminder:
    """Somebody who wants to be reminded, was not today, and has questions that are due."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    due: tuple[CardRow, ...]


def recall_reminders(session: Session, today: date) -> tuple[RecallReminder, ...]:
    """Everybody who asked for it, neither rests nor is paused, and may sign in: one statement."""
    found: dict[tuple[UUID, UUID, UUID], list[CardRow]] = defaultdict(list)
    for row in run(session, _DUE, today=today, subject=today.isoformat()):
        card = CardRow(
            document_id=row.document_id,
            question=row.question,
            number=row.number,
            stability=None,
            last_on=None,
            due_on=row.due_on,
        )
        found[row.enrolment_id, row.person_id, row.course_id].append(card)
    return tuple(
        RecallReminder(enrolment_id=enrolment_id, person_id=person_id, course_id=course_id, due=tuple(cards))
        for (enrolment_id, person_id, course_id), cards in found.items()
    )


_DUE: Final[Select[*tuple[Any, ...]]] = (  # seven columns, taken by name above
    select(
        RecallCard.enrolment_id,
        Enrolment.person_id,
        Enrolment.course_id,
        RecallCard.document_id,
        RecallCard.question,
        RecallCard.number,
        RecallCard.due_on,
    )
    .select_from(RecallChoice)
    .join(Enrolment, RecallChoice.enrolment_id == Enrolment.id)
    .join(Person, Enrolment.person_id == Person.id)
    .join(RecallCard, RecallCard.enrolment_id == Enrolment.id)
    .where(
        RecallChoice.by_mail,
        ~RecallChoice.rests,
        Enrolment.paused_on.is_(None),
        Person.is_active.is_(True),
        RecallCard.due_on <= bindparam("today", type_=Date()),
        ~exists().where(
            Reminder.enrolment_id == Enrolment.id,
            Reminder.kind == NoticeKind.RECALL.value,
            Reminder.subject == bindparam("subject", type_=Text()),
        ),
    )
)
