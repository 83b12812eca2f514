"""Tables of what is changed about an account: its name, and its address."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class AccountChange(Fact, Base):
    """Somebody's name or address was changed; beside it stand what it was before, and why, where another did it."""

    __tablename__ = "account_change"
    constraints = (
        UniqueConstraint("person_id", "number"),
        CheckConstraint("kind IN ('name', 'address', 'address-back')", name="kind"),
        CheckConstraint("(reason_id IS NULL) = (reason_digest IS NULL)", name="reason"),
        CheckConstraint("(person_id = actor_id) = (reason_id IS NULL)", name="others_give_a_reason"),
    )
    number: Mapped[int]
    kind: Mapped[str]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
    reason_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    reason_digest: Mapped[str | None]


class AddressLink(Base):
    """A link sent to an address: to confirm it as the new one of an account, or to take the account back to it."""

    __tablename__ = "address_link"
    __table_args__ = (CheckConstraint("kind IN ('confirm', 'back')", name="kind"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
