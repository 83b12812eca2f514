"""Tables that search rests on."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import MADE_ANEW, Base, Fact


class PassageRow(Base):
    """Something that search finds as a whole, of the newest edition; it can be thrown away and rebuilt.

    `owner` is a module's key or a quiz's slug, `place` what it is there. The stems are what the index of each
    database holds (`trainer/storage/passages_index.py`). `fingerprint` names all that the row holds;
    `digest` names a question by what it asks and explains.
    """

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("course_id", "fingerprint"),
        CheckConstraint(
            "kind IN ('title', 'module', 'section', 'term', 'reference', 'question')",
            name="kind",
        ),
        MADE_ANEW,
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    fingerprint: Mapped[str]
    kind: Mapped[str]
    owner: Mapped[str]
    place: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    digest: Mapped[str | None]
    title_stems: Mapped[str]
    text_stems: Mapped[str]


class VocabularyRow(Base):
    """Of which edition a course's passages are, as what version of the search made them, and their words."""

    __tablename__ = "vocabulary"
    __table_args__ = (MADE_ANEW,)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"), primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    version: Mapped[str]
    body: Mapped[str]


class ReasonsShown(Fact, Base):
    """The reasons of a question were shown to the person who answered it; `digest` names the question as it was."""

    __tablename__ = "reasons_shown"
    constraints = (
        UniqueConstraint("attempt_id", "question"),
        Index("ix_reasons_shown_person_id_digest", "person_id", "digest"),
    )
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str]
    digest: Mapped[str]
