"""Tables of observed encounters, and of what trainees answer to what is recorded about them."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class Encounter(Fact, Base):
    """A supervisor watched a trainee at work; `second_id` is who is asked to rate it too, without seeing how."""

    __tablename__ = "encounter"
    constraints = (
        CheckConstraint("setting IN ('live', 'simulation')", name="setting"),
        Index("ix_encounter_enrolment_id", "enrolment_id"),
        Index("ix_encounter_second_id", "second_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    held_on: Mapped[date]
    phase: Mapped[str]
    setting: Mapped[str]
    role: Mapped[str]
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class EncounterWithdrawal(Fact, Base):
    """An encounter counts no more, because a supervisor said why."""

    __tablename__ = "encounter_withdrawal"
    constraints = (UniqueConstraint("encounter_id"),)
    encounter_id: Mapped[UUID] = mapped_column(ForeignKey("encounter.id"))
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class Rating(Fact, Base):
    """The level at which an observer, the actor, saw a competency in an encounter; 0 is not seen."""

    __tablename__ = "rating"
    constraints = (
        UniqueConstraint("encounter_id", "actor_id", "item"),
        CheckConstraint("level BETWEEN 0 AND 3", name="level"),
    )
    encounter_id: Mapped[UUID] = mapped_column(ForeignKey("encounter.id"))
    item: Mapped[str]
    level: Mapped[int]


class Remark(Fact, Base):
    """A trainee's comment on something recorded about them: an entry, a signature, an encounter, a rating."""

    __tablename__ = "remark"
    constraints = (
        UniqueConstraint("about_id", "number"),
        CheckConstraint("about IN ('entry', 'sign_off', 'encounter', 'rating')", name="about"),
        Index("ix_remark_enrolment_id", "enrolment_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    about: Mapped[str]
    about_id: Mapped[UUID]
    number: Mapped[int]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class Appeal(Fact, Base):
    """A trainee asks a second supervisor to look at a signature that was withdrawn, `sign_off_id` the withdrawal."""

    __tablename__ = "appeal"
    constraints = (UniqueConstraint("sign_off_id"),)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    sign_off_id: Mapped[UUID] = mapped_column(ForeignKey("sign_off.id"))
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class AppealDecision(Fact, Base):
    """A second supervisor lets a withdrawal stand, or restores what was withdrawn by a signature of their own."""

    __tablename__ = "appeal_decision"
    constraints = (
        UniqueConstraint("appeal_id"),
        CheckConstraint("decision IN ('upheld', 'restored')", name="decision"),
        CheckConstraint("(decision = 'restored') = (sign_off_id IS NOT NULL)", name="sign_off"),
    )
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    decision: Mapped[str]
    sign_off_id: Mapped[UUID | None] = mapped_column(ForeignKey("sign_off.id"))
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]
