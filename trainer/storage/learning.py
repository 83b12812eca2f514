"""Tables of what trainees did, and what follows from it."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base, Fact


class Enrolment(Base):
    """One person's way through one course; a renewal is the next number.

    `paused_on` is since when it rests, `days_paused` how many days it rested before; both follow from placements.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "number"),
        Index("ix_enrolment_cohort_id", "cohort_id"),
        Index("ix_enrolment_days_paused", "days_paused"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    created_at: Mapped[datetime]
    paused_on: Mapped[date | None]
    days_paused: Mapped[int] = mapped_column(default=0, server_default="0")


class Placement(Fact, Base):
    """An enrolment came into a cohort, moved to another, was paused or resumed; `cohort_id` is where it is then."""

    __tablename__ = "placement"
    constraints = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("kind IN ('joined', 'moved', 'paused', 'resumed')", name="kind"),
        CheckConstraint("kind = 'joined' OR text_id IS NOT NULL", name="has_words"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"))
    kind: Mapped[str] = mapped_column(default="joined", server_default="joined")
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class Reading(Fact, Base):
    """A section of a module's revision was opened or finished."""

    __tablename__ = "reading"
    constraints = (
        UniqueConstraint("enrolment_id", "revision_id", "section", "kind"),
        CheckConstraint("kind IN ('opened', 'finished')", name="kind"),
        Index("ix_reading_enrolment_id_at", "enrolment_id", "at"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    section: Mapped[str]
    kind: Mapped[str]


class CheckAnswer(Fact, Base):
    """An answer to a knowledge check; it never counts towards a score."""

    __tablename__ = "check_answer"
    constraints = (
        UniqueConstraint("enrolment_id", "revision_id", "check_id", "number"),
        Index("ix_check_answer_enrolment_id_at", "enrolment_id", "at"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    check_id: Mapped[str]
    number: Mapped[int]
    chosen: Mapped[str]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]


class Attempt(Fact, Base):
    """A quiz was begun, on the revision named here, with the layout drawn then."""

    __tablename__ = "attempt"
    constraints = (
        UniqueConstraint("enrolment_id", "document_id", "number"),
        Index("ix_attempt_enrolment_id_at", "enrolment_id", "at"),
        Index("ix_attempt_due_at", "due_at"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    layout: Mapped[str]
    due_at: Mapped[datetime | None]


class Answer(Fact, Base):
    """An answer was saved; the highest number of a question counts. After a final one there is no next.

    `tried` is the try, counted from 1, at which it was checked, where the quiz allows several; without it the
    answer was only saved. `certainty` is how sure the person said to be, from 1 to 3, where the quiz asks.
    """

    __tablename__ = "answer"
    constraints = (
        UniqueConstraint("attempt_id", "question", "number"),
        CheckConstraint("tried >= 1", name="tried"),
        CheckConstraint("certainty BETWEEN 1 AND 3", name="certainty"),
    )
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str]
    number: Mapped[int]
    chosen: Mapped[str]
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str | None]
    is_final: Mapped[bool]
    tried: Mapped[int | None]
    certainty: Mapped[int | None]


class Submission(Fact, Base):
    """An attempt was handed in, or closed when its time was over."""

    __tablename__ = "submission"
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), unique=True)


class Score(Fact, Base):
    """An attempt's result by the key of `revision_id`; points in whole hundredths; the highest number counts.

    `correction_id` names the correction of a wrong key that brought it, if one did.
    """

    __tablename__ = "score"
    constraints = (UniqueConstraint("attempt_id", "number"),)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    points: Mapped[int]
    maximum: Mapped[int]
    is_passed: Mapped[bool]
    missed_critical: Mapped[bool]
    marks: Mapped[str]
    correction_id: Mapped[UUID | None] = mapped_column(ForeignKey("correction.id"))


class AttemptRequest(Fact, Base):
    """A trainee asked for another attempt at a quiz."""

    __tablename__ = "request"
    constraints = (UniqueConstraint("enrolment_id", "document_id", "number"),)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]


class Grant(Fact, Base):
    """A supervisor gave further attempts at a quiz, with a reason; `answers` is the highest request number then."""

    __tablename__ = "grant"
    constraints = (
        UniqueConstraint("enrolment_id", "document_id", "number"),
        CheckConstraint("attempts BETWEEN 1 AND 10", name="attempts"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    attempts: Mapped[int]
    answers: Mapped[int]
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    text_digest: Mapped[str]


class Completion(Fact, Base):
    """The fold found an item complete: by which revisions and rules, counting which facts (a JSON list of ids)."""

    __tablename__ = "completion"
    constraints = (
        UniqueConstraint("enrolment_id", "item", "number"),
        Index("ix_completion_revision_id", "revision_id"),
    )
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str]
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    rules_revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    counted: Mapped[str]


class StandingRow(Base):
    """The stored result of the fold for one item; it can be thrown away and rebuilt."""

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_edition_id", "edition_id"), MADE_ANEW)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    rules_revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
