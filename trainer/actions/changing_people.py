"""An administrator changes what somebody may do here, by the person's id."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, RoleName
from trainer.actions.auditing import audit
from trainer.actions.inviting import end_invitations
from trainer.actions.resetting import end_links, make_link
from trainer.actions.signing_in import end_all_sessions
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.ids import SYSTEM
from trainer.storage.adding import lock_name
from trainer.storage.database import Database
from trainer.storage.people import Person, Role
from trainer.tokens import new_token

_ADMINISTRATORS = "the last administrator"


def withdraw_role(database: Database, actor: Actor, person_id: UUID, role_id: UUID, now: Now) -> None:
    """Take a role away; one that is gone already stays gone. What was recorded with it stays.

    An enrolment is not a role: who learns no more is paused or deactivated. Raises Invalid for the last administrator.
    """
    _require_administrator(actor)
    with database.writing() as session:
        _person(session, person_id)
        lock_name(session, _ADMINISTRATORS)
        role = session.scalars(select(Role).where(Role.id == role_id, Role.person_id == person_id)).one_or_none()
        if role is None:
            return
        if role.name == RoleName.ADMINISTRATOR:
            _require_another_administrator(session, person_id)
        session.execute(delete(Role).where(Role.id == role_id))
        audit(session, actor, "people:role:withdrawn", f"person:{person_id} {role.name} {role.scope}", now)
        session.commit()


def close_account(database: Database, actor: Actor, person_id: UUID, now: Now) -> None:
    """Let somebody sign in no more; everything recorded stays. Their sessions and links end now."""
    _require_administrator(actor)
    with database.writing() as session:
        person = _person(session, person_id)
        lock_name(session, _ADMINISTRATORS)
        if not person.is_active:
            return
        if _is_administrator(session, person_id):
            _require_another_administrator(session, person_id)
        session.execute(update(Person).where(Person.id == person_id).values(is_active=False))
        end_all_sessions(session, person_id, now.at)
        end_links(session, person_id, now)
        if person.email_key:
            end_invitations(session, person.email_key, now)
        audit(session, actor, "people:person:deactivated", f"person:{person_id}", now)
        session.commit()


def open_account(database: Database, actor: Actor, person_id: UUID, now: Now) -> None:
    """Let somebody who was deactivated sign in again, with the roles they have and the password they had."""
    _require_administrator(actor)
    with database.writing() as session:
        person = _person(session, person_id)
        if person.is_active:
            return
        if not person.address:
            raise Invalid([("", "This account was erased; invite whoever had it anew.")])
        session.execute(update(Person).where(Person.id == person_id).values(is_active=True))
        audit(session, actor, "people:person:reactivated", f"person:{person_id}", now)
        session.commit()


def send_reset(database: Database, actor: Actor, person_id: UUID, now: Now) -> None:
    """Put a link for a new password into the outbox; nobody but its reader sees it."""
    _require_administrator(actor)
    with database.writing() as session:
        person = _person(session, person_id)
        if not person.is_active:
            raise Invalid([("", "This person cannot sign in; let them in again first.")])
        make_link(session, person_id, new_token(), now)
        audit(session, actor, "people:password:reset-sent", f"person:{person_id}", now)
        session.commit()


def end_sessions(database: Database, actor: Actor, person_id: UUID, now: Now) -> None:
    """Sign somebody out of every browser."""
    _require_administrator(actor)
    with database.writing() as session:
        _person(session, person_id)
        end_all_sessions(session, person_id, now.at)
        audit(session, actor, "people:sessions:ended", f"person:{person_id}", now)
        session.commit()


def _require_administrator(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator changes people.")


def _person(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None or person_id == SYSTEM:
        raise NotFound("There is no such person.")
    return person


def _is_administrator(session: Session, person_id: UUID) -> bool:
    held = select(Role.id).where(Role.person_id == person_id, Role.name == RoleName.ADMINISTRATOR)
    return session.scalar(held.limit(1)) is not None


def _require_another_administrator(session: Session, person_id: UUID) -> None:
    others = (
        select(func.count(func.distinct(Person.id)))
        .join(Role, Role.person_id == Person.id)
        .where(Role.name == RoleName.ADMINISTRATOR, Person.is_active, Person.id.not_in((person_id, SYSTEM)))
    )
    if not session.scalar(others):
        raise Invalid([("", "This is the last administrator; give somebody else that role first.")])
