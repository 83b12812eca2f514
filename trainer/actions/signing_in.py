"""People sign in and out; guessing is slowed, and nobody learns who has an account."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from trainer import passwords
from trainer.access import Actor
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.people import Person, SignedIn, SignInAttempt
from trainer.tokens import digest_of, email_key, new_token

LASTS = timedelta(days=14)
WINDOW = timedelta(minutes=15)
MOST_FOR_ADDRESS = 8
MOST_FOR_NETWORK = 40
_WRONG = "The address and the password do not belong together."


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody whose password was right, and the hash that it was compared with."""

    person_id: UUID
    password_hash: str = field(repr=False)


def sign_in(database: Database, address: str, password: str, network: str, browser: str, now: Now) -> str:
    """Start a session and give its token.

    Raises Invalid with one sentence whatever was wrong, and NotAllowed after too many failures.
    """
    checked = check_password(database, address, password, network, now)
    if checked is None:
        raise Invalid([("password", _WRONG)])
    return begin_session(database, checked, browser, now)


def check_password(database: Database, address: str, password: str, network: str, now: Now) -> Checked | None:
    """Who has this address and this password; None where nobody active has.

    Raises NotAllowed after too many failures, counted in the database for the address and for the network
    address, whether the address is known or not.
    """
    key = email_key(address)[:320]
    counters = {_counter("address", key): MOST_FOR_ADDRESS, _counter("network", network): MOST_FOR_NETWORK}
    with database.writing() as session:
        for counter in counters:
            lock_name(session, counter)
        if any(_failures(session, counter, now.at) >= most for counter, most in counters.items()):
            raise NotAllowed("Too many attempts to sign in. Wait a quarter of an hour, or choose a new password.")
        # The failure is noted before the slow check, so that many guesses at once are counted too.
        noted = [SignInAttempt(id=uuid4(), key=counter, at=now.at) for counter in counters]
        for attempt in noted:
            add(session, attempt)
        person = session.execute(
            select(Person.id, Person.password_hash).where(Person.email_key == key, Person.is_active)
        ).one_or_none()
        session.commit()
    is_right = passwords.matches(password[: passwords.LONGEST + 1], person.password_hash if person else None)
    if not is_right or person is None:
        return None
    with database.writing() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_([attempt.id for attempt in noted])))
        forget_failures(session, key)
        session.commit()
    return Checked(person.id, person.password_hash)


def begin_session(database: Database, checked: Checked, browser: str, now: Now) -> str:
    """Start a session for somebody whose password was right, and give its token.

    Raises Invalid where the password was changed, or its owner deactivated, since it was compared.
    """
    token = new_token()
    with database.writing() as session:
        if not still_holds(session, checked):
            raise Invalid([("password", _WRONG)])
        start_session(session, checked.person_id, token, browser, now)
        session.commit()
    return token


def still_holds(session: Session, checked: Checked) -> bool:
    """Whether a password that was right a moment ago still is."""
    kept = session.scalar(select(Person.password_hash).where(Person.id == checked.person_id, Person.is_active))
    return kept == checked.password_hash


def forget_failures(session: Session, key: str) -> None:
    """Forget the failures to sign in with an address, inside the caller's transaction."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == _counter("address", key)))


def start_session(session: Session, person_id: UUID, token: str, browser: str, now: Now) -> None:
    """Add a session inside the caller's transaction."""
    add(
        session,
        SignedIn(
            person_id=person_id,
            digest=digest_of(token),
            browser=browser[:120],
            created_at=now.at,
            expires_at=now.at + LASTS,
        ),
    )


def sign_out(database: Database, token: str, now: Now) -> None:
    """End the session of a token; twice does nothing more."""
    with database.writing() as session:
        session.execute(
            update(SignedIn)
            .where(SignedIn.digest == digest_of(token), SignedIn.ended_at.is_(None))
            .values(ended_at=now.at)
        )
        session.commit()


def end_session(database: Database, actor: Actor, session_id: UUID, now: Now) -> None:
    """End one of one's own sessions. Raises NotFound for somebody else's."""
    with database.writing() as session:
        owner = session.scalar(select(SignedIn.person_id).where(SignedIn.id == session_id))
        if owner != actor.person_id:
            raise NotFound("There is no such session.")
        session.execute(
            update(SignedIn).where(SignedIn.id == session_id, SignedIn.ended_at.is_(None)).values(ended_at=now.at)
        )
        session.commit()


def end_all_sessions(session: Session, person_id: UUID, at: datetime) -> None:
    """End every session of a person inside the caller's transaction."""
    session.execute(
        update(SignedIn).where(SignedIn.person_id == person_id, SignedIn.ended_at.is_(None)).values(ended_at=at)
    )


def _counter(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}\0{value}".encode()).hexdigest()


def _failures(session: Session, counter: str, at: datetime) -> int:
    found = select(func.count()).select_from(SignInAttempt)
    return session.scalar(found.where(SignInAttempt.key == counter, SignInAttempt.at > at - WINDOW)) or 0
