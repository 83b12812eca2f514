"""An administrator gives roles and deactivates people."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, RoleName
from trainer.actions.auditing import audit
from trainer.actions.changing_people import close_account
from trainer.actions.enrolling import enrol, find_scope, give_role, require_fitting
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed
from trainer.ids import PersonId
from trainer.storage.database import Database
from trainer.storage.people import Person
from trainer.tokens import email_key


def grant_role(
    database: Database, actor: Actor, address: str, role: RoleName, *, course: str | None, cohort: str | None, now: Now
) -> None:
    """Give somebody who has joined a further role; a trainee is enrolled. A role already held stays as it is."""
    _require_administrator(actor)
    with database.writing() as session:
        person_id = _person(session, address)
        scope = find_scope(session, course=course, cohort=cohort)
        require_fitting(role, scope)
        give_role(session, person_id, role, scope, now)
        if role is RoleName.TRAINEE:
            enrol(session, database, Actor(person_id=PersonId(person_id), name=""), scope, now)
        audit(session, actor, "people:role:granted", f"person:{person_id} {role} {scope.text}", now)
        session.commit()


def deactivate(database: Database, actor: Actor, address: str, now: Now) -> None:
    """Let somebody with this address sign in no more, as `close_account` does."""
    _require_administrator(actor)
    with database.reading() as session:
        person_id = _person(session, address)
    close_account(database, actor, person_id, now)


def _require_administrator(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator changes people.")


def _person(session: Session, address: str) -> UUID:
    person_id = session.scalar(select(Person.id).where(Person.email_key == email_key(address)))
    if person_id is None:
        raise Invalid([("address", f"Nobody here has the address '{address}'; 'trainer people list' shows everybody.")])
    return person_id
