"""Somebody who forgot a password chooses a new one by a link."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from trainer import passwords
from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.posting import post
from trainer.actions.signing_in import end_all_sessions, forget_failures
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.ids import PersonId
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.people import Person, Reset, SignInAttempt
from trainer.tokens import digest_of, email_key, new_token

RESET_LASTS = timedelta(hours=2)
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3


def ask_for_reset(database: Database, address: str, now: Now) -> str | None:
    """Put a link for a new password into the outbox, for at most three times an hour that an address is given.

    Gives the token for the command line, None where nobody active has the address or it was asked for too
    often. Asking is noted for every address, known or not, so that the answer takes one commit either way.
    """
    token, key = new_token(), email_key(address)[:320]
    counter = hashlib.sha256(f"reset\0{key}".encode("utf-8", "replace")).hexdigest()
    with database.writing() as session:
        lock_name(session, counter)
        asked = select(func.count()).select_from(SignInAttempt)
        lately = asked.where(SignInAttempt.key == counter, SignInAttempt.at > now.at - HOUR)
        is_often = (session.scalar(lately) or 0) >= MOST_AN_HOUR
        # Asking in vain is not noted: whoever goes on asking must not keep the person out for longer.
        if not is_often:
            add(session, SignInAttempt(id=uuid4(), key=counter, at=now.at))
        person_id = session.scalar(select(Person.id).where(Person.email_key == key, Person.is_active))
        is_made = person_id is not None and not is_often
        if person_id is not None and is_made:
            make_link(session, person_id, token, now)
        session.commit()
    return token if is_made else None


def make_link(session: Session, person_id: UUID, token: str, now: Now) -> None:
    """Put a link for a new password into the outbox, inside the caller's transaction."""
    reset = Reset(
        id=uuid4(),
        person_id=person_id,
        digest=digest_of(token),
        created_at=now.at,
        expires_at=now.at + RESET_LASTS,
    )
    add(session, reset)
    post(session, "reset", token, now, person_id=person_id)


def choose_password(database: Database, token: str, password: str, now: Now) -> None:
    """Set a new password by a reset's token and end every session of the person.

    Raises NotFound for a link that does not work, Invalid for a weak password.
    """
    with database.reading() as session:
        found = session.execute(_live_reset(token, now)).one_or_none()
    if found is None:
        raise NotFound("This link does not work any more.")
    weak = passwords.weakness(password, found.address or "")
    if weak:
        raise Invalid([("password", weak)])
    kept = passwords.hashed(password)
    with database.writing() as session:
        used = session.execute(
            update(Reset).where(Reset.id == found.id, Reset.used_at.is_(None)).values(used_at=now.at)
        )
        if not used.rowcount:  # type: ignore[attr-defined]  # an update gives a CursorResult
            raise NotFound("This link has been used.")
        end_links(session, found.person_id, now)
        session.execute(update(Person).where(Person.id == found.person_id).values(password_hash=kept))
        forget_failures(session, email_key(found.address or ""))
        end_all_sessions(session, found.person_id, now.at)
        audit(session, Actor(person_id=PersonId(found.person_id), name=""), "people:password:changed", "", now)
        session.commit()


def end_links(session: Session, person_id: UUID, now: Now) -> None:
    """Let no link for a new password of this person work any more, inside the caller's transaction."""
    session.execute(update(Reset).where(Reset.person_id == person_id, Reset.used_at.is_(None)).values(used_at=now.at))


def _live_reset(token: str, now: Now) -> Select[UUID, UUID, str | None]:
    return (
        select(Reset.id, Reset.person_id, Person.address)
        .join(Person, Reset.person_id == Person.id)
        .where(Reset.digest == digest_of(token), Reset.used_at.is_(None), Reset.expires_at > now.at, Person.is_active)
    )
