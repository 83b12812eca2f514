"""What is eased for one person at quizzes, as supervisors see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.queries.decided import ERASED, Said
from trainer.queries.person_head import PersonHead, supervised
from trainer.quizzes.accommodations import Accommodation
from trainer.quizzes.easing_in_words import in_words
from trainer.storage.accommodations import AccommodationRow
from trainer.storage.content import Document
from trainer.storage.database import Database
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An accommodation: at which quiz, what, by whom and why; `withdrawn` where it holds no more."""

    id: UUID
    quiz: str | None
    sentence: str
    said: Said
    withdrawn: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccommodationsPage:
    """What was eased, the newest first, and what can be. `seen` goes into the form, so that a double click eases once.

    `running` are the titles of quizzes with an attempt whose time is running, which more of it extends at once.
    """

    head: PersonHead
    given: tuple[Given, ...]
    seen: int
    quizzes: tuple[tuple[str, str], ...]
    running: tuple[str, ...]
    today: date


def accommodations_page(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now
) -> AccommodationsPage:
    """The accommodations of somebody whom the actor supervises: four statements. Raises NotFound."""
    person = supervised(session, database, actor, enrolment_id, now)
    outline = person.edition.outline
    titles = {quiz.path: quiz.title for quiz in outline.quizzes}
    rows = given_to(session, enrolment_id)
    said = {
        row.id: Said(by=row.name, at=row.at, words=ERASED if row.words is None else row.words, is_shared=False)
        for row in rows
    }
    withdrawn = {row.withdraws_id: said[row.id] for row in rows if row.withdraws_id}
    return AccommodationsPage(
        head=person.head,
        given=tuple(
            Given(
                id=row.id,
                quiz=titles.get(row.path, row.path) if row.path else None,
                sentence=eased_in_words(row),
                said=said[row.id],
                withdrawn=withdrawn.get(row.id),
            )
            for row in rows
            if row.withdraws_id is None
        ),
        seen=len(rows),
        quizzes=tuple((quiz.slug, quiz.title) for quiz in outline.quizzes),
        running=tuple(quiz.title for quiz in outline.quizzes if person.standings.quiz(quiz.slug).open_until),
        today=now.today,
    )


def given_to(session: Session, enrolment_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every accommodation of an enrolment and what took it back, the newest first: one statement."""
    return run(session, _GIVEN, enrolment_id=enrolment_id).all()


def eased_in_words(row: Row[*tuple[Any, ...]]) -> str:
    """What a row of `given_to` eases."""
    return in_words(Accommodation(time_factor=row.time_factor, attempts=row.attempts, closes=row.closes_on))


_GIVEN: Final = (
    select(
        AccommodationRow.id,
        AccommodationRow.at,
        AccommodationRow.withdraws_id,
        AccommodationRow.time_factor,
        AccommodationRow.attempts,
        AccommodationRow.closes_on,
        Document.path,
        Person.name,
        Words.words,
    )
    .outerjoin(Document, AccommodationRow.document_id == Document.id)
    .join(Person, AccommodationRow.actor_id == Person.id)
    .join(Words, AccommodationRow.text_id == Words.id)
    .where(AccommodationRow.enrolment_id == bindparam("enrolment_id", type_=Uuid()))
    .order_by(AccommodationRow.number.desc())
)
