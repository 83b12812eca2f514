"""Somebody asks that what is kept about them be erased, or takes that back."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from trainer.access import Actor, RoleName
from trainer.actions.auditing import audit
from trainer.actions.signing_in import Checked, check_password, still_holds
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.people import Person, Role
from trainer.storage.retention import ErasureDecision, ErasureRequest
from trainer.storage.retention_rows import last_request


def ask(database: Database, actor: Actor, password: str, network: str, now: Now) -> None:
    """Ask to be erased; where that was asked already and is not decided, nothing more happens.

    Raises Invalid for a wrong password, and for an administrator, NotAllowed after too many wrong ones.
    """
    with database.reading() as session:
        address = session.scalar(select(Person.address).where(Person.id == actor.person_id))
    checked = check_password(database, address or "", password, network, now)
    if checked is None or checked.person_id != actor.person_id:
        raise Invalid([("password", "This is not your password.")])
    with database.writing() as session:
        _require_holding(session, checked)
        add_request(session, actor, actor.person_id, now)
        session.commit()


def take_back(database: Database, actor: Actor, request_id: UUID, now: Now) -> None:
    """Take one's own request back while nothing is decided; twice does nothing more. Raises NotFound for another's."""
    with database.writing() as session:
        lock_name(session, lock_of(actor.person_id))
        last = last_request(session, actor.person_id)
        if last is None or last.id != request_id:
            raise NotFound("There is no such request.")
        if last.decision == "withdrawn":
            return
        if not last.is_open:
            raise Invalid([("", "This has been decided already.")])
        add(
            session,
            ErasureDecision(
                person_id=actor.person_id,
                actor_id=actor.person_id,
                at=now.at,
                request_id=request_id,
                decision="withdrawn",
                text_id=None,
                text_digest=None,
            ),
        )
        audit(session, actor, "people:erasure:taken-back", f"person:{actor.person_id}", now)
        session.commit()


def add_request(session: Session, actor: Actor, person_id: UUID, now: Now) -> UUID:
    """Note that somebody wants to be erased, inside the caller's transaction; gives the request that stands then.

    Raises Invalid for an administrator, whose role somebody has to take away first.
    """
    lock_name(session, lock_of(person_id))
    last = last_request(session, person_id)
    if last is not None and (last.is_open or last.is_under_way):
        return last.id
    require_no_administrator(session, person_id)
    request = ErasureRequest(
        person_id=person_id, actor_id=actor.person_id, at=now.at, number=last.number + 1 if last else 1
    )
    add(session, request)
    audit(session, actor, "people:erasure:asked", f"person:{person_id}", now)
    return request.id


def require_no_administrator(session: Session, person_id: UUID) -> None:
    """Raise Invalid for an administrator: the platform must not be left without one."""
    administers = exists().where(Role.person_id == person_id, Role.name == RoleName.ADMINISTRATOR)
    if session.scalar(select(administers)):
        words = "Administrators are not erased: another administrator has to take that role away first."
        raise Invalid([("", words)])


def lock_of(person_id: UUID) -> str:
    """What whoever asks or decides about erasing somebody holds meanwhile."""
    return f"erasing {person_id}"


def _require_holding(session: Session, checked: Checked) -> None:
    if not still_holds(session, checked):
        raise Invalid([("password", "Your password was changed meanwhile; sign in again.")])
