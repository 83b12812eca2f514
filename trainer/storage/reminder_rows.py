"""Finds whom there may be something to remind of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.course import Kind
from trainer.curriculum.pausing import last_day
from trainer.curriculum.standing import COURSE
from trainer.reminding import TOLD_AFTERWARDS, NoticeKind
from trainer.storage.content import Cohort, Document, Revision
from trainer.storage.learning import Completion, Enrolment, StandingRow
from trainer.storage.mailing import Reminder
from trainer.storage.people import Person
from trainer.storage.supervising import Withdrawal

_OF_DEADLINES: Final = (NoticeKind.DUE_IN_A_MONTH, NoticeKind.DUE_IN_A_WEEK, NoticeKind.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """Somebody whose last day is near or has just passed; `told` are the reminders that they had of that day."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    ends_on: date
    told: frozenset[NoticeKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Somebody who completed an earlier revision of a module than the one that changed materially."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    path: str
    revision_id: UUID
    item: str
    standing: str


def deadlines_near(session: Session, today: date, days_before: int) -> tuple[DeadlineRow, ...]:
    """Everybody who is neither paused nor complete and whose last day is near: two statements."""
    first, last = today - TOLD_AFTERWARDS, today + timedelta(days=days_before)
    # Apart, so that each finds its few people by an index: those whose days were moved may be of any older cohort.
    near = Cohort.ends_on.between(first, last)
    moved = and_(Enrolment.days_paused > 0, Cohort.ends_on < first)
    rows = [*session.execute(deadlines_statement(near)), *session.execute(deadlines_statement(moved))]
    return tuple(each for each in _deadlines(rows) if first <= each.ends_on <= last)


def material_changes(session: Session, since: datetime) -> tuple[ChangeRow, ...]:
    """Everybody who is neither paused nor complete, for each module completed before it changed: two statements.

    Only the last material revision of a module counts, and whoever was told of it is left out.
    """
    # Apart, since a database that knows nothing of their numbers would begin with the completions, of which there are
    # most.
    changed = {row.earlier_id: row for row in session.execute(_changed_modules(since))}
    if not changed:
        return ()
    found: dict[tuple[UUID, UUID], ChangeRow] = {}
    told: set[tuple[UUID, str]] = set()
    for row in session.execute(changes_statement(changed)):
        module = changed[row.completed_in]
        told.add((row.id, row.subject))
        found[row.id, module.revision_id] = ChangeRow(
            enrolment_id=row.id,
            person_id=row.person_id,
            course_id=row.course_id,
            path=module.path,
            revision_id=module.revision_id,
            item=row.item,
            standing=row.body,
        )
    return tuple(each for each in found.values() if (each.enrolment_id, str(each.revision_id)) not in told)


def deadlines_statement(concerned: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:  # its columns are taken by name
    """A row for each reminder, or one without, of those concerned who are neither paused nor complete."""
    reminded = and_(Reminder.enrolment_id == Enrolment.id, Reminder.kind.in_(_OF_DEADLINES))
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.days_paused,
            Cohort.ends_on,
            Reminder.kind,
            Reminder.subject,
        )
        .join(Cohort, Enrolment.cohort_id == Cohort.id)
        .join(Person, Enrolment.person_id == Person.id)
        .outerjoin(Reminder, reminded)
        .where(concerned, *_is_under_way())
    )


def changes_statement(revision_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:  # as above
    """A row for each reminder, or one without, of each completion in one of the revisions."""
    is_withdrawn = exists().where(Withdrawal.completion_id == Completion.id)
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.course_id,
            Completion.revision_id.label("completed_in"),
            Completion.item,
            StandingRow.body,
            Reminder.subject,
        )
        .select_from(Completion)
        .join(Enrolment, Completion.enrolment_id == Enrolment.id)
        .join(Person, Enrolment.person_id == Person.id)
        .join(StandingRow, and_(StandingRow.enrolment_id == Enrolment.id, StandingRow.item == Completion.item))
        .outerjoin(Reminder, and_(Reminder.enrolment_id == Enrolment.id, Reminder.kind == NoticeKind.CHANGED))
        .where(Completion.revision_id.in_(revision_ids), ~is_withdrawn, *_is_under_way())
    )


def _changed_modules(since: datetime) -> Select[*tuple[Any, ...]]:  # as above
    """Each revision of a module that is older than its last material one, where that came `since`."""
    changed, earlier, later = aliased(Revision), aliased(Revision), aliased(Revision)
    is_last = ~exists().where(
        later.document_id == changed.document_id, later.number > changed.number, later.change == "material"
    )
    return (
        select(earlier.id.label("earlier_id"), changed.id.label("revision_id"), Document.path)
        .select_from(changed)
        .join(Document, and_(changed.document_id == Document.id, Document.kind == Kind.MODULE))
        .join(earlier, and_(earlier.document_id == changed.document_id, earlier.number < changed.number))
        .where(changed.change == "material", changed.at >= since, is_last)
    )


def _is_under_way() -> tuple[ColumnElement[bool], ...]:
    """Neither paused nor complete, of somebody who may sign in."""
    course = aliased(Completion)
    taken_back = exists().where(Withdrawal.completion_id == course.id)
    is_complete = exists().where(course.enrolment_id == Enrolment.id, course.item == COURSE, ~taken_back)
    return (Enrolment.paused_on.is_(None), Person.is_active.is_(True), ~is_complete)


def _deadlines(rows: Iterable[Row[Any]]) -> Iterable[DeadlineRow]:  # of deadlines_statement
    told: dict[UUID, set[tuple[str, str]]] = {}
    known: dict[UUID, Row[Any]] = {}
    for row in rows:
        known[row.id] = row
        told.setdefault(row.id, set()).add((row.subject or "", row.kind or ""))
    for enrolment_id, row in known.items():
        ends_on = last_day(row.ends_on, None, row.days_paused)
        if ends_on is not None:
            yield DeadlineRow(
                enrolment_id=enrolment_id,
                person_id=row.person_id,
                course_id=row.course_id,
                ends_on=ends_on,
                told=frozenset(
                    NoticeKind(kind) for subject, kind in told[enrolment_id] if subject == ends_on.isoformat()
                ),
            )
