"""The address of an account is changed: by its owner with a link to the new one, or by an administrator."""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.changing_names import (
    WHY,
    add_change,
    hold_account,
    require_administrator,
    require_seen,
)
from trainer.actions.posting import post
from trainer.actions.resetting import end_links, make_link
from trainer.actions.signatures import require_words
from trainer.actions.signing_in import check_password, end_all_sessions, still_holds
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.ids import PersonId
from trainer.mail_addresses import is_mail_address
from trainer.storage.account_changes import AddressLink
from trainer.storage.account_rows import end_address_links, live_link, move_to, number_of_changes
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.people import Person, SignInAttempt
from trainer.tokens import digest_of, email_key, new_token

CONFIRM_LASTS: Final = timedelta(hours=24)
BACK_LASTS: Final = timedelta(days=7)
HOUR: Final = timedelta(hours=1)
MOST_AN_HOUR: Final = 3
_NO_ADDRESS: Final = "This is not an e-mail address."
_DEAD: Final = "This link does not work any more."
_OFTEN: Final = "You have asked three times within an hour. Wait a little, and look into your mail."
_TAKEN: Final = "Another account has this address."


def ask_for_address(database: Database, actor: Actor, address: str, password: str, network: str, now: Now) -> None:
    """Put a link to confirm a new address into the outbox, for at most three times an hour.

    It goes its way also where the address belongs to another account: what is said here is the same, and only the mail
    to its owner tells. Raises Invalid for the fields, NotAllowed after too many wrong passwords.
    """
    address = address.strip()
    with database.reading() as session:
        own = session.scalar(select(Person.address).where(Person.id == actor.person_id)) or ""
    if not is_mail_address(address):
        raise Invalid([("address", _NO_ADDRESS)])
    if address == own:
        raise Invalid([("address", "This is your address already.")])
    checked = check_password(database, own, password, network, now)
    if checked is None or checked.person_id != actor.person_id:
        raise Invalid([("password", "This is not the password of your account here.")])
    token = new_token()
    with database.writing() as session:
        _count(session, actor.person_id, now)
        if not still_holds(session, checked):
            raise Invalid([("password", "This is not the password of your account here.")])
        end_address_links(session, actor.person_id, now.at, "confirm")
        _add_link(session, actor.person_id, "confirm", token, address, now, CONFIRM_LASTS)
        post(session, "address-confirm", token, now, person_id=actor.person_id)
        audit(session, actor, "people:address:asked", f"person:{actor.person_id}", now)
        session.commit()


def confirm_address(database: Database, actor: Actor, token: str, now: Now) -> None:
    """Let the new address of one's own account be the one that confirmed it; the old one is told, with a way back.

    Raises NotFound for a link that does not work, such as somebody else's, Invalid where another account has it now.
    """
    with database.writing() as session:
        person = hold_account(session, actor.person_id)
        link = live_link(session, "confirm", digest_of(token), now.at)
        if link is None or link.person_id != actor.person_id:
            raise NotFound(_DEAD)
        end_address_links(session, person.id, now.at, "confirm")
        number = number_of_changes(session, person.id) + 1
        _move(session, actor, person, link.address, "", number, now)
        session.commit()


def change_address_of(
    database: Database, actor: Actor, person_id: UUID, address: str, reason: str, seen: int, now: Now
) -> None:
    """Give somebody's account another address at once, for a reason; the old one is told, with a way back.

    Raises Invalid for the fields, Stale where the account was changed since the form was made, NotAllowed, NotFound.
    """
    require_administrator(actor)
    address = address.strip()
    if person_id == actor.person_id:
        raise Invalid([("address", "Change your own address at your account.")])
    if not is_mail_address(address):
        raise Invalid([("address", _NO_ADDRESS)])
    reason = require_words(reason, WHY)
    with database.writing() as session:
        person = hold_account(session, person_id)
        if person.address == address:
            return
        number = require_seen(session, person_id, seen)
        end_address_links(session, person_id, now.at, "confirm")
        _move(session, actor, person, address, reason, number, now)
        session.commit()


def take_back(database: Database, token: str, now: Now) -> None:
    """Give an account the address back that it had, by the link that was sent there.

    Whoever changed it may know the password: every session ends, and a new password is chosen by a link to the old
    address. Raises NotFound for a link that does not work, Invalid where another account has the address now.
    """
    with database.reading() as session:
        found = live_link(session, "back", digest_of(token), now.at)
        person_id = found.person_id if found else None
    if person_id is None:
        raise NotFound(_DEAD)
    with database.writing() as session:
        person = hold_account(session, person_id)
        link = live_link(session, "back", digest_of(token), now.at)
        if link is None:
            raise NotFound(_DEAD)
        was, back_to = person.address or "", link.address
        owner = Actor(person_id=PersonId(person_id), name=person.name)
        if not move_to(session, person_id, back_to, email_key(back_to)):
            raise Invalid([("", f"{_TAKEN} Write to an administrator.")])
        end_address_links(session, person_id, now.at)
        add_change(session, owner, person_id, "address-back", was, "", number_of_changes(session, person_id) + 1, now)
        session.execute(update(Person).where(Person.id == person_id).values(password_hash=None))
        end_all_sessions(session, person_id, now.at)
        end_links(session, person_id, now)
        make_link(session, person_id, new_token(), now)
        audit(session, owner, "people:address:taken-back", f"person:{person_id}", now)
        session.commit()


def _move(session: Session, actor: Actor, person: Person, address: str, reason: str, number: int, now: Now) -> None:
    """Change the address, keep what it was, and tell it there. Links for a new password were sent to the old one."""
    was, token = person.address or "", new_token()
    if not move_to(session, person.id, address, email_key(address)):
        raise Invalid([("address", _TAKEN)])
    add_change(session, actor, person.id, "address", was, reason, number, now)
    end_links(session, person.id, now)
    _add_link(session, person.id, "back", token, was, now, BACK_LASTS)
    post(session, "address-changed", token, now, person_id=person.id)
    audit(session, actor, "people:address:changed", f"person:{person.id}", now)


def _add_link(
    session: Session, person_id: UUID, kind: str, token: str, address: str, now: Now, lasts: timedelta
) -> None:
    link = AddressLink(
        person_id=person_id,
        kind=kind,
        digest=digest_of(token),
        address=address,
        created_at=now.at,
        expires_at=now.at + lasts,
    )
    add(session, link)


def _count(session: Session, person_id: UUID, now: Now) -> None:
    """Note that somebody asked. Raises Invalid where they did so too often."""
    counter = hashlib.sha256(f"new address\0{person_id}".encode()).hexdigest()
    lock_name(session, counter)
    asked = select(func.count()).select_from(SignInAttempt)
    lately = asked.where(SignInAttempt.key == counter, SignInAttempt.at > now.at - HOUR)
    if (session.scalar(lately) or 0) >= MOST_AN_HOUR:
        raise Invalid([("address", _OFTEN)])
    add(session, SignInAttempt(id=uuid4(), key=counter, at=now.at))
