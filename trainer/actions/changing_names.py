"""Somebody changes the name of their account, or an administrator does it for them and says why."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.signatures import require_words
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.ids import SYSTEM
from trainer.person_names import name_problem
from trainer.storage.account_changes import AccountChange
from trainer.storage.account_rows import number_of_changes
from trainer.storage.adding import add, add_words
from trainer.storage.database import Database
from trainer.storage.people import Person

_MEANWHILE = "This account was changed meanwhile. Look at what it says now, then decide."
WHY = "Write in a sentence why; it is kept with the change."


def change_own_name(database: Database, actor: Actor, name: str, seen: int, now: Now) -> None:
    """Give one's own account another name; what is recorded and certified keeps the one it had.

    Raises Invalid where it is no name, Stale where the account was changed since the form was made.
    """
    _change(database, actor, actor.person_id, name, "", seen, now)


def change_name_of(
    database: Database, actor: Actor, person_id: UUID, name: str, reason: str, seen: int, now: Now
) -> None:
    """Give somebody's account another name, for a reason. Raises as above, NotAllowed and NotFound."""
    require_administrator(actor)
    if person_id == actor.person_id:
        raise Invalid([("name", "Change your own name at your account.")])
    if name_problem(name):
        raise Invalid([("name", name_problem(name))])
    _change(database, actor, person_id, name, require_words(reason, WHY), seen, now)


def require_administrator(actor: Actor) -> None:
    """Raises NotAllowed for anybody but an administrator of the site."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator changes people.")


def hold_account(session: Session, person_id: UUID) -> Person:
    """Somebody's account, held until the transaction ends. Raises NotFound for nobody, and for one that was erased."""
    person = session.scalars(select(Person).where(Person.id == person_id).with_for_update()).one_or_none()
    if person is None or person_id == SYSTEM or not person.address:
        raise NotFound("There is no such person.")
    return person


def require_seen(session: Session, person_id: UUID, seen: int) -> int:
    """The number of the next change of an account. Raises Stale where it was changed since a form saw it."""
    number = number_of_changes(session, person_id)
    if number != seen:
        raise Stale(_MEANWHILE)
    return number + 1


def add_change(
    session: Session, actor: Actor, person_id: UUID, kind: str, was: str, reason: str, number: int, now: Now
) -> None:
    """Keep what was changed about an account, what it was before and why, inside the caller's transaction."""
    text_id, digest = add_words(session, person_id, f"account {kind}", was)
    why_id, why_digest = add_words(session, actor.person_id, "account reason", reason) if reason else (None, None)
    change = AccountChange(
        person_id=person_id,
        actor_id=actor.person_id,
        at=now.at,
        number=number,
        kind=kind,
        text_id=text_id,
        text_digest=digest,
        reason_id=why_id,
        reason_digest=why_digest,
    )
    add(session, change)


def _change(database: Database, actor: Actor, person_id: UUID, name: str, reason: str, seen: int, now: Now) -> None:
    problem, name = name_problem(name), " ".join(name.split())
    if problem:
        raise Invalid([("name", problem)])
    with database.writing() as session:
        person = hold_account(session, person_id)
        if person.name == name:
            return
        number = require_seen(session, person_id, seen)
        add_change(session, actor, person_id, "name", person.name, reason, number, now)
        session.execute(update(Person).where(Person.id == person_id).values(name=name))
        audit(session, actor, "people:name:changed", f"person:{person_id}", now)
        session.commit()
