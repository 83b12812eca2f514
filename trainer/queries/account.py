"""A person's own account: where they are signed in, and what role they have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.storage.bulk import BulkImportItem
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.people import Invitation, Person, Reset, Role, SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One browser that the person is signed in with."""

    id: UUID
    browser: str
    created_at: datetime
    expires_at: datetime
    is_this: bool
    keeps_modules: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One's own account."""

    name: str
    address: str
    roles: tuple[str, ...]
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """A link that still works, and for which address it was made.

    `name` is what somebody who has no account yet may be called, by whoever invited them; often it is not known.
    """

    address: str
    role: str | None
    is_known: bool
    name: str = ""


def account_page(session: Session, actor: Actor, session_id: UUID, now: datetime) -> AccountPage:
    """The account of the actor."""
    person = session.execute(select(Person.name, Person.address).where(Person.id == actor.person_id)).one()
    roles = session.execute(
        select(Role.name, CourseRow.slug, Cohort.name.label("cohort"))
        .outerjoin(Cohort, Role.cohort_id == Cohort.id)
        .outerjoin(CourseRow, Role.course_id == CourseRow.id)
        .where(Role.person_id == actor.person_id)
        .order_by(Role.name)
    )
    sessions = session.scalars(
        select(SignedIn)
        .where(SignedIn.person_id == actor.person_id, SignedIn.ended_at.is_(None), SignedIn.expires_at > now)
        .order_by(SignedIn.created_at.desc())
    )
    return AccountPage(
        name=person.name,
        address=person.address or "",
        roles=tuple(f"{row.name}, {row.cohort or row.slug or 'the whole site'}" for row in roles),
        sessions=tuple(
            SessionRow(
                id=row.id,
                browser=row.browser,
                created_at=row.created_at,
                expires_at=row.expires_at,
                is_this=row.id == session_id,
                keeps_modules=row.keeps_modules,
            )
            for row in sessions
        ),
    )


def open_invitation(session: Session, digest: str, now: datetime) -> OpenLink | None:
    """An invitation that can still be accepted, by its token's digest."""
    row = session.execute(
        select(Invitation.address, Invitation.role, Person.id, BulkImportItem.name)
        .outerjoin(Person, and_(Person.email_key == Invitation.email_key, Person.is_active))
        .outerjoin(BulkImportItem, BulkImportItem.invitation_id == Invitation.id)
        .where(Invitation.digest == digest, Invitation.accepted_at.is_(None), Invitation.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    return OpenLink(address=row.address, role=row.role, is_known=row.id is not None, name=row.name or "")


def open_reset(session: Session, digest: str, now: datetime) -> OpenLink | None:
    """A reset that can still be used, by its token's digest."""
    row = session.execute(
        select(Person.address)
        .join(Reset, Reset.person_id == Person.id)
        .where(Reset.digest == digest, Reset.used_at.is_(None), Reset.expires_at > now, Person.is_active)
    ).one_or_none()
    return OpenLink(address=row.address or "", role=None, is_known=True) if row else None
