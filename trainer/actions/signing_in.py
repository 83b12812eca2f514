"""People sign in and out; guessing is slowed, and nobody learns who has an account."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from trainer import passwords
from trainer.access import Actor
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.people import Person, SignedIn, SignInAttempt
from trainer.tokens import digest_of, email_key, new_token

LASTS = timedelta(days=14)
WINDOW = timedelta(minutes=15)
MOST_FOR_ADDRESS = 8
MOST_FOR_NETWORK = 40
_WRONG = "The address and the password do not belong together."


def sign_in(database: Database, address: str, password: str, network: str, browser: str, now: Now) -> str:
    """Start a session and give its token.

    Raises Invalid with one sentence whatever was wrong, and NotAllowed after too many failures, counted in
    the database for the address and for the network address.
    """
    key = email_key(address)[:320]
    counters = {_counter("address", key): MOST_FOR_ADDRESS, _counter("network", network): MOST_FOR_NETWORK}
    with database.writing() as session:
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
        raise Invalid([("password", _WRONG)])
    token = new_token()
    with database.writing() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_([attempt.id for attempt in noted])))
        session.execute(delete(SignInAttempt).where(SignInAttempt.key == _counter("address", key)))
        start_session(session, person.id, token, browser, now)
        session.commit()
    return token


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
