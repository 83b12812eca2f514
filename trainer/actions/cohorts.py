"""An administrator begins a cohort."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.enrolling import current_rules, find_scope
from trainer.actions.rules import first_rules
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed
from trainer.storage.adding import add
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.rules_rows import Subject


def add_cohort(
    database: Database, actor: Actor, name: str, course: str, starts_on: date, ends_on: date, now: Now
) -> UUID:
    """Add a cohort under the rules published now. Raises Invalid for a name taken or dates the wrong way round."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator adds cohorts.")
    problems = []
    if not name.strip() or len(name) > 200:
        problems.append(("name", "Give the cohort a name of at most 200 characters."))
    elif not name.strip().isprintable():
        problems.append(("name", "Give the cohort a name on one line, of letters that can be seen."))
    if ends_on < starts_on:
        problems.append(("ends", "The cohort ends before it starts; exchange the two dates."))
    if problems:
        raise Invalid(problems)
    with database.writing() as session:
        scope = find_scope(session, course=course, cohort=None)
        if scope.course_id is None:
            raise Invalid([("course", "Name the course of the cohort.")])
        taken = select(Cohort.id).where(Cohort.course_id == scope.course_id, Cohort.name == name.strip())
        if session.scalar(taken):
            raise Invalid([("name", f"The course has a cohort '{name.strip()}' already; choose another name.")])
        cohort = Cohort(
            id=uuid4(),
            course_id=scope.course_id,
            name=name.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=now.at,
        )
        add(session, cohort)
        subject = Subject(
            cohort_id=cohort.id,
            enrolment_id=None,
            person_id=actor.person_id,
            name=cohort.name,
        )
        first_rules(session, actor, subject, current_rules(session, scope.course_id), starts_on, now)
        audit(session, actor, "people:cohort:added", f"cohort:{cohort.id}", now)
        session.commit()
        return cohort.id
