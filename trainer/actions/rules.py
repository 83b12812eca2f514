"""Decides whom a new revision of course.yml reaches, and from which day."""

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
    """A cohort, or an enrolment without one; `starts_on` is the first day on which rules bind it."""

    cohort_id: UUID | None
    enrolment_id: UUID | None
    person_id: UUID
    name: str
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a new revision of the rules means for one subject: from when it holds, or why it does not."""

    name: str
    first_day: date | None
    harder: tuple[str, ...]


def first_rules(session: Session, actor: Actor, subject: Subject, revision_id: UUID, now: Now) -> None:
    """Put a new cohort or enrolment under the rules of today."""
    _add(session, actor, subject, 1, revision_id, subject.starts_on, now)


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
    """Bring a new revision of the rules to every subject of a course.

    A cohort that has not begun takes it. A running one keeps the rules with which it started: an easier
    revision reaches it at once, a harder one from `harder_from`, or not at all.
    """
    reached = []
    for subject in _subjects(session, course_id, actor):
        rows = _rows(session, subject)
        number = max((row.number for row in rows), default=0) + 1
        if subject.starts_on > now.today or not rows:
            _add(session, actor, subject, number, revision_id, max(subject.starts_on, now.today), now)
            continue
        come = [row for row in rows if row.first_day <= now.today] or rows
        in_force = max(come, key=lambda row: row.number)
        old = database.library.rules(session, in_force.revision_id)
        coming = max(rows, key=lambda row: row.number)
        harder = harder_lines(old, rules)
        if not harder:
            if not requires_the_same(old, rules) or coming is not in_force:
                _add(session, actor, subject, number, revision_id, now.today, now)
            continue
        first_day = harder_from
        if first_day is None and coming is not in_force:
            planned = database.library.rules(session, coming.revision_id)
            is_milder = not harder_lines(planned, rules) and not requires_the_same(planned, rules)
            first_day = coming.first_day if is_milder else None
        if first_day is not None:
            _add(session, actor, subject, number, revision_id, max(first_day, now.today), now)
        reached.append(Reach(name=subject.name, first_day=first_day, harder=harder))
    return tuple(reached)


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
            starts_on=cohort.starts_on,
        )
        for cohort in cohorts
    ]
    return subjects + [
        Subject(
            cohort_id=None,
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            name="a trainee without a cohort",
            starts_on=enrolment.created_at.date(),
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
