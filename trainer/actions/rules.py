"""Decides whom a new revision of course.yml reaches, and from which day."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Course, Rules
from trainer.curriculum.rules_comparison import requires_the_same
from trainer.curriculum.rules_reach import AddedQuiz, Reach, asked_by, holding
from trainer.storage.adding import add
from trainer.storage.content import RulesInForce
from trainer.storage.database import Database
from trainer.storage.rules_rows import Subject, in_force, rows_of, subjects_of, timeline


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
    for subject in subjects_of(session, course_id, actor.person_id):
        rows = rows_of(session, subject)
        number = len(rows) + 1
        if all(row.first_day > now.today for row in rows):
            begins = min((row.first_day for row in rows), default=now.today)
            if not rows or in_force(rows, begins) != revision_id:
                _add(session, actor, subject, number, revision_id, begins, now)
            continue
        then = timeline(session, database.library, rows, now.today)
        found = holding(then, rules, harder_from)
        first_day, milder_from = found.first_day, found.milder_from
        if found.harder and milder_from and harder_from and milder_from < harder_from:
            before = in_force(rows, milder_from - timedelta(days=1))
            _add(session, actor, subject, number, before, milder_from, now)
            rows, number, first_day = rows_of(session, subject), number + 1, harder_from
        if found.harder:
            reached.append(Reach(name=subject.name, first_day=first_day, harder=found.harder))
        is_settled = len(then) == 1 and requires_the_same(then[0][1], rules)
        if first_day and not is_settled and in_force(rows, first_day) != revision_id:
            _add(session, actor, subject, number, revision_id, max(first_day, now.today), now)
    return tuple(reached)


def asked_at_once(
    session: Session, database: Database, actor: Actor, course: Course, course_id: UUID, fresh: Iterable[str], now: Now
) -> tuple[Reach, ...]:
    """Of which running subjects the rules that they have ask for quizzes that are new; `fresh` are their paths."""
    keys = {module.path: key for key, module in course.modules.items()}
    added = [
        AddedQuiz(title=quiz.title, module=keys.get(quiz.module, "") if quiz.module else None)
        for quiz in course.quizzes
        if quiz.path in fresh
    ]
    reached = []
    for subject in subjects_of(session, course_id, actor.person_id) if added else ():
        rows = [row for row in rows_of(session, subject) if row.first_day <= now.today]
        if not rows:
            continue
        rules = database.library.rules(session, in_force(rows, now.today))
        asked = asked_by(subject.name, rules, added, now.today)
        if asked:
            reached.append(asked)
    return tuple(reached)


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
