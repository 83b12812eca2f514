"""Decides whom a new revision of course.yml reaches, and from which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Course, QuizzesRule, Rules
from trainer.curriculum.quoting import quoted
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
    first. Without either the cohort keeps the rules with which it started. A later `harder_from` puts off what is
    planned and has not begun: until then the rules before it go on.
    """
    reached = []
    for subject in _subjects(session, course_id, actor):
        rows = _rows(session, subject)
        number = len(rows) + 1
        if all(row.first_day > now.today for row in rows):
            begins = min((row.first_day for row in rows), default=now.today)
            if not rows or _in_force(rows, begins) != revision_id:
                _add(session, actor, subject, number, revision_id, begins, now)
            continue
        timeline = _timeline(session, database, rows, now.today)
        _, in_force = timeline[0]
        harder = harder_lines(in_force, rules)
        milder_from = next((day for day, then in timeline if not harder_lines(then, rules)), None)
        first_day = min((day for day in (milder_from, harder_from) if day), default=None)
        if harder and milder_from and harder_from and milder_from < harder_from:
            before = _in_force(rows, milder_from - timedelta(days=1))
            _add(session, actor, subject, number, before, milder_from, now)
            rows, number, first_day = _rows(session, subject), number + 1, harder_from
        if harder:
            reached.append(Reach(name=subject.name, first_day=first_day, harder=harder))
        is_settled = len(timeline) == 1 and requires_the_same(in_force, rules)
        if first_day and not is_settled and _in_force(rows, first_day) != revision_id:
            _add(session, actor, subject, number, revision_id, max(first_day, now.today), now)
    return tuple(reached)


def asked_at_once(
    session: Session, database: Database, actor: Actor, course: Course, course_id: UUID, fresh: Iterable[str], now: Now
) -> tuple[Reach, ...]:
    """Of which running subjects the rules that they have ask for quizzes that are new; `fresh` are their paths.

    A quiz belongs to the text, which running cohorts follow: rules say only that quizzes are passed, not which.
    """
    keys = {module.path: key for key, module in course.modules.items()}
    added = [quiz for quiz in course.quizzes if quiz.path in fresh]
    reached = []
    for subject in _subjects(session, course_id, actor) if added else ():
        rows = [row for row in _rows(session, subject) if row.first_day <= now.today]
        if not rows:
            continue
        rules = database.library.rules(session, _in_force(rows, now.today))
        asked = [quiz for quiz in added if quiz.module is None or keys.get(quiz.module) in rules.modules]
        if asked and rules.quizzes is QuizzesRule.PASSED:
            lines = tuple(f"the quiz {quoted(quiz.title)} was not required" for quiz in asked)
            reached.append(Reach(name=subject.name, first_day=now.today, harder=lines))
    return tuple(reached)


def _in_force(rows: Sequence[RulesInForce], day: date) -> UUID:
    """The rules of a day, by the rows of a subject of which at least one has begun by then."""
    return max((row for row in rows if row.first_day <= day), key=lambda row: row.number).revision_id


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
            name=f"the cohort {quoted(cohort.name)}",
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
