"""Tables of people and how they get in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base


class Person(Base):
    """Who; names and addresses live only here and in `text`."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name_id", "name", "id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    address: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Role(Base):
    """A set of permissions, for the site, one course or one cohort.

    `scope` is 'site', 'course:<id>' or 'cohort:<id>', so that one constraint keeps a role single.
    """

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("person_id", "name", "scope"),
        CheckConstraint("name IN ('trainee', 'instructor', 'reviewer', 'supervisor', 'administrator')", name="name"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    scope: Mapped[str]
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    granted_at: Mapped[datetime]


class SignedIn(Base):
    """A session: one browser that a person is signed in with. The token is kept as its digest.

    `keeps_modules` is whether this browser keeps opened modules for reading offline, until the session ends.
    """

    __tablename__ = "session"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    keeps_modules: Mapped[bool] = mapped_column(default=False, server_default=false())


class Preference(Base):
    """How somebody likes to read; no row means as it comes."""

    __tablename__ = "preference"
    __table_args__ = (
        CheckConstraint("text_size IN ('normal', 'large', 'larger')", name="text_size"),
        CheckConstraint("line_width IN ('narrow', 'normal', 'wide')", name="line_width"),
        CheckConstraint("theme IN ('device', 'light', 'dark')", name="theme"),
        CheckConstraint("motion IN ('device', 'reduced')", name="motion"),
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    text_size: Mapped[str]
    line_width: Mapped[str]
    theme: Mapped[str]
    motion: Mapped[str]


class Invitation(Base):
    """A link by which somebody joins with a role."""

    __tablename__ = "invitation"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    digest: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    email_key: Mapped[str]
    role: Mapped[str]
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class Reset(Base):
    """A link by which a person chooses a new password."""

    __tablename__ = "reset"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A failed sign-in, counted per address and per network address; both kept as digests."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str]
    at: Mapped[datetime]


class Words(Base):
    """What a person wrote, beside the fact that names its digest; erasing removes words and salt."""

    __tablename__ = "text"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    words: Mapped[str | None]
    salt: Mapped[str | None]


class Outbox(Base):
    """A message to be sent; the address is looked up when sending, the link's token removed after it.

    Its `kind` is that of its link, or else it holds notices. `fault` is what the last try met.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'failed', 'shown')", name="state"),
        CheckConstraint("(person_id IS NULL) <> (invitation_id IS NULL)", name="one_recipient"),
        Index("ix_outbox_state_due_at", "state", "due_at"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation.id"))
    message_id: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str | None]
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    fault: Mapped[str | None]


class Lease(Base):
    """Work that one process at a time may do, and until when it is taken."""

    __tablename__ = "lease"
    __table_args__ = MADE_ANEW
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
