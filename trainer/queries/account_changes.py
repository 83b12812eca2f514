"""What pages show of changes of a name or an address, and of the links that are sent for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound
from trainer.ids import SYSTEM
from trainer.storage.account_changes import AddressLink
from trainer.storage.account_rows import AccountChangeRow, account_changes, live_link, number_of_changes
from trainer.storage.people import Person
from trainer.tokens import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForms:
    """An account whose name and address can be changed; `seen` is the number that its forms carry.

    `waiting` is the new address that has to be confirmed still, until when.
    """

    person_id: UUID
    name: str
    address: str
    seen: int
    waiting: tuple[str, datetime] | None
    history: tuple[AccountChangeRow, ...]


def own_forms(session: Session, actor: Actor, now: Now) -> AccountForms:
    """One's own account: four statements."""
    return _forms(session, actor.person_id, now)


def forms_of(session: Session, actor: Actor, person_id: UUID, now: Now) -> AccountForms:
    """Somebody's account, for administrators. Raises NotFound for nobody, for oneself, and where it was erased."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator changes people.")
    if person_id in (SYSTEM, actor.person_id):
        raise NotFound("There is no such person.")
    return _forms(session, person_id, now)


def address_to_confirm(session: Session, actor: Actor, token: str, now: Now) -> str:
    """The address that a link of one's own confirms. Raises NotFound for any other, and where it works no more."""
    link = live_link(session, "confirm", digest_of(token), now.at)
    if link is None or link.person_id != actor.person_id:
        raise NotFound("This link does not work any more.")
    return link.address


def address_to_take_back(session: Session, token: str, now: Now) -> str | None:
    """The address to which a link takes an account back; None where it works no more."""
    link = live_link(session, "back", digest_of(token), now.at)
    return link.address if link else None


def _forms(session: Session, person_id: UUID, now: Now) -> AccountForms:
    person = session.execute(select(Person.name, Person.address).where(Person.id == person_id)).one_or_none()
    if person is None or not person.address:
        raise NotFound("There is no such person.")
    waiting = session.execute(
        select(AddressLink.address, AddressLink.expires_at).where(
            AddressLink.person_id == person_id,
            AddressLink.kind == "confirm",
            AddressLink.ended_at.is_(None),
            AddressLink.expires_at > now.at,
        )
    ).first()
    return AccountForms(
        person_id=person_id,
        name=person.name,
        address=person.address,
        seen=number_of_changes(session, person_id),
        waiting=(waiting.address, waiting.expires_at) if waiting else None,
        history=account_changes(session, person_id),
    )
