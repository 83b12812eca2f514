"""An administrator says yes to what a table does, and all of it is done at once."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import enter_each
from trainer.actions.bulk_writing import Writing
from trainer.actions.enrolling import current_rules
from trainer.bulk.plan import Act, Plan
from trainer.bulk.planning import keys_of, plan
from trainer.bulk.table import Subject, from_text
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.storage.adding import add_each_once, add_values, lock_name
from trainer.storage.base import Base
from trainer.storage.bulk import BulkImport, BulkImportItem
from trainer.storage.bulk_world import world_of
from trainer.storage.content import Cohort, RulesInForce
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Invitation, Outbox, Role

_FIRST: Final[tuple[type[Base], ...]] = (Cohort, Invitation, Outbox)
_ONCE: Final[tuple[type[Base], ...]] = (Role, Enrolment)
_THEN: Final[tuple[type[Base], ...]] = (Placement, RulesInForce, BulkImportItem)
LOCK: Final = "bulk imports"
GONE: Final = "There is no such import. A table that nobody said yes to is removed after two days."
_CHANGED: Final = "What is here has changed since this page was opened. Look at it once more, and decide again."


def carry_out(database: Database, actor: Actor, import_id: UUID, seen: str, now: Now) -> None:
    """Do everything that a table says, in one transaction; twice does it once.

    `seen` is the digest of the plan that was shown. Raises NotFound, and Stale where the plan is another one now.
    """
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator brings tables.")
    with database.writing() as session:
        lock_name(session, LOCK)
        found = session.get(BulkImport, import_id)
        if found is None:
            raise NotFound(GONE)
        if found.body is None:
            return
        rows = from_text(found.body)
        planned = plan(Subject(found.kind), rows, world_of(session, keys_of(rows), now.at))
        if planned.digest != seen or planned.faults or not planned.does_something:
            raise Stale(_CHANGED)
        _carry_out(session, actor, import_id, planned, now)
        done = update(BulkImport).where(BulkImport.id == import_id).values(body=None, carried_out_at=now.at)
        session.execute(done)
        session.commit()


def _carry_out(session: Session, actor: Actor, import_id: UUID, planned: Plan, now: Now) -> None:
    writing = Writing(import_id=import_id, actor=actor, rules=_rules(session, planned), now=now)
    for step in planned.steps:
        writing.add(step)
    for table in _FIRST:
        add_values(session, table, *writing.rows[table])
    # Somebody may have been given these since the world was read, where the database lets others go on.
    for table in _ONCE:
        rows = writing.rows[table]
        if len(add_each_once(session, table, rows)) != len(rows):
            raise Stale(_CHANGED)
    for table in _THEN:
        add_values(session, table, *writing.rows[table])
    run = ("people:import:carried-out", f"import:{import_id}", None)
    enter_each(session, actor, [run, *writing.audit], now)


def _rules(session: Session, planned: Plan) -> Mapping[UUID, UUID]:
    """The rules published now, of each course in which a cohort is made or somebody is enrolled without one."""
    needed = {
        step.course_id
        for step in planned.steps
        if step.act is Act.MADE or (step.act is Act.ENROLLED and step.cohort_id is None)
    }
    return {course_id: current_rules(session, course_id) for course_id in needed}
