"""Decides whom a new revision of course.yml reaches, and from which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.rules_comparison import harder_lines, requires_the_same
from trainer.storage.adding import add
from trainer.storage.content import Cohort, RulesInForce
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom rules bind: a cohort, or an enrolment without one."""

    cohort_id: UUID | None
    enrolment_id: UUID | None
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What harder rules mean for one subject: from when they hold, None for never, and in what they are harder."""

    name: str
    first_day: date | None
    harder: tuple[str, ...]


def first_rules(session: Session, actor: Actor, subject: Subject, revision_id: UUID, first_day: date, now: Now) -> None:
    """Put a new cohort or enrolment under the rules of today."""
    _add(session, actor, subject, 1, revision_id, first_day, now)


def bring_rules(
    session: Session,
    database: Database,
    actor: Actor,
    course_id: UUID,
    revision_id: UUID,
    rules: Rules,
    harder_from: date | None,
    now: Now,
) -> tuple[Reach, ...]:
    """Bring a new revision of the rules to every subject of a course; tells for whom it is harder.

    A cohort that has not begun takes it. For a running one it holds from the first day on which it asks for
    no more than what would hold then, which for an easier one is today, or from `harder_from` if that comes
    first. Without either the cohort keeps the rules with which it started.
    """
    reached = []
    for subject in _subjects(session, course_id, actor):
        rows = _rows(session, subject)
        number = len(rows) + 1
        if all(row.first_day > now.today for row in rows):
            begins = min((row.first_day for row in rows), default=now.today)
            if _in_force(rows, begins) != revision_id:
                _add(session, actor, subject, number, revision_id, begins, now)
            continue
        timeline = _timeline(session, database, rows, now.today)
        _, in_force = timeline[0]
        harder = harder_lines(in_force, rules)
        milder_from = next((day for day, then in timeline if not harder_lines(then, rules)), None)
        first_day = min((day for day in (milder_from, harder_from) if day), default=None)
        if harder:
            reached.append(Reach(name=subject.name, first_day=first_day, harder=harder))
        is_settled = len(timeline) == 1 and requires_the_same(in_force, rules)
        if first_day and not is_settled and _in_force(rows, first_day) != revision_id:
            _add(session, actor, subject, number, revision_id, max(first_day, now.today), now)
    return tuple(reached)


def _in_force(rows: Sequence[RulesInForce], day: date) -> UUID | None:
    come = [row for row in rows if row.first_day <= day]
    return max(come, key=lambda row: row.number).revision_id if come else None


def _timeline(
    session: Session, database: Database, rows: Sequence[RulesInForce], today: date
) -> list[tuple[date, Rules]]:
    """The rules in force today, then those of each day on which others are to come."""
    found: list[tuple[date, RulesInForce]] = []
    for day in sorted({today, *(row.first_day for row in rows if row.first_day > today)}):
        row = max((row for row in rows if row.first_day <= day), key=lambda row: row.number)
        if not found or row is not found[-1][1]:
            found.append((day, row))
    return [(day, database.library.rules(session, row.revision_id)) for day, row in found]


def _subjects(session: Session, course_id: UUID, actor: Actor) -> list[Subject]:
    cohorts = session.scalars(select(Cohort).where(Cohort.course_id == course_id).order_by(Cohort.name))
    alone = session.scalars(
        select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.cohort_id.is_(None)).order_by(Enrolment.id)
    )
    subjects = [
        Subject(
            cohort_id=cohort.id,
            enrolment_id=None,
            person_id=actor.person_id,
            name=f"the cohort “{cohort.name}”",
        )
        for cohort in cohorts
    ]
    return subjects + [
        Subject(
            cohort_id=None,
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            name="a trainee without a cohort",
        )
        for enrolment in alone
    ]


def _rows(session: Session, subject: Subject) -> list[RulesInForce]:
    is_subject = (
        RulesInForce.cohort_id == subject.cohort_id
        if subject.cohort_id
        else RulesInForce.enrolment_id == subject.enrolment_id
    )
    return list(session.scalars(select(RulesInForce).where(is_subject)))


def _add(
    session: Session, actor: Actor, subject: Subject, number: int, revision_id: UUID, first_day: date, now: Now
) -> None:
    row = RulesInForce(
        person_id=subject.person_id,
        actor_id=actor.person_id,
        at=now.at,
        cohort_id=subject.cohort_id,
        enrolment_id=subject.enrolment_id,
        number=number,
        revision_id=revision_id,
        first_day=first_day,
    )
    add(session, row)
