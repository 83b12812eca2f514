"""Reads and moves what an account is called and where its mail goes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from trainer.storage.account_changes import AccountChange, AddressLink
from trainer.storage.people import Person, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChangeRow:
    """A change of a name or an address: what it was before and why, empty where that was erased or is not said."""

    kind: str
    was: str
    reason: str
    by: str
    is_own: bool
    at: datetime


def account_changes(session: Session, person_id: UUID) -> tuple[AccountChangeRow, ...]:
    """Every change of somebody's name and address, the newest first: one statement."""
    was, reason, by = aliased(Words), aliased(Words), aliased(Person)
    rows = session.execute(
        select(
            AccountChange.kind,
            AccountChange.at,
            AccountChange.actor_id,
            was.words.label("was"),
            reason.words.label("reason"),
            by.name.label("by"),
        )
        .join(was, AccountChange.text_id == was.id)
        .outerjoin(reason, AccountChange.reason_id == reason.id)
        .join(by, AccountChange.actor_id == by.id)
        .where(AccountChange.person_id == person_id)
        .order_by(AccountChange.number.desc())
    )
    return tuple(
        AccountChangeRow(
            kind=row.kind,
            was=row.was or "",
            reason=row.reason or "",
            by=row.by,
            is_own=row.actor_id == person_id,
            at=row.at,
        )
        for row in rows
    )


def number_of_changes(session: Session, person_id: UUID) -> int:
    """How often somebody's name or address was changed: what a form has seen."""
    numbers = select(func.coalesce(func.max(AccountChange.number), 0)).where(AccountChange.person_id == person_id)
    return session.scalar(numbers) or 0


def is_taken(session: Session, key: str, person_id: UUID) -> bool:
    """Whether another account than this person's has the address with this key."""
    others = select(Person.id).where(Person.email_key == key, Person.id != person_id)
    return session.scalar(others) is not None


def move_to(session: Session, person_id: UUID, address: str, key: str) -> bool:
    """Give an account another address; False where another account has it, of whoever was faster."""
    if is_taken(session, key, person_id):
        return False
    moved = update(Person).where(Person.id == person_id).values(address=address, email_key=key)
    try:
        with session.begin_nested():
            session.execute(moved)
    except IntegrityError:
        return False
    return True


def live_link(session: Session, kind: str, digest: str, at: datetime) -> AddressLink | None:
    """The link with the digest of a token, where it works at a moment, of somebody who may sign in."""
    return session.scalars(
        select(AddressLink)
        .join(Person, AddressLink.person_id == Person.id)
        .where(
            AddressLink.kind == kind,
            AddressLink.digest == digest,
            AddressLink.ended_at.is_(None),
            AddressLink.expires_at > at,
            Person.is_active,
        )
    ).one_or_none()


def end_address_links(session: Session, person_id: UUID, at: datetime, kind: str | None = None) -> None:
    """Let no link of somebody work any more, or none of one kind, inside the caller's transaction."""
    ended = update(AddressLink).where(AddressLink.person_id == person_id, AddressLink.ended_at.is_(None))
    session.execute((ended.where(AddressLink.kind == kind) if kind else ended).values(ended_at=at))
